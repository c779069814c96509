"""Why an act of the ceremony is refused. Their text is for logs: it names nothing."""


class NotYours(Exception):
    """This agent may not ask for these dossiers, or not act on this request."""


class AlreadyAsked(Exception):
    """A request for one of these dossiers is under way."""


class NothingChosen(Exception):
    """No dossier was chosen."""


class BadRecipient(Exception):
    """The recipient has no certified keys, no longer works here, or asks for herself."""


class NoticesDue(Exception):
    """The référente and the data protection officer are told before the file goes out."""


class Over(Exception):
    """The request was withdrawn, or its result was already imported."""


class NotAnchored(Exception):
    """The journal does not hold this request under a signed checkpoint."""
