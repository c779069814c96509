"""Pages of procedures: under each dossier; dates without one; the address for a calendar."""
