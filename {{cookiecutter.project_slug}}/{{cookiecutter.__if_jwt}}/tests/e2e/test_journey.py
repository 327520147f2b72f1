"""From the registration to the delivery, over HTTP alone."""

from tests.support.people import Person
from tests.support.server import LiveServer
from tests.support.shop import add_product, stock_of

EMAIL = "ada@example.org"
PASSWORD = "two winters in the library"
AUTH = "/api/v1/auth"


def test_a_stranger_becomes_a_customer_and_gets_what_was_ordered(
    server: LiveServer, staff: Person, admin: Person
) -> None:
    mug = add_product(staff, stock=5)
    with server.client() as ada:
        registered = ada.post(f"{AUTH}/register", json={"email": EMAIL, "password": PASSWORD})
        assert registered.status_code == 201
        early = ada.post(f"{AUTH}/login", json={"email": EMAIL, "password": PASSWORD})
        assert (early.status_code, early.json()["code"]) == (403, "email_not_verified")

        token = server.outbox.token(EMAIL)
        assert ada.post(f"{AUTH}/verify-email", json={"token": token}).status_code == 204
        tokens = ada.post(f"{AUTH}/login", json={"email": EMAIL, "password": PASSWORD}).json()
        tokens = ada.post(f"{AUTH}/refresh", json={"refresh_token": tokens["refresh_token"]}).json()
        ada.headers["Authorization"] = f"Bearer {tokens['access_token']}"

        created = ada.post(
            "/api/v1/orders",
            json={"lines": [{"product_id": mug["id"], "quantity": 2}]},
            headers={"Idempotency-Key": "first-order"},
        )
        assert created.status_code == 201
        order = created.headers["Location"]
        assert ada.post(f"{order}/place").json()["status"] == "placed"
        assert stock_of(staff, mug) == 3

        for action, status in (("pay", "paid"), ("ship", "shipped"), ("deliver", "delivered")):
            assert staff.http.post(f"{order}/{action}").json()["status"] == status
        delivered = ada.get(order).json()
        events = ada.get(f"{order}/events").json()["items"]
        trail = admin.http.get(
            "/api/v1/audit-events", params={"object_type": "order", "object_id": delivered["id"]}
        ).json()["items"]
        assert ada.post(f"{AUTH}/logout").status_code == 204
        assert ada.get(order).status_code == 401

    assert delivered["total"] == {"amount": "20.00", "currency": "EUR"}
    assert [event["to_status"] for event in events] == [
        "draft",
        "placed",
        "paid",
        "shipped",
        "delivered",
    ]
    assert len(trail) == len(events)
    assert any("on its way" in mail.subject for mail in server.outbox.messages if mail.to == EMAIL)
