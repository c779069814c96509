"""The pages of an ending, by what is done there."""
