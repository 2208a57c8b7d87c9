"""`MISSING`: in its place, nothing is sent (fault 40)."""

from typing import Annotated

from pydantic import MISSING, AfterValidator, BaseModel
from pytauri_runtime import Commands

commands = Commands()


class Patch(BaseModel):
    name: str | MISSING = MISSING
    note: str | None | MISSING = MISSING
    checked: Annotated[int | MISSING, AfterValidator(lambda value: value)] = MISSING
    always: int | MISSING


@commands.command()
async def patch(body: Patch) -> Patch:
    return body
