"""The forms of the desk's own work: they type and explain, they decide nothing."""
