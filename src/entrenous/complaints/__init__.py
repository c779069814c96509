"""A person asks for someone else, or complains: sealed from whom it concerns, then answered."""
