"""Who may do what with products."""

from app.core.permissions import EVERYONE, TEAM, permission

PRODUCTS_READ = permission("products:read", "List and read products", EVERYONE)
PRODUCTS_WRITE = permission("products:write", "Create, change and delete products", TEAM)
