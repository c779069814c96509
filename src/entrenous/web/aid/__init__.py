"""Local aid: the sheets of a département, applied from the budget of a dossier."""
