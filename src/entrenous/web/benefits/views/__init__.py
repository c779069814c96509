"""The views of estimates, by what one does."""
