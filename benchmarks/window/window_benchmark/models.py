"""What travels between the page and Python, here as with pytauri."""

from pydantic import BaseModel


class Person(BaseModel):
    """Who is greeted."""

    name: str
    n: int


class Greeting(BaseModel):
    """What they hear."""

    message: str


class Message(BaseModel):
    """One of many."""

    i: int
