"""The forms of the desk: they type and explain, they decide nothing."""
