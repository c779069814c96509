"""Pages of the keys: certify a colleague, letter boxes, who can reopen what."""
