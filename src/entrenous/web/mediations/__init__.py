"""Pages of mediations with a mandate, under each dossier."""
