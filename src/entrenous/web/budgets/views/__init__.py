"""The pages of a budget, by what is done there."""
