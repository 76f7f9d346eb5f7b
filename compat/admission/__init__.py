"""The rooms behind `membership`: what a piece may read, what can come next, the search for a way, what stopped it."""
