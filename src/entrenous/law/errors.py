"""What can go wrong with a rule or a question, said in French for whoever reads it."""

from .typography import typeset


class LawError(Exception):
    """Base of this package's errors; `known` lists what would have been accepted."""

    def __init__(self, message: str, known: tuple[str, ...] = ()) -> None:
        self.message = typeset(message)
        super().__init__(self.message)
        self.known = known


class RuleRefused(LawError):
    """A rule file does not load: no source, no example, an unknown code, an opened NON."""


class InvalidRequest(LawError):
    """A question cannot be read: unknown code, wrong type, malformed date."""


class NotInForce(LawError):
    """No known version of a rule, an amount or a deadline covers the day asked."""


class UnknownRule(LawError):
    """No rule has this identifier."""
