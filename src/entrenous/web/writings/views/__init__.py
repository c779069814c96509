"""The pages of our own writings, by what is done there."""
