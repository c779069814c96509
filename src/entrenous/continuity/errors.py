"""What continuity refuses. Their text is for logs: it names nothing."""


class BadCover(Exception):
    """Not a colleague who may cover: not certified, not at work, oneself, another service."""


class SameName(Exception):
    """The person bears this colleague's name: perhaps she is the one who is accompanied."""


class NothingChosen(Exception):
    """No dossier was chosen."""


class NotYours(Exception):
    """One of these dossiers is not, or no longer, followed by whoever asks."""


class PersonNotAsked(Exception):
    """Nobody joins without the person herself having said yes, on a day."""


class NoSheet(Exception):
    """No dossier of this number can be read in danger. Says nothing of anybody."""


class NotOneOfTwo(Exception):
    """Two agents are needed, one of each side; this one is of neither, or of the same."""


class AlreadyHeld(Exception):
    """She holds this dossier already: she opens it as every day."""


class Over(Exception):
    """It is over or was cancelled: nothing of it changes any more."""
