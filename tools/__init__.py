"""The maintainers' scripts."""
