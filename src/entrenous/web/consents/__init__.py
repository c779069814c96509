"""Pages of agreements and mandates, under each dossier."""
