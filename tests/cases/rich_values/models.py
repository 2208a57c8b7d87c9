"""A module of its own, with a type of the same name as in the other one."""

from pydantic import AwareDatetime, BaseModel


class User(BaseModel):
    """Not the other one."""

    since: AwareDatetime
