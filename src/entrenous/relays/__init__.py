"""Orientation with an answer: what a partner is told with her agreement, and what came back."""
