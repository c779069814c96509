"""Her requests for a copy of her file: asked from her space, and where each stands."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.copies import actions as copies
from entrenous.copies import queries
from entrenous.copies.clock import clock
from entrenous.copies.codes import HERSELF, Asker, State
from entrenous.copies.contents import CopyOutcome, CopyRequest
from entrenous.dossiers.models import Dossier
from entrenous.keyring import records
from entrenous.keyring.opening import OpenContainer
from entrenous.law import LawError
from entrenous.space import actions
from entrenous.space.contents import What
from entrenous.space.keys import PersonKeyring


@dataclass(frozen=True)
class AskedCopy:
    """One request: its day, by when it is answered, and until when a silence is contested.

    cada_until  None when the law base has no rule for that day
    """

    on: date
    asker: Asker
    due_on: date
    state: State
    cada_until: date | None
    outcome: CopyOutcome | None

    @property
    def is_hers(self) -> bool:
        """Tell whether she asked herself, whatever the way."""
        return self.asker in HERSELF

    @property
    def is_open(self) -> bool:
        """Tell whether the service still has to answer."""
        return self.state is State.RECEIVED

    @property
    def is_late(self) -> bool:
        """Tell whether the month has passed without an answer."""
        return self.is_open and self.due_on < timezone.localdate()


def asked_in(opened: OpenContainer, dossier: Dossier) -> list[AskedCopy]:
    """Her requests, the latest first; compartment 7 is enough. It was journaled when opened."""
    reading = records.read(opened, CopyRequest, CopyOutcome)
    return [
        AskedCopy(
            each.said.on,
            each.said.asker,
            each.row.due_on,
            State(each.row.state),
            _cada(each.said.on),
            each.outcome,
        )
        for each in queries.requests_of(reading, dossier)
    ]


@transaction.atomic
def ask(by: PersonKeyring, words: str, *, once: UUID) -> None:
    """She asks: dated, its month counted, and told to the service. Sent twice, it is asked once.

    raises  KeyNotHeld; Damaged; LawError: no rule for this day
    """
    opened, dossier = by.writing(), by.space.dossier
    if any(each.is_hers and each.is_open for each in asked_in(opened, dossier)):
        return
    copies.ask_herself(opened, dossier, words, by=by, request=once)
    actions.tell(opened, What.COPY_ASKED, by=by)


def _cada(on: date) -> date | None:
    try:
        return clock(on).cada.on
    except LawError:
        return None
