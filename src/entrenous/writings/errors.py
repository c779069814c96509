"""Why a writing cannot be started, changed or sent. The sentences are for the page."""


class NotSendable(ValueError):
    """The writing may not leave as it is. `sentence` says what to do, in French."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class BasisRefused(ValueError):
    """The rule chosen opens nothing here: `because` says why, in the words of the rule."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


class AlreadySent(Exception):
    """It has left: it is read, not written, any more."""
