"""Writings of our own: a report, a note, an attestation, an alert; why, to whom, read together."""
