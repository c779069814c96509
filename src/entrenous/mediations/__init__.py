"""Mediation: what may be said to someone in her name, until when, and what came of it."""
