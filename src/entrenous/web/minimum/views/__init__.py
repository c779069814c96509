"""The pages, in a dossier and at a desk."""
