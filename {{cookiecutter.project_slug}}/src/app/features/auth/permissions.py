"""Who may do what with credentials."""

from app.core.permissions import EVERYONE, permission

PASSWORD_CHANGE = permission("password:change", "Change the own password", EVERYONE)
