"""Endings for the tests: proposed, told, pronounced on the days that a test says."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from entrenous.dossiers.codes import AskedBy, Doing, EndingReason, Mode, Safety
from entrenous.dossiers.contents import ContactMeans, ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.thread import write_entry
from entrenous.endings import actions
from entrenous.endings.actions import Proposal, Telling
from entrenous.endings.codes import Told
from entrenous.endings.contents import SharedEnding
from entrenous.endings.queries import ENDING_KINDS, KnownEnding, endings
from entrenous.journal.acts import Act
from entrenous.keyring import records
from tests.people import House

SAFE_POST = ContactMeans("courrier", "3 rue des Essais-Fictifs, 00000 Valmeuse", Safety.SAFE)


def ago(days: int) -> date:
    """A day before today."""
    return timezone.localdate() - timedelta(days=days)


def known(house: House, dossier: Dossier, who: str = "Camille") -> KnownEnding:
    """The latest ending, as `who` reads it."""
    opened = house.keyring(who).open(dossier.pk, Act.DOSSIER_OPENED)
    return endings(records.read(opened, *ENDING_KINDS))[0]


def shared(house: House, dossier: Dossier) -> SharedEnding:
    """What both say of the latest ending."""
    return known(house, dossier).said


def proposed(
    house: House,
    dossier: Dossier,
    *,
    on: date | None = None,
    reason: EndingReason = EndingReason.MUTUAL,
    by: AskedBy = AskedBy.SERVICE,
    attempts: tuple[UUID, ...] = (),
) -> UUID:
    """An ending proposed by Camille."""
    said = Proposal(by, on or ago(60), reason, attempts)
    return actions.propose(house.keyring("Camille"), dossier, said)


def told(house: House, dossier: Dossier, *, on: date, how: Told = Told.INTERVIEW) -> None:
    """The same, told on a day."""
    said = Telling(
        how, on, "Dette soldée.", on if how is Told.INTERVIEW else None, ("bail", "quittances"),
        "Je me sens prête.",
    )  # fmt: skip
    version = known(house, dossier).record.version
    actions.tell(house.keyring("Camille"), dossier, said, based_on=version)


def pronounced(house: House, dossier: Dossier) -> None:
    """An ending by common agreement, pronounced today."""
    proposed(house, dossier, on=ago(50))
    told(house, dossier, on=ago(40))
    actions.pronounce(house.keyring("Camille"), dossier, on=timezone.localdate())


def tried(house: House, dossier: Dossier, mode: Mode, on: date) -> UUID:
    """An attempt to reach her, written in the thread."""
    entry = ThreadEntry(on, mode, doing=Doing.CALL, text="Sans réponse.")
    return write_entry(house.keyring("Camille"), dossier, entry).record
