"""The views of figures, by what one comes for."""
