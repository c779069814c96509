"""The views of the person's space."""
