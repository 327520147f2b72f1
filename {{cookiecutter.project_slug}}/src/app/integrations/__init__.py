"""Outside services: one package per kind, with a port and its adapters."""
