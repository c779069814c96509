"""Measure what the seal costs, as ratios taken in one run against a yardstick (00-decisions 43)."""
