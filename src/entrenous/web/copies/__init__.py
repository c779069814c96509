"""Pages of the right to her file: ask, read again, have it read a second time, hand it over."""
