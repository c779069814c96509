"""Pages of orientations with an answer, under each dossier."""
