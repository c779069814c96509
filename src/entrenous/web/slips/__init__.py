"""Slips of platforms: the page and the API that drop them, the pages of the house, the tokens."""
