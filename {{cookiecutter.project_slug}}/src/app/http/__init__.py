"""The edge: everything that knows the web framework."""
