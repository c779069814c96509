"""One module per step of the way in."""
