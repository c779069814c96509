"""What is done at the front desk: record a request, decide, answer, note, hand the key over."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as written_day

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents.models import Agent, Circonscription, Secteur
from entrenous.dossiers import contact
from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.codes import Carry, Theme
from entrenous.dossiers.contents import ContactMeans, PersonCard, ReceptionMessage
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import containers, groups, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Container, Group
from entrenous.keyring.opening import Keyring
from entrenous.reception import agenda, tickets
from entrenous.reception.codes import (
    CLOSING,
    MAX_THEMES,
    Channel,
    Decision,
    NoSuite,
    Origin,
    Urgency,
    UrgencyAction,
)
from entrenous.reception.contents import (
    DemandeIdentity,
    DemandeNote,
    DemandeThemes,
    DemandeWords,
)
from entrenous.reception.errors import AlreadyClosed, LeftAlone, NoLetterBox, TooManyThemes
from entrenous.reception.models import Appointment, Demande
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive

AFTERWARDS: Final = "Noté sur papier, saisi après coup le {} par {}."
CALL_MINUTES: Final = 15
PHONE: Final = Appointment.Where.PHONE
CALL_BACK: Final = Appointment.Kind.CALL_BACK

Follower = Callable[["Demande", "Suite", Keyring], None]
Joiner = Callable[["Demande", UUID, Keyring], None]
_followers: list[Follower] = []
_joiners: list[Joiner] = []


def also_follows(follower: Follower) -> None:
    """Have an app follow each decision, in its transaction; twice is once."""
    if follower not in _followers:
        _followers.append(follower)


def also_joins(joiner: Joiner) -> None:
    """Have an app follow each request into its dossier, in its transaction; twice is once."""
    if joiner not in _joiners:
        _joiners.append(joiner)


@dataclass(frozen=True)
class Suite:
    """What is decided. `agent` and `slot` for an appointment or a call back, else None.

    limit  what the service cannot do, and who can
    """

    decision: Decision
    answer: str = ""
    other_service: str = ""
    no_suite: NoSuite | None = None
    agent: Agent | None = None
    slot: agenda.Slot | None = None
    limit: str = ""


@dataclass(frozen=True)
class Arrival:
    """A first listening, as reception typed it. Only channel and suite cannot be left out.

    id           chosen when the form was opened, so that a second click records nothing twice
    received_at  for `record_afterwards`: when it was noted on paper; now otherwise
    """

    circonscription: Circonscription
    channel: Channel
    suite: Suite
    secteur: Secteur | None = None
    origin: Origin = Origin.NOT_STATED
    urgency: Urgency = Urgency.NONE
    urgency_action: UrgencyAction = UrgencyAction.NONE
    identity: DemandeIdentity = field(default_factory=DemandeIdentity)
    words: str = ""
    themes: tuple[Theme, ...] = ()
    id: UUID | None = None
    received_at: datetime | None = None


@transaction.atomic
def record_demande(arrival: Arrival, *, by: Keyring) -> Demande:
    """Seal a request to the reception and duty groups, its themes to the leads, and decide.

    It goes to the circonscription of its secteur; the house that listened keeps a key too.
    raises  NoLetterBox, TooManyThemes, VaultClosed; agenda's SlotTaken, PastSlot, FarSlot.
            In each case nothing is written
    source  00-decisions 2, 3; 02-practice §2.1
    """
    if len(arrival.themes) > MAX_THEMES:
        raise TooManyThemes
    known = Demande.objects.filter(pk=arrival.id).first() if arrival.id else None
    if known is not None:
        return known
    place = arrival.secteur.circonscription if arrival.secteur else arrival.circonscription
    if {place.organisation_id, arrival.circonscription.organisation_id} != {by.organisation}:
        raise KeyNotHeld
    boxes = _letter_boxes(place, arrival.circonscription)
    opened = containers.create(
        Container.Kind.DEMANDE,
        by=by,
        recipients=boxes,
        container=arrival.id,
        keep=not {b.actor for b in boxes if b.compartment is Compartment.WHOLE}
        & set(by.group_ids()),
    )
    row = _write_row(opened.id, arrival, place)
    by.note(Act.DEMANDE_RECORDED, container=opened.id)
    records.write(opened, arrival.identity, by=by)
    records.write(opened, _words(DemandeWords(words=arrival.words), arrival.suite), by=by)
    records.write(opened, DemandeThemes(arrival.themes), by=by)
    activity.record(
        What.DEMANDE_RECEIVED,
        by=by,
        circonscription=place,
        secteur=arrival.secteur,
        mode=arrival.channel,
        themes=arrival.themes,
    )
    _follow(row, arrival.suite, by=by)
    return row


@transaction.atomic
def record_afterwards(arrival: Arrival, *, by: Keyring) -> Demande:
    """Record a request noted on paper during an outage: of its day, and said to be typed later.

    raises  what `record_demande` raises; a second click records nothing twice
    """
    known = Demande.objects.filter(pk=arrival.id).first() if arrival.id else None
    if known is not None:
        return known
    row = record_demande(arrival, by=by)
    day = written_day(timezone.localdate(), "j F Y")
    add_note(row.pk, AFTERWARDS.format(day, by.agent.display_name), by=by)
    by.note(Act.ENTERED_LATER, container=row.pk)
    return row


@transaction.atomic
def decide(demande: UUID, suite: Suite, *, by: Keyring) -> Demande:
    """Give a request that waits another suite: an answer, an appointment, a call, an orientation.

    raises  AlreadyClosed, KeyNotHeld, Damaged; agenda's SlotTaken, PastSlot, FarSlot
    """
    row = locked(demande, by=by)
    opened = by.writing(demande)
    said = records.read(opened, DemandeWords).one(DemandeWords)
    former = said.content if said else DemandeWords()
    after = _words(former, suite)
    if after != former:
        records.write(opened, after, by=by, record=said.id if said else None)
    row.decision, row.decided_at = suite.decision, timezone.now()
    if suite.decision in CLOSING:
        row.status = Demande.Status.CLOSED
    row.save(update_fields=["decision", "decided_at", "status"])
    _follow(row, suite, by=by)
    return row


@transaction.atomic
def add_note(demande: UUID, text: str, *, by: Keyring) -> None:
    """Add a few words to a request that `by` holds. KeyNotHeld, Damaged."""
    opened = by.writing(demande)
    records.write(opened, DemandeNote(text), by=by)


@transaction.atomic
def ask_carry(demande: UUID, carry: Carry, *, by: Keyring) -> None:
    """Keep what the person says she can carry. Before it was asked, nothing is printed.

    raises  KeyNotHeld, Damaged
    """
    opened = by.writing(demande)
    said = records.read(opened, DemandeIdentity).one(DemandeIdentity)
    known = said.content if said else DemandeIdentity()
    if known.carry is not carry:
        fresh = replace(known, carry=carry)
        records.write(opened, fresh, by=by, record=said.id if said else None)


@transaction.atomic
def carry_out_constat(demande: UUID, *, by: Keyring) -> frozenset[Compartment]:
    """Accept, once it was shown, what is missing of a request: writing is possible again.

    returns the compartments whose head is carried again
    raises  KeyNotHeld: only whoever holds it whole was shown everything
    """
    opened = by.writing(demande)
    opened.key_for(Compartment.WHOLE)
    return records.accept_constat(opened, by=by)


@transaction.atomic
def close_into(demande: UUID, dossier: UUID, *, by: Keyring) -> Demande:
    """Link a request to the dossier that was opened from it: its work goes on there.

    Its appointments to come follow it, and what other apps keep with it. AlreadyClosed,
    KeyNotHeld, Damaged.
    """
    row = locked(demande, by=by)
    row.status, row.dossier_id, row.attributed_to = (
        Demande.Status.CLOSED,
        dossier,
        by.agent,
    )
    row.save(update_fields=["status", "dossier", "attributed_to"])
    row.appointments.filter(status="upcoming").update(dossier=dossier)
    for joiner in _joiners:
        joiner(row, dossier, by)
    by.note(Act.DEMANDE_DECIDED, container=demande)
    return row


@transaction.atomic
def open_dossier_from(
    demande: UUID, card: PersonCard, secteur: Secteur, *, by: Keyring, reasons: str = ""
) -> Dossier:
    """Open a dossier from a request: what she said to be reached goes with her, the request ends.

    raises  NamelessPerson, AlreadyClosed, KeyNotHeld, Damaged, VaultClosed
    """
    locked(demande, by=by)
    said = records.read(by.writing(demande), DemandeIdentity).one(DemandeIdentity)
    known = said.content if said else DemandeIdentity()
    means = [ContactMeans("contact", known.contact, known.safety, known.safe_rule)]
    dossier = open_dossier(
        by,
        card,
        secteur=secteur,
        reasons=reasons,
        contacts=means if known.contact else (),
        safe_rule=known.safe_rule,
        from_demande=demande,
    )
    close_into(demande, dossier.pk, by=by)
    return dossier


@transaction.atomic
def leave_message(
    dossier: UUID,
    message: ReceptionMessage,
    *,
    by: Keyring,
    promised_at: datetime | None = None,
) -> None:
    """Leave a few words for the référente in the reception's part of a dossier.

    promised_at  the hour of a call promised to the person: it is then in the référente's agenda,
                 and in the queue of the desk until it is kept
    raises  LeftAlone: a call back, and nobody contacts this person; KeyNotHeld; Damaged;
            PastSlot, FarSlot. Nothing is then written
    """
    if message.call_back_on is not None and contact.is_left_alone(by, dossier):
        raise LeftAlone
    opened = by.writing(dossier)
    if promised_at is not None:
        referent = Dossier.objects.select_related("referent").get(pk=dossier).referent
        call = agenda.Slot(promised_at, CALL_MINUTES, PHONE, CALL_BACK)
        agenda.book(referent, call, by=by, dossier=dossier)
        # The day is in the agenda: it is not told a second time with the words.
        message = replace(message, call_back_on=None)
    records.write(opened, message, by=by)
    activity.record(What.RECEPTION_MESSAGE, by=by)


def hand_over_pending(by: Keyring) -> int:
    """Hand over the keys that leads decided on; called by whichever member comes next."""
    return containers.carry_out_pending(by, kind=Container.Kind.DEMANDE)


def locked(demande: UUID, *, by: Keyring) -> Demande:
    """The row of a request that waits and that `by` holds whole, locked for a write."""
    row = Demande.objects.select_for_update().filter(pk=demande).first()
    if row is None or not by.holds(demande):
        raise KeyNotHeld
    if row.status == Demande.Status.CLOSED:
        raise AlreadyClosed
    return row


def _letter_boxes(place: Circonscription, listening: Circonscription) -> list[Recipient]:
    """Whole key: reception, duty and the house that listened; themes only: the leads."""
    reception = groups.usable(Group.Kind.RECEPTION, place)
    if reception is None:
        raise NoLetterBox
    whole = [reception, groups.usable(Group.Kind.DUTY, place)]
    if listening != place:
        whole.append(groups.usable(Group.Kind.RECEPTION, listening))
    leads = groups.usable(Group.Kind.LEADS, place)
    boxes = [Recipient(group.pk, Motive.LETTER_BOX) for group in whole if group]
    if leads:
        boxes.append(Recipient(leads.pk, Motive.LETTER_BOX, Compartment.MEANS))
    return boxes


def _write_row(container: UUID, arrival: Arrival, place: Circonscription) -> Demande:
    now = timezone.now()
    received_at = arrival.received_at or now
    received_on = timezone.localdate(received_at)
    closing = arrival.suite.decision in CLOSING
    return Demande.objects.create(
        container_id=container,
        circonscription=place,
        secteur=arrival.secteur,
        ticket=tickets.fresh(place, received_on),
        channel=arrival.channel,
        origin=arrival.origin,
        urgency=arrival.urgency,
        urgency_action=arrival.urgency_action,
        received_on=received_on,
        received_at=received_at,
        decision=arrival.suite.decision,
        decided_at=now,
        status=Demande.Status.CLOSED if closing else Demande.Status.OPEN,
    )


def _words(former: DemandeWords, suite: Suite) -> DemandeWords:
    return replace(
        former,
        answer=suite.answer or former.answer,
        other_service=suite.other_service or former.other_service,
        no_suite=suite.no_suite or former.no_suite,
        limit=suite.limit or former.limit,
    )


def _follow(row: Demande, suite: Suite, *, by: Keyring) -> None:
    """The appointment or the promised call, and the journal entry of the decision."""
    by.note(Act.DEMANDE_DECIDED, container=row.pk)
    activity.record(
        What.DEMANDE_DECIDED,
        by=by,
        circonscription=row.circonscription,
        secteur=row.secteur,
        outcome=suite.decision,
        delay=row.waiting_days,
    )
    if suite.agent is not None and suite.slot is not None:
        agenda.book(suite.agent, suite.slot, by=by, demande=row.pk)
    for follower in _followers:
        follower(row, suite, by)
