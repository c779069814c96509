"""Passing dossiers on: the sheet written with the person, one or hundreds handed over in steps."""
