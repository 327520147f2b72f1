"""Who may do what with accounts."""

from app.core.permissions import ADMINS, EVERYONE, permission

PROFILE_READ = permission("profile:read", "Read the own account", EVERYONE)
PROFILE_WRITE = permission("profile:write", "Change and delete the own account", EVERYONE)
USERS_READ = permission("users:read", "List and read all accounts", ADMINS)
USERS_WRITE = permission("users:write", "Change roles, activate and deactivate accounts", ADMINS)
