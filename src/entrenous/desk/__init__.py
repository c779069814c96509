"""What the front desk promises, hears, does for others, tells and counts."""
