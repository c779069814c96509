"""The acts on a dossier, each on a page of its own, read over before it is done."""
