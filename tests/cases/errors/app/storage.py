"""Errors of another module, with a base that is never raised itself."""

from pydantic import BaseModel, Field
from pytauri_runtime import CommandError


class User(BaseModel):
    name: str


class StorageError(CommandError):
    """Something is wrong with the storage."""

    path: str
    """Where, */ from the root."""


class QuotaExceeded(StorageError):
    """The quota is used up.

    Delete something first.
    """

    limit: int = Field(ge=0)
    used: int = Field(serialization_alias="usedBytes")
    holders: list[User] = Field(default_factory=list)
    internal: str = Field("never sent", exclude=True)


class Missing(StorageError):
    code = 'storage/"missing"'
