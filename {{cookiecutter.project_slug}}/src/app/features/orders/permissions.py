"""Who may do what with orders."""

from app.core.permissions import EVERYONE, TEAM, permission

ORDERS_READ = permission("orders:read", "List and read one's own orders", EVERYONE)
ORDERS_READ_ALL = permission("orders:read_all", "List and read everybody's orders", TEAM)
ORDERS_WRITE = permission("orders:write", "Draft, change and delete one's own orders", EVERYONE)
ORDERS_PLACE = permission("orders:place", "Place one's own orders", EVERYONE)
ORDERS_PAY = permission("orders:pay", "Record that an order is paid", TEAM)
ORDERS_SHIP = permission("orders:ship", "Record that an order is shipped", TEAM)
ORDERS_DELIVER = permission("orders:deliver", "Record that an order is delivered", TEAM)
ORDERS_CANCEL = permission("orders:cancel", "Cancel one's own orders", EVERYONE)
ORDERS_REFUND = permission("orders:refund", "Record that an order is refunded", TEAM)
