"""The views of the desk, by subject."""
