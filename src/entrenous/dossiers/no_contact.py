"""« Ne pas recontacter »: set or lifted by the person or her référente (00-decisions 29).

The mark is read through `contact`; it is kept with reception's card, so that whoever calls a
person in reads it too.
"""

from dataclasses import replace
from datetime import date

from django.db import transaction

from entrenous.dossiers import actions
from entrenous.dossiers.codes import AskedBy
from entrenous.dossiers.contents import PersonCard, ReceptionCard
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring, OpenContainer


class AlreadySo(Exception):
    """The mark says that already: nothing changes."""


@transaction.atomic
def leave_alone(by: Keyring, dossier: Dossier, *, asked_by: AskedBy, on: date) -> None:
    """From that day nobody contacts her; promised calls go. AlreadySo; KeyNotHeld; Damaged."""
    _mark(by, dossier, on, asked_by)
    promised = DueDate.objects.filter(dossier=dossier, kind=DueDate.Kind.CALL_BACK)
    promised.filter(done_on=None).delete()


@transaction.atomic
def contact_again(by: Keyring, dossier: Dossier) -> None:
    """Lift the mark: its former versions stay. AlreadySo; KeyNotHeld; Damaged."""
    _mark(by, dossier, None, None)


def carry_over(source: OpenContainer, target: OpenContainer, *, by: Keyring) -> None:
    """When two dossiers become one, whoever asked in either not to be contacted is left alone."""
    asked = records.read(source, ReceptionCard).one(ReceptionCard)
    kept = records.read(target, ReceptionCard).one(ReceptionCard)
    if asked is None or kept is None or asked.content.no_contact_on is None:
        return
    if kept.content.no_contact_on is None:
        said = asked.content
        fresh = replace(
            kept.content, no_contact_on=said.no_contact_on, no_contact_by=said.no_contact_by
        )
        records.write(target, fresh, by=by, record=kept.id, act=Act.NO_CONTACT_CHANGED)


def _mark(by: Keyring, dossier: Dossier, on: date | None, asked_by: AskedBy | None) -> None:
    opened = by.writing(dossier.pk)
    reading = records.read(opened, ReceptionCard, PersonCard)
    known, card = reading.one(ReceptionCard), reading.one(PersonCard)
    said = known.content if known else ReceptionCard(card.content.name if card else "")
    if (said.no_contact_on is None) is (on is None):
        raise AlreadySo
    fresh = replace(said, no_contact_on=on, no_contact_by=asked_by)
    record = known.id if known else None
    records.write(opened, fresh, by=by, record=record, act=Act.NO_CONTACT_CHANGED)
    actions.touch(dossier)
