"""A second over-indebtedness file: what holds for any file, and what our base does not say."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from .stated import Stated, stated

RULE: Final = "surendettement"
#: Questions that a first file does not raise; no text was read for them (03-law §4.3).
OPEN_QUESTIONS: Final = (
    "Les mois d’un plan précédent comptent-ils dans la durée maximale du nouveau ?",
    "Que deviennent un moratoire ou un plan en cours quand un nouveau dossier est déposé ?",
    "Quels changements de situation la commission attend-elle pour un nouveau dépôt ?",
)


@dataclass(frozen=True)
class SecondFile:
    """What can be said of a second file: the same deadlines; the rest is asked, not supposed."""

    same: tuple[Stated, ...]
    to_ask: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The contract of `rights second-file`."""
        return {"same": [each.as_json() for each in self.same], "to_ask": list(self.to_ask)}


def second_file(on: date) -> SecondFile:
    """What the base says of any file on that day, and what it leaves to ask; NotInForce."""
    return SecondFile(stated(RULE, on), OPEN_QUESTIONS)
