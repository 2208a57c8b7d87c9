"""Times as those of `Temporal`."""

from datetime import date, datetime, time, timedelta
from typing import Literal

from pydantic import AwareDatetime, BaseModel, NaiveDatetime
from pytauri_runtime import Commands

commands = Commands()


class Moments(BaseModel):
    aware: AwareDatetime
    naive: NaiveDatetime
    either: datetime
    day: date
    clock: time
    span: timedelta
    until: datetime | Literal["never"] | None = None


class Map(BaseModel):
    """Has the name of a global that rich types use."""

    by_id: dict[int, date]
    others: set["Map"] = set()


@commands.command()
async def moments(body: Moments) -> Moments: ...


@commands.command()
async def maps() -> list[Map]: ...
