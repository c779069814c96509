"""The pages of retention, by what is done there."""
