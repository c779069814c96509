"""Read, write, hold sessions, evaluate, pass on, end."""
