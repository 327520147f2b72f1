"""What follows when an order moves on."""

from uuid import UUID

from app.core.events import subscribe
from app.features.accounts.repository import AccountRepository
from app.features.orders.events import OrderPlaced, OrderShipped
from app.infra.resources import Resources
from app.integrations.mail.message import Message


@subscribe(OrderPlaced)
async def confirm_order(resources: Resources, event: OrderPlaced) -> None:
    """Write to the customer that the order has arrived."""
    total = f"{event.total.amount} {event.total.currency}"
    await _write(
        resources,
        event.customer_id,
        subject="We have your order",
        text=f"Thank you for your order {event.order_id} over {total}.",
    )


@subscribe(OrderShipped)
async def announce_shipment(resources: Resources, event: OrderShipped) -> None:
    """Write to the customer that the goods are on their way."""
    await _write(
        resources,
        event.customer_id,
        subject="Your order is on its way",
        text=f"Your order {event.order_id} has left our house.",
    )


async def _write(resources: Resources, customer_id: UUID, *, subject: str, text: str) -> None:
    """Send the mail, unless the account has been erased in the meantime."""
    async with resources.reading() as work:
        account = await work.repository(AccountRepository).get(customer_id)
    if account is not None and account.erased_at is None:
        await resources.mailer.send(Message(to=account.email, subject=subject, text=text))
