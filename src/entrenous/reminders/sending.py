"""Which reminders are due, and send them: in the open session of who holds the key (ADR 0031).

No job, no queue: the words are built and handed over here, and forgotten. Each reminder is marked
before it leaves, so that nobody is ever written to twice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents.models import Circonscription, Function
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring
from entrenous.reception.models import Appointment
from entrenous.reminders import gateways, wishes, words
from entrenous.reminders.codes import State, Way
from entrenous.reminders.gateways import GatewayFailed
from entrenous.reminders.models import Reminder
from entrenous.vault.containers import Compartment

FROM: Final = timedelta(hours=2)
UNTIL: Final = timedelta(hours=72)
AT_ONCE: Final = 20
MAX_TRIES: Final = 3
_OVER: Final = (State.SENT, State.REHEARSED, State.SENDING)


@dataclass(frozen=True)
class Due:
    """A reminder to send, as its holder reads it: where, and the exact words."""

    appointment: Appointment
    to: str
    way: Way
    text: str
    failed: bool = False


@dataclass(frozen=True)
class Outcome:
    """What one sending did."""

    sent: int = 0
    failed: int = 0
    rehearsed: int = 0


def due(by: Keyring) -> list[Due]:
    """The reminders she may send now, the nearest first; one journal entry for the list."""
    rows = list(candidates(by))
    links = {link for row in rows if (link := row.demande_id or row.dossier_id)}
    if not links:
        return []
    opened = by.open_list(links, Act.LIST_OPENED)
    held = [each for each in opened.values() if each.covers(Compartment.IDENTITY)]
    readings = records.read_many(held, *wishes.KINDS)
    failed = set(
        Reminder.objects.filter(appointment__in=rows, state=State.FAILED).values_list(
            "appointment", flat=True
        )
    )
    found = []
    for row in rows:
        reading = readings.get(row.dossier_id or row.demande_id)  # type: ignore[arg-type]
        wish = wishes.wish_in(reading) if reading else None
        if wish is not None:
            house = _house(row) if wish.names_service else None
            told = words.text(row, house)
            found.append(Due(row, wish.value, wish.way, told, row.pk in failed))
    return found


def candidates(by: Keyring, now: datetime | None = None) -> list[Appointment]:
    """The appointments of the coming days that are hers, or her desk's, and not reminded yet."""
    at = now or timezone.now()
    desks = by.agent.circonscriptions_as(Function.Kind.RECEPTION)
    hers = Q(agent=by.agent) | Q(beside=by.agent) | Q(demande__circonscription__in=desks)
    rows = Appointment.objects.filter(
        hers,
        kind=Appointment.Kind.MEETING,
        status=Appointment.Status.UPCOMING,
        starts_at__gte=at + FROM,
        starts_at__lt=at + UNTIL,
    ).exclude(_reminded())
    return list(
        rows.select_related(
            "agent", "demande__circonscription", "dossier__secteur__circonscription"
        ).order_by("starts_at")
    )


def send(by: Keyring) -> Outcome:
    """Send what is due, a few at once, each marked before it leaves; a failure stops none.

    raises  VaultClosed
    """
    _ = by.secret
    count = {State.SENT: 0, State.FAILED: 0, State.REHEARSED: 0}
    for each in due(by)[:AT_ONCE]:
        if not _claim(each):
            continue
        gateway = gateways.configured(each.way)
        to = wishes.number_of(each.to) if each.way is Way.SMS else each.to
        try:
            gateway.send(to, each.text)
        except GatewayFailed:
            state = State.FAILED
        else:
            state = State.SENT if gateway.leaves else State.REHEARSED
        _settle(each, state, by)
        count[state] += 1
    return Outcome(count[State.SENT], count[State.FAILED], count[State.REHEARSED])


def counts(by: Keyring, *, days: int = 30) -> dict[State, int]:
    """How many of her reminders were sent, failed, rehearsed in the last days."""
    since = timezone.now() - timedelta(days=days)
    rows = Reminder.objects.filter(
        Q(appointment__agent=by.agent) | Q(appointment__beside=by.agent), told_at__gte=since
    )
    found = dict.fromkeys(State, 0)
    for state in rows.values_list("state", flat=True):
        found[State(state)] += 1
    return found


def _reminded() -> Q:
    """Those already reminded, being reminded, or that failed too often."""
    often = Q(reminder__state=State.FAILED, reminder__tries__gte=MAX_TRIES)
    return Q(reminder__state__in=_OVER) | often


@transaction.atomic
def _claim(each: Due) -> bool:
    """Mark it before it leaves: False when it is not to be sent, or another session sends it."""
    row = Appointment.objects.select_for_update().get(pk=each.appointment.pk)
    if not row.is_upcoming or row.starts_at < timezone.now():
        return False
    known = Reminder.objects.filter(appointment=row).first()
    if known is None:
        Reminder.objects.create(
            appointment=row, way=each.way, state=State.SENDING, told_at=timezone.now()
        )
        return True
    if known.state != State.FAILED or known.tries >= MAX_TRIES:
        return False
    known.state, known.way = State.SENDING, each.way
    known.tries, known.told_at = known.tries + 1, timezone.now()
    known.save(update_fields=["state", "way", "tries", "told_at"])
    return True


@transaction.atomic
def _settle(each: Due, state: State, by: Keyring) -> None:
    Reminder.objects.filter(appointment=each.appointment).update(state=state)
    link: UUID | None = each.appointment.dossier_id or each.appointment.demande_id
    by.note(Act.REMINDER_SENT, container=link)
    activity.record(
        What.REMINDER_SENT, by=by, circonscription=_house(each.appointment), mode=each.way,
        outcome=state,
    )  # fmt: skip


def _house(row: Appointment) -> Circonscription | None:
    if row.demande is not None:
        return row.demande.circonscription
    return row.dossier.secteur.circonscription if row.dossier else None
