"""The states of the world that an ending meets. Their text is for logs: it names nothing."""


class NoAccompagnement(Exception):
    """Nothing is under way in this dossier: there is nothing to end."""


class AlreadyProposed(Exception):
    """An ending is proposed already: it is corrected, not proposed twice."""


class NotProposed(Exception):
    """No ending is proposed: there is nothing to tell, to object to or to pronounce."""


class NotReferent(Exception):
    """Only the référente proposes, tells and pronounces an ending."""


class AlreadySaid(Exception):
    """It was said already: nothing changes."""


class EndingRefused(Exception):
    """What is missing. `field` names where, the sentence says what to do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(field)
        self.field = field
        self.sentence = sentence
