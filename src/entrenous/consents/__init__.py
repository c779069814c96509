"""Agreements and mandates of a person: what, to whom, for what, until when, withdrawn when."""
