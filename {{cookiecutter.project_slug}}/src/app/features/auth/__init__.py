"""Authentication: credentials and the chosen scheme."""
