"""Procedures followed in a dossier: what is known of each, the dates it gives, what was done."""
