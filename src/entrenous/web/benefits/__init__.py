"""Pages of the estimates of rights: asked in the interview, read on one screen, given on paper."""
