"""The generated blocks, by subject."""
