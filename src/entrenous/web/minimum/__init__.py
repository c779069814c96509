"""How much must be left: the pages of the living minimum, in a dossier or without one."""
