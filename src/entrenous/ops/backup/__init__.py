"""Backups in two sets, and the way back: what opens apart from what is sealed (ADR 0028)."""
