"""Why something is not kept, archived, proposed or destroyed."""

from entrenous.retention.codes import Reason


class Refused(Exception):
    """Nothing was changed; `reasons` say why, each in a sentence."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__("refused")
        self.reasons = reasons


class NotDestroyed(Refused):
    """Nothing was erased."""


class NotArchived(Refused):
    """Nothing was archived, or taken back."""


class NotWritten(Exception):
    """Dossiers are in the archives: how long they stay there, and why, stays written."""
