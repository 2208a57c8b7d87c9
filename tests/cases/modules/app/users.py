from pytauri_runtime import Commands

from app import models
from app.models import Base

commands = Commands()


class User(Base):
    """Another `User`, and it meets the first one here."""

    stored: models.User
    credit: models.Money


@commands.command()
async def get_user(body: int) -> User: ...
