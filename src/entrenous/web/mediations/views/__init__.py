"""Read, take a mandate, note what is said, print."""
