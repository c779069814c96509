"""The pages of continuity, by what is done there."""
