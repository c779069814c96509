"""Pages of an ending, under each dossier: what is said, what waits, what was answered."""
