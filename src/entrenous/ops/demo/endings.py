"""An ending proposed and told in a story: the person may still say no."""

from dataclasses import dataclass
from datetime import date

from entrenous.dossiers.codes import AskedBy, EndingReason
from entrenous.dossiers.models import Dossier
from entrenous.endings import actions
from entrenous.endings.actions import Proposal, Telling
from entrenous.endings.codes import Later, Told
from entrenous.keyring.opening import Keyring


@dataclass(frozen=True, slots=True)
class EndingTold:
    """Proposed on a day, told in an interview on another."""

    on: date
    told_on: date
    asked_by: AskedBy
    reason: EndingReason
    summary: str
    given_back: tuple[str, ...]
    person_words: str


def tell(told: EndingTold, *, by: Keyring, dossier: Dossier) -> None:
    """Propose it, then note the interview, as the pages do."""
    actions.propose(by, dossier, Proposal(told.asked_by, told.on, told.reason))
    said = Telling(
        Told.INTERVIEW, told.told_on, told.summary, told.told_on, told.given_back,
        told.person_words, Later.YES,
    )  # fmt: skip
    actions.tell(by, dossier, said, based_on=1)
