"""The pages of procedures, by what is done there."""
