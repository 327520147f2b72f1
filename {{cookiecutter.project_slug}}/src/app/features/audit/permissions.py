"""Who may read the audit trail."""

from app.core.permissions import ADMINS, permission

AUDIT_READ = permission("audit:read", "Read the audit trail", ADMINS)
