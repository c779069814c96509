"""Released figures as files: made in memory, the same report gives the same bytes."""
