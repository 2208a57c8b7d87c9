from pydantic import BaseModel


class Money(BaseModel):
    cents: int


class User(BaseModel):
    name: str


class Base(BaseModel):
    id: int
    """Who."""
