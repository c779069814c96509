"""The pages of handovers, by what is done there."""
