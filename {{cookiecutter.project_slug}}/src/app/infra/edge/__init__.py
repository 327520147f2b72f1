"""What the edge of every web framework decides about a request before and after the application."""
