"""Views of the keys, by subject."""
