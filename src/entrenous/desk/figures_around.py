"""Figures of what surrounds the desk: reminders that left, messages of spaces and their opening."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from entrenous.agents.models import Circonscription
from entrenous.desk.figure import Figure
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.reception import agenda
from entrenous.reminders.codes import State
from entrenous.reminders.models import Reminder
from entrenous.space import unopened
from entrenous.space.models import Space

_IN_TIME: Final = "Messages de l’espace ouverts dans le délai dit"
_LATE: Final = "Messages de l’espace ouverts en retard"
_NOT_OPENED: Final = "Messages de l’espace pas encore ouverts, délai passé"


def reminders(place: Circonscription, first: date, last: date) -> list[Figure]:
    """What was sent before the appointments of a month; those not kept stand beside it."""
    start, end = agenda.local(first, time()), agenda.local(last + timedelta(days=1), time())
    words = {
        State.SENT: "Rappels envoyés avant un rendez-vous",
        State.FAILED: "Rappels qui n’ont pas pu partir",
    }
    found = {state: Figure(label) for state, label in words.items()}
    rows = Reminder.objects.filter(
        Q(appointment__demande__circonscription=place)
        | Q(appointment__dossier__secteur__circonscription=place),
        appointment__starts_at__gte=start,
        appointment__starts_at__lt=end,
        state__in=words,
    )
    for state, agent in rows.values_list("state", "appointment__agent"):
        found[State(state)].add(agent)
    return list(found.values())


@dataclass(frozen=True)
class _Message:
    person: UUID
    sent_at: datetime
    opened_at: datetime | None
    by: UUID


def written(place: Circonscription, first: date, last: date) -> list[Figure]:
    """What persons wrote in a month, opened in time or not, from instants of the journal."""
    found = {label: Figure(label, persons=set()) for label in (_IN_TIME, _LATE, _NOT_OPENED)}
    days = place.organisation.message_days
    for each in _messages(place):
        label = _kept(each, days)
        if label and first <= timezone.localdate(each.sent_at) <= last:
            found[label].add(each.by)
            found[label].persons = {*(found[label].persons or ()), each.person}
    return list(found.values())


def _kept(each: _Message, days: int) -> str:
    due = unopened.due_on(each.sent_at, days)
    if each.opened_at is None:
        return _NOT_OPENED if timezone.localdate() > due else ""
    return _IN_TIME if timezone.localdate(each.opened_at) <= due else _LATE


def _messages(place: Circonscription) -> Iterable[_Message]:
    """Each line a person wrote, and who opened it first; her référente while nobody did."""
    spaces = Space.objects.filter(dossier__secteur__circonscription=place)
    known = {row.dossier_id: row for row in spaces.select_related("dossier")}
    acts = Entry.objects.filter(
        container__in=known, act__in=(Act.MESSAGE_SENT, Act.MESSAGE_READ), record__isnull=False
    ).order_by("seq")
    waiting: dict[UUID, list[datetime]] = {}
    for container, actor, act, at in acts.values_list("container", "actor", "act", "at"):
        if container is None or actor is None:
            continue
        is_hers = actor == known[container].person
        if act == Act.MESSAGE_SENT and is_hers:
            waiting.setdefault(container, []).append(at)
        elif act == Act.MESSAGE_READ and not is_hers:
            for sent_at in waiting.pop(container, []):
                yield _Message(known[container].person, sent_at, at, actor)
    for container, instants in waiting.items():
        space = known[container]
        for sent_at in instants:
            yield _Message(space.person, sent_at, None, space.dossier.referent_id)
