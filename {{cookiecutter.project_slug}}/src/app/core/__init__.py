"""What every feature shares: no framework, no I/O."""
