"""Pages of those who hold files: the day, the list, one dossier and its thread."""
