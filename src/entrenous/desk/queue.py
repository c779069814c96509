"""What the queue of the desk shows besides requests: calls promised in a dossier, tasks."""

from collections.abc import Iterable, Sequence

from entrenous.agents.models import Circonscription
from entrenous.desk import promises
from entrenous.desk.contents import TaskAsk
from entrenous.desk.models import Task
from entrenous.dossiers import contact
from entrenous.dossiers.contents import PersonCard, ReceptionCard
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring
from entrenous.reception.entries import Entry, EntryKind


def calls(places: Sequence[Circonscription], by: Keyring) -> Iterable[Entry]:
    """The calls promised to people who are followed; those of a request are with it.

    A protected dossier, whose key is not held, and « ne pas recontacter » leave no line.
    """
    rows = [row for row in promises.due(places) if row.dossier_id]
    opened = by.open_list({r.dossier_id for r in rows if r.dossier_id}, Act.CONTACT_RULE_READ)
    alone = contact.alone_among(opened.values())
    readings = records.read_many(opened.values(), ReceptionCard, PersonCard)
    for row in rows:
        if row.dossier_id in opened and row.dossier_id not in alone:
            yield Entry(
                kind=EntryKind.CALL_BACK,
                about=row.pk,
                page="desk:call",
                since=row.starts_at,
                name=_name(readings[row.dossier_id]),
                detail="rappel d’une personne suivie",
                promised_at=row.starts_at,
                promised_by=row.agent,
            )


def tasks(places: Sequence[Circonscription], by: Keyring) -> Iterable[Entry]:
    """What référentes entrusted and nobody did yet, to this agent or to the whole desk."""
    rows = Task.objects.filter(
        circonscription__in=places, status=Task.Status.GIVEN, given_to__in=[by.agent]
    ) | Task.objects.filter(circonscription__in=places, status=Task.Status.GIVEN, given_to=None)
    listed = list(rows.select_related("given_by"))
    if not listed:
        return []
    opened = by.open_list([row.pk for row in listed], Act.LIST_OPENED)
    readings = records.read_many(opened.values(), TaskAsk)
    return [_task(row, readings[row.pk]) for row in listed if row.pk in opened]


def _task(row: Task, reading: records.Reading) -> Entry:
    ask = reading.one(TaskAsk)
    due = f", pour le {row.due_on:%d/%m}" if row.due_on else ""
    return Entry(
        kind=EntryKind.TASK,
        about=row.pk,
        page="desk:task",
        since=row.given_at,
        name=ask.content.name if ask else "",
        detail=f"{row.what.label}, confiée par {row.given_by.display_name}{due}",
    )


def _name(reading: records.Reading) -> str:
    card, called = reading.one(PersonCard), reading.one(ReceptionCard)
    if card:
        return card.content.name
    return called.content.called_name if called else ""
