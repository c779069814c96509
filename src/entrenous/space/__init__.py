"""The space of the person: her keys and her code, her way in, what she reads and writes there."""
