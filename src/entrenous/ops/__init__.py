"""What an operator runs: database roles, maintenance, demonstration data."""
