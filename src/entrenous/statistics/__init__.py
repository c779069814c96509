"""Published figures: what was asked, what was released, what waits. Never a fact, never a name."""
