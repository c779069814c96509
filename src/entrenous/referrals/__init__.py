"""Orientation with an answer from the desk: a relay that lives in a request."""
