"""The register of complaints by days and tickets; one of them once it is opened, journaled."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from entrenous.agents.models import Circonscription, Function
from entrenous.complaints.codes import ReplyBy, Wish
from entrenous.complaints.contents import (
    Complainant,
    ComplaintAnswer,
    ComplaintStep,
    ComplaintWords,
    ToldToAgent,
)
from entrenous.complaints.models import Complaint
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Container
from entrenous.keyring.opening import Keyring, live_grants
from entrenous.keyring.records import OpenRecord, Reading
from entrenous.vault.containers import Compartment

#: Stand-ins when a part is damaged: the page says so, and the rest is read.
UNREADABLE = Complainant("Identité illisible", ReplyBy.IN_PERSON)
UNSAID = ComplaintWords(Wish.COMPLAINT, "Ce qui a été dit ne se lit plus.")
_KINDS = (Complainant, ComplaintWords, ComplaintStep, ComplaintAnswer, ToldToAgent)


@dataclass(frozen=True)
class OpenComplaint:
    """A complaint as its desk reads it. `about`: the agent concerned, None for nobody."""

    row: Complaint
    reading: Reading
    who: Complainant
    said: ComplaintWords
    about: UUID | None
    steps: list[OpenRecord[ComplaintStep]]
    answer: ComplaintAnswer | None
    told: ToldToAgent | None


def register(by: Keyring) -> QuerySet[Complaint]:
    """The rows that an agent's functions show: her places' for a lead, all for the legal desk.

    What a lead is concerned by is at the legal desk, so that not even its ticket is here.
    """
    found = Complaint.objects.none()
    places = by.agent.circonscriptions_as(Function.Kind.TEAM_LEAD)
    if places:
        found = found | _of(by).filter(circonscription__in=places, desk=Complaint.Desk.LEADS)
    if by.agent.has_function(Function.Kind.LEGAL_DESK):
        found = found | _of(by).filter(desk=Complaint.Desk.LEGAL_DESK)
    return found.select_related("circonscription")


def waiting_count(by: Keyring) -> int:
    """How many wait for an answer, among those of the register."""
    return register(by).filter(answered_on=None).count()


def open_one(by: Keyring, complaint: UUID) -> OpenComplaint:
    """Journal the opening, then read. KeyNotHeld: no key, not in the register, or about `by`."""
    row = register(by).filter(pk=complaint).first()
    if row is None:
        raise KeyNotHeld
    opened = by.open(complaint, Act.COMPLAINT_OPENED)
    opened.key_for(Compartment.WHOLE)
    reading = records.read(opened, *_KINDS)
    about = demand_not_concerned(by, reading)
    who, said = reading.one(Complainant), reading.one(ComplaintWords)
    answer, told = reading.one(ComplaintAnswer), reading.one(ToldToAgent)
    return OpenComplaint(
        row, reading, who.content if who else UNREADABLE, said.content if said else UNSAID,
        about, reading.of(ComplaintStep),
        answer.content if answer else None, told.content if told else None,
    )  # fmt: skip


def told_to(by: Keyring, complaint: UUID) -> ToldToAgent:
    """What the agent concerned was told, and nothing else. KeyNotHeld: nothing was told her."""
    if complaint not in set(told_ids(by)):
        raise KeyNotHeld
    opened = by.open(complaint, Act.COMPLAINT_OPENED)
    told = records.read(opened, ToldToAgent).one(ToldToAgent)
    if told is None:
        raise KeyNotHeld
    return told.content


def told_ids(by: Keyring) -> list[UUID]:
    """The complaints of which an agent was told something: a key of hers, not of a group."""
    rows = live_grants().filter(
        recipient=by.agent.pk,
        compartment=int(Compartment.PLAN),
        container__kind=Container.Kind.COMPLAINT,
        container__organisation_id=by.organisation,
    )
    return list(rows.values_list("container_id", flat=True))


def demand_not_concerned(by: Keyring, reading: Reading) -> UUID | None:
    """The agent concerned; KeyNotHeld when it is `by`, whatever key she may have come to hold."""
    said = reading.one(ComplaintWords)
    about = UUID(said.content.about) if said and said.content.about else None
    if about == by.agent.pk:
        raise KeyNotHeld
    return about


def places_of(organisation: UUID) -> Iterable[Circonscription]:
    """Where a complaint may be about."""
    return Circonscription.objects.filter(organisation=organisation)


def _of(by: Keyring) -> QuerySet[Complaint]:
    return Complaint.objects.filter(container__organisation_id=by.organisation)
