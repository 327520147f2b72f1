"""Makes and fills the database of `service.py`; runs in the environment of the project."""

import asyncio
import json
import os
import sys

import asyncpg

ORDERS = 10_000
PRODUCTS = 200


async def create_database(server: str, name: str) -> None:
    """An empty database."""
    connection = await asyncpg.connect(server)
    await connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()


async def fill() -> dict[str, str]:
    """A customer with orders of two lines each; what the requests need to know."""
    connection = await asyncpg.connect(os.environ["DATABASE_URL"])
    user, session, token = await customer()
    await connection.execute(
        "INSERT INTO products (id, sku, name, description, price_minor, currency, stock, active,"
        " version, created_at, updated_at)"
        " SELECT gen_random_uuid(), 'SKU-' || n, 'Product ' || n, '', 100 + n, 'EUR', 1000, true,"
        " 1, now(), now() FROM generate_series(1, $1) n",
        PRODUCTS,
    )
    await connection.execute(
        "INSERT INTO orders (id, customer_id, status, note, currency, total_minor, version,"
        " created_at, updated_at)"
        " SELECT gen_random_uuid(), $1, 'draft', '', 'EUR', 2000, 1,"
        " now() - n * interval '1 second', now() FROM generate_series(1, $2) n",
        user,
        ORDERS,
    )
    await connection.execute(
        "INSERT INTO order_lines (order_id, position, product_id, sku, name, unit_price_minor,"
        " quantity)"
        " SELECT o.id, p.n, p.id, p.sku, p.name, 1000, 1 FROM orders o,"
        " (SELECT *, row_number() OVER (ORDER BY sku) - 1 AS n FROM products LIMIT 2) p"
    )
    await connection.execute("ANALYZE")
    orders = await connection.fetch("SELECT id FROM orders LIMIT 2000")
    products = await connection.fetch("SELECT id FROM products LIMIT 2")
    await connection.close()
    return {
        "user": str(user),
        "session": str(session),
        "token": token,
        "orders": " ".join(str(row["id"]) for row in orders),
        "products": " ".join(str(row["id"]) for row in products),
    }


async def customer() -> tuple[object, object, str]:
    """A customer that is logged in: the ids of account and session, and an access token."""
    from app.core.permissions import Role
    from app.features.accounts.service import create_account
    from app.features.tokens.access import access_tokens
    from app.features.tokens.service import login
    from app.infra.resources import create_resources
    from app.settings import load_settings

    resources = create_resources(load_settings())
    password = "correct horse battery staple"
    email = "customer@example.com"
    account = await create_account(resources, email=email, password=password, role=Role.CUSTOMER)
    issued = await login(resources, email=email, password=password)
    claims = access_tokens(resources.settings.auth).read(issued.access_token, now=resources.clock())
    await resources.close()
    return account.id, claims.session_id, issued.access_token


if __name__ == "__main__":
    if sys.argv[1] == "create-database":
        asyncio.run(create_database(sys.argv[2], sys.argv[3]))
    else:
        print(json.dumps(asyncio.run(fill())))
