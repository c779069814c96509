"""The pages of copies, by subject."""
