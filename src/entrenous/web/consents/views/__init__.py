"""The pages of agreements, by what is done there."""
