"""Template tags of the way in."""
