"""Products: what can be ordered, at which price, and how many are in stock."""
