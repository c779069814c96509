"""The views of the dossiers' pages, by subject."""
