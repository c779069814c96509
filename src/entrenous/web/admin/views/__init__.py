"""Views of the administration, by subject."""
