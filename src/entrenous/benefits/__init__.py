"""Estimates of rights in a dossier: the engine kept beside the server, what is asked, found."""
