"""Pages of figures: reports as they were released, one's own activity, and what is asked of it."""
