"""The pages of orientations, by what is done there."""
