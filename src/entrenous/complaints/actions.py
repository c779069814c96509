"""Enter a complaint, note what is done, answer the person, then tell the agent. Each journaled."""

import secrets
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents.models import Agent, Circonscription
from entrenous.complaints import desks
from entrenous.complaints.contents import (
    Complainant,
    ComplaintAnswer,
    ComplaintStep,
    ComplaintWords,
    ToldToAgent,
)
from entrenous.complaints.errors import AlreadyAnswered, NobodyToTell, NotAnswered
from entrenous.complaints.models import Complaint
from entrenous.complaints.queries import demand_not_concerned
from entrenous.journal.acts import Act
from entrenous.keyring import containers, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Container
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive

_LETTERS: Final = "ABCDEFGHJKLMNPRTUVWXYZ"  # neither I, O, Q nor S: they are misread


@dataclass(frozen=True)
class Entered:
    """A complaint as it was said. `id` is chosen when the form is opened: sent twice is once."""

    who: Complainant
    said: ComplaintWords
    place: Circonscription
    about: Agent | None = None
    on: date | None = None
    id: UUID | None = None


@transaction.atomic
def enter(by: Keyring, entered: Entered) -> Complaint:
    """Seal it to a desk that the agent concerned has no part in; whoever enters keeps no key.

    raises  NoDesk: nobody else could read it; KeyNotHeld: a place or an agent of another
            organisation; VaultClosed. Nothing is then written
    """
    about = entered.about
    if entered.place.organisation_id != by.organisation:
        raise KeyNotHeld
    if about is not None and about.organisation_id != by.organisation:
        raise KeyNotHeld
    known = Complaint.objects.filter(pk=entered.id).first() if entered.id else None
    if known is not None:
        return known
    desk, group = desks.desk_for(entered.place, about)
    opened = containers.create(
        Container.Kind.COMPLAINT,
        by=by,
        recipients=[Recipient(group.pk, Motive.LETTER_BOX)],
        container=entered.id,
        keep=False,
    )
    on = entered.on or timezone.localdate()
    row = Complaint.objects.create(
        container_id=opened.id,
        circonscription=entered.place,
        desk=desk,
        ticket=_ticket(),
        received_on=on,
        due_on=on + timedelta(days=entered.place.organisation.complaint_days),
    )
    said = replace(entered.said, about=str(about.pk) if about else "")
    by.note(Act.COMPLAINT_ENTERED, container=opened.id)
    records.write_all(opened, (entered.who, said), by=by)
    activity.record(What.COMPLAINT_RECEIVED, by=by, circonscription=entered.place, on=on)
    return row


@transaction.atomic
def note(by: Keyring, complaint: Complaint, step: ComplaintStep) -> None:
    """Keep what was done about it. AlreadyAnswered; KeyNotHeld; Damaged."""
    opened, _ = _held(by, complaint)
    if complaint.answered_on is not None:
        raise AlreadyAnswered
    records.write(opened, step, by=by, act=Act.COMPLAINT_NOTED)


@transaction.atomic
def answer(by: Keyring, complaint: Complaint, said: ComplaintAnswer) -> None:
    """Keep what was decided and what the person is told; the delay stops there.

    raises  AlreadyAnswered; ValueError: kept without its reasons; KeyNotHeld; Damaged
    """
    if said.outcome.value == "kept" and not said.reasons:
        raise ValueError("nothing is kept without its reasons")
    opened, _ = _held(by, complaint)
    if complaint.answered_on is not None:
        raise AlreadyAnswered
    records.write(opened, said, by=by, act=Act.COMPLAINT_ANSWERED)
    complaint.answered_on = said.on
    complaint.save(update_fields=["answered_on"])
    activity.record(
        What.COMPLAINT_ANSWERED,
        by=by,
        circonscription=complaint.circonscription,
        on=said.on,
        outcome=said.outcome.value,
        delay=(said.on - complaint.received_on).days,
    )


@transaction.atomic
def tell(by: Keyring, complaint: Complaint, told: ToldToAgent) -> None:
    """Tell the agent concerned, after the person: she receives the key of these words, no other.

    raises  NotAnswered; NobodyToTell; NotCertified: her keys; KeyNotHeld; Damaged
    """
    opened, about = _held(by, complaint)
    if complaint.answered_on is None:
        raise NotAnswered
    if about is None:
        raise NobodyToTell
    known = records.read(opened, ToldToAgent).one(ToldToAgent)
    record = known.id if known else None
    records.write(opened, told, by=by, record=record, act=Act.COMPLAINT_TOLD)
    if about not in {grant.recipient for grant in containers.holders(complaint.pk)}:
        recipient = Recipient(about, Motive.SHARED, Compartment.PLAN)
        containers.grant(opened, recipient, by=by)
    complaint.told_on = told.on
    complaint.save(update_fields=["told_on"])


@transaction.atomic
def carry_out_constat(by: Keyring, complaint: Complaint) -> frozenset[Compartment]:
    """Accept what is missing, once it was shown; writing is possible again. KeyNotHeld."""
    opened, _ = _held(by, complaint)
    return records.accept_constat(opened, by=by)


def _held(by: Keyring, complaint: Complaint) -> tuple[OpenContainer, UUID | None]:
    """The complaint locked and open, and the agent concerned. KeyNotHeld: it is about `by`."""
    opened = by.writing(complaint.pk)
    opened.key_for(Compartment.WHOLE)
    complaint.refresh_from_db()
    about = demand_not_concerned(by, records.read(opened, ComplaintWords))
    return opened, about


def _ticket() -> str:
    """« R-KMT482 »: read aloud without mistake, found nowhere else."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(3))
    return f"R-{letters}{secrets.randbelow(900) + 100}"
