"""Who may do what with sessions."""

from app.core.permissions import EVERYONE, permission

SESSION_END = permission("session:end", "End the own session", EVERYONE)
