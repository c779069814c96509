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


class Over(Exception):
    """It is over or was cancelled: nothing of it changes any more."""
