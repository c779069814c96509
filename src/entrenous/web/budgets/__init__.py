"""Pages of the budget, under each dossier."""
