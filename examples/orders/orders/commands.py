"""The commands that the page calls: those of the pet store, and what orders need besides."""

from datetime import UTC, datetime
from typing import Annotated

from orders import remote
from orders.order import State, WebOrder
from pytauri_runtime import AppHandle, CommandError, Commands, Depends

commands = Commands(arguments="named")
commands.include(remote.commands)


class UnknownOrder(CommandError):
    """There is no such order."""

    number: str


class NotAvailable(CommandError):
    """The pet store has sold the pet, or promised it to somebody."""

    name: str


class AlreadySent(CommandError):
    """The order has been sent before."""


class Received(dict[str, WebOrder]):
    """The orders that the web shop has sent, by number."""


def received_orders(app_handle: AppHandle) -> Received:
    """Return the app's orders, which its first command finds empty."""
    if app_handle.try_state(Received) is None:
        app_handle.manage(Received())
    return app_handle.state(Received)


Orders = Annotated[Received, Depends(received_orders)]


@commands.command()
async def receive_order(order: WebOrder, received: Orders) -> None:
    """Takes in an order of the web shop; a second one of that number replaces the first."""
    received[order.number] = order


@commands.command()
async def list_orders(received: Orders) -> list[WebOrder]:
    """Returns all orders, in order of arrival."""
    return list(received.values())


@commands.command(raises=[remote.NotFound, *remote.FAULTS])
async def send_order(number: str, received: Orders, client: remote.AppClient) -> WebOrder:
    """Orders at the pet store what an order asks for, if all of it is available."""
    order = received.get(number)
    if order is None:
        raise UnknownOrder(number=number)
    if order.state is State.SENT:
        raise AlreadySent
    for line in order.lines:
        pet = await remote.get_pet_by_id(client, line.pet_id)
        if pet.status is not remote.Status.AVAILABLE:
            raise NotAvailable(name=pet.name)
    for line in order.lines:
        request = remote.Order(
            pet_id=line.pet_id, quantity=line.quantity, ship_date=datetime.now(UTC)
        )
        await remote.place_order(client, request)
    received[number] = order.model_copy(update={"state": State.SENT})
    return received[number]
