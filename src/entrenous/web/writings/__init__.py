"""Pages of the service's own writings, under each dossier."""
