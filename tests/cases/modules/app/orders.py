from pytauri_runtime import Commands

from app.models import Money, User
from app.users import commands as shared

orders = Commands()


@orders.command()
async def total(body: User) -> Money: ...


@shared.command()
async def rename(body: User) -> None: ...
