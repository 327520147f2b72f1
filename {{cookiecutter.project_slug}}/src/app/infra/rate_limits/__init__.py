"""Request limits: how many requests of an address or an account are served in a window of time."""
