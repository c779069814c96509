"""The forms of the dossiers' pages."""
