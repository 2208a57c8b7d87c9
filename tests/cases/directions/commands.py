"""A type has two names only if it looks different on its way in."""

from datetime import datetime

from pydantic import BaseModel
from pytauri_runtime import Commands

commands = Commands()


class Same(BaseModel):
    x: int


class WithDefault(BaseModel):
    x: int = 0


class Holder(BaseModel):
    inner: WithDefault
    same: Same


class Outer(BaseModel):
    holders: list[Holder]
    at: datetime | None = None


class Task(BaseModel):
    """Its input can't be `TaskInput`."""

    done: bool = False


class TaskInput(BaseModel):
    """Has a name that ends in `Input` by itself."""

    task: Task
    at: datetime | None = None


@commands.command()
async def both(body: Outer) -> Outer:
    return body


@commands.command()
async def with_input(body: TaskInput) -> TaskInput:
    return body


@commands.command()
async def only_in(body: WithDefault) -> None: ...


@commands.command()
async def only_out() -> Same: ...
