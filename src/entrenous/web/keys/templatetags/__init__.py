"""Template tags of the keys."""
