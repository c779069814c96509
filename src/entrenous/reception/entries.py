"""The queue of today: who waits, on every channel, what is promised to whom, by when.

Requests are read here. Whatever else waits at the desk is fed by its own app, in its `ready`:

    from entrenous.reception import entries
    entries.also_waits(source)

where `source(places, by) -> Iterable[Entry]` gives what waits in those houses and that `by` may
know of; one journal entry for its list. What is a request already is not told again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from entrenous.agents.coded import Coded
from entrenous.agents.models import Agent, Circonscription
from entrenous.keyring.opening import Keyring
from entrenous.reception import agenda, queries
from entrenous.reception.codes import Channel, Urgency
from entrenous.reception.models import Appointment, Demande

UPCOMING: Final = Appointment.Status.UPCOMING
_HOUR: Final = 60


class EntryKind(Coded):
    """What waits. Requests are told apart by their channel."""

    WALK_IN = "walk_in", "sur place"
    PHONE = "phone", "téléphone"
    PLATFORM = "platform", "plateforme"
    LETTER = "letter", "courrier"
    EMAIL = "email", "courriel"
    PARTNER = "partner", "partenaire"
    OUTREACH = "outreach", "aller-vers"
    ONLINE = "online", "demande en ligne"
    CALL_BACK = "call_back", "rappel promis"
    MESSAGE = "message", "message de l’espace"
    TASK = "task", "tâche confiée"
    REFERRAL = "referral", "orientation à reprendre"


@dataclass(frozen=True)
class Entry:
    """One line of the queue.

    page, about    the URL name of the page that deals with it, and its only argument; page "": none
    since          since when someone waits
    name           "" when none was given, or when the reader holds no key
    title          what is said in the place of a name, when nobody may be named
    promised_at    the hour promised, if one was, and `promised_by` whom
    promised_on    the last day, when a day was promised and no hour
    """

    kind: EntryKind
    about: UUID
    page: str
    since: datetime
    name: str = ""
    title: str = ""
    ticket: str = ""
    detail: str = ""
    urgency: Urgency = Urgency.NONE
    promised_at: datetime | None = None
    promised_on: date | None = None
    promised_by: Agent | None = None
    is_for_duty: bool = False

    @property
    def is_late(self) -> bool:
        """Tell whether the promised hour, or the promised day, is over."""
        if self.promised_on is not None:
            return self.promised_on < timezone.localdate()
        return self.promised_at is not None and self.promised_at < timezone.now()

    @property
    def is_for_today(self) -> bool:
        """Tell whether the promised hour is of today: the day is then not said."""
        return self.promised_at is not None and (
            timezone.localdate(self.promised_at) == timezone.localdate()
        )

    @property
    def pressing(self) -> Urgency:
        """Its urgency; a promise that was not kept is for today at least."""
        return max(self.urgency, Urgency.TODAY) if self.is_late else self.urgency

    @property
    def waits(self) -> str:
        """« 25 min », « 2 h », « 3 jours »: how long someone has waited; "" before the hour."""
        if self.since > timezone.now():
            return ""
        days = (timezone.localdate() - timezone.localdate(self.since)).days
        if days > 0:
            return f"{days} jour{'s' if days > 1 else ''}"
        minutes = max(0, int((timezone.now() - self.since).total_seconds() // 60))
        if not minutes:
            return "à l’instant"
        return f"{minutes} min" if minutes < _HOUR else f"{minutes // _HOUR} h"


Source = Callable[[Sequence[Circonscription], Keyring], Iterable[Entry]]
_sources: list[Source] = []


def also_waits(source: Source) -> None:
    """Add what else waits at the desk; twice is once."""
    if source not in _sources:
        _sources.append(source)


def waiting(places: Sequence[Circonscription], *, by: Keyring) -> list[Entry]:
    """All that waits in some houses: urgent first, then promises by their hour, then patience.

    raises  VaultClosed
    """
    found = [*_requests(places, by), *(e for source in _sources for e in source(places, by))]
    return sorted(found, key=_order)


def _order(entry: Entry) -> tuple[int, bool, float, datetime]:
    hour = entry.promised_at.timestamp() if entry.promised_at else float("inf")
    if entry.promised_on is not None:
        hour = agenda.local(entry.promised_on + timedelta(days=1), time()).timestamp()
    return (-entry.pressing, not entry.is_late, hour, entry.since)


def _requests(places: Sequence[Circonscription], by: Keyring) -> Iterable[Entry]:
    """What nobody took yet, what came today, and those to whom a call is promised by tonight."""
    tonight = agenda.local(timezone.localdate() + timedelta(days=1), time())
    called = Appointment.objects.filter(
        kind=Appointment.Kind.CALL_BACK, status=UPCOMING, starts_at__lt=tonight
    )
    rows = Demande.objects.exclude(status=Demande.Status.CLOSED).filter(
        Q(status=Demande.Status.OPEN)
        | Q(received_on=timezone.localdate())
        | Q(pk__in=called.values("demande")),
        circonscription__in=places,
    )
    listed = queries.with_names(rows.select_related("secteur", "attributed_to"), by=by)
    promised = _promised([each.demande for each in listed])
    return [_entry(each, promised.get(each.demande.pk)) for each in listed]


def _entry(listed: queries.Listed, promised: Appointment | None) -> Entry:
    row = listed.demande
    is_call = promised is not None and promised.kind == Appointment.Kind.CALL_BACK
    # An appointment is kept by who has it, in the agenda: only a call is promised by the desk.
    return Entry(
        kind=EntryKind.CALL_BACK if is_call else EntryKind(Channel(row.channel).value),
        about=row.pk,
        page="reception:demande" if listed.is_held else "",
        since=row.received_at,
        name=listed.name,
        ticket=row.ticket,
        detail=_decided(row, None if is_call else promised),
        urgency=row.level,
        promised_at=promised.starts_at if promised and is_call else None,
        promised_by=promised.agent if promised else row.attributed_to,
        is_for_duty=row.decision == "duty",
    )


def _decided(row: Demande, meeting: Appointment | None) -> str:
    where = row.secteur.name if row.secteur else "secteur à préciser"
    at = timezone.localtime(meeting.starts_at) if meeting else None
    when = f" le {at:%d/%m} à {at.hour} h {at:%M}" if at else ""
    return f"{row.decided.label}{when}, {where}"


def _promised(rows: Sequence[Demande]) -> dict[UUID, Appointment]:
    """The next thing in an agenda for each request; a call promised comes before the rest."""
    found: dict[UUID, Appointment] = {}
    booked = Appointment.objects.filter(
        demande__in=[row.pk for row in rows], status=UPCOMING
    ).select_related("agent")
    for row in booked.order_by("starts_at"):
        known = found.get(row.demande_id) if row.demande_id else None
        is_call = row.kind == Appointment.Kind.CALL_BACK
        if row.demande_id and (known is None or (is_call and known.kind != row.kind)):
            found[row.demande_id] = row
    return found
