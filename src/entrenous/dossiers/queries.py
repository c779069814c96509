"""Read dossiers: one's own list, one dossier's thread, who holds its key, what is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from entrenous.agents.coded import Coded
from entrenous.agents.folding import fold
from entrenous.agents.models import Agent
from entrenous.dossiers import contact, ended, former
from entrenous.dossiers.contents import (
    Ending,
    Objective,
    Outlook,
    PersonCard,
    PlanReview,
    ReceptionMessage,
    Reopening,
    ThreadEntry,
)
from entrenous.dossiers.models import Accompagnement, Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.keyring import models as keyring_models
from entrenous.keyring import records
from entrenous.keyring.kinds import code_of
from entrenous.keyring.opening import Keyring, OpenContainer, live_grants, unexpired_grants
from entrenous.keyring.records import DamagedRecord, OpenRecord, Reading


class State(Coded):
    """Where a dossier stands in the list of its holder. The first that fits is shown."""

    ENDED = "fin", "Fin d’accompagnement"
    COVER = "releve", "Relève"
    RELAY = "relais", "Collègue relais"
    RECEPTION = "accueil", "À l’accueil"
    PLAN = "plan", "Plan en cours"
    STARTING = "debut", "Premiers échanges"


@dataclass(frozen=True)
class ListRow:
    """One line of the list. `card` is None when the identity does not open."""

    dossier: Dossier
    state: State
    card: PersonCard | None
    outlook: Outlook
    due: DueDate | None
    messages: list[OpenRecord[ReceptionMessage]]
    is_left_alone: bool = False

    @property
    def is_ended(self) -> bool:
        """Tell whether no accompagnement is under way: nothing then says how to reach her."""
        return not getattr(self.dossier, "is_active", True)

    @property
    def sorted_name(self) -> str:
        """« AMRANI Samia »; never empty."""
        return self.card.sorted_name if self.card else "Identité illisible"


def own(by: Keyring) -> QuerySet[Dossier]:
    """Dossiers whose key was handed to this agent herself, merged ones left out.

    Those that she only covers for some days are among them, and say so.
    """
    hers = live_grants().filter(recipient=by.agent.pk)
    mine = hers.values("container_id")
    lasting = hers.filter(container_id=OuterRef("pk"), until=None)
    return (
        Dossier.objects.filter(
            pk__in=mine, merged_into=None, container__organisation_id=by.organisation
        )
        .select_related("secteur")
        .annotate(
            is_active=Exists(Accompagnement.objects.filter(dossier=OuterRef("pk"), closed_on=None)),
            has_plan=Exists(_records_of(Objective)),
            is_covered=~Exists(lasting),
        )
    )


def merged_of(agent: Agent) -> set[UUID]:
    """The dossiers of someone's house that were joined to another: nothing is left in them."""
    rows = Dossier.objects.filter(container__organisation_id=agent.organisation_id)
    return set(rows.exclude(merged_into=None).values_list("pk", flat=True))


def own_list(by: Keyring, *, act: Act = Act.LIST_OPENED) -> list[ListRow]:
    """Every dossier of this agent by name, with what a list shows. One journal entry."""
    rows, _ = open_own(by, act, PersonCard, Outlook, ReceptionMessage)
    return rows


def open_own(by: Keyring, act: Act, *kinds: type[Any]) -> tuple[list[ListRow], dict[UUID, Reading]]:
    """The list, and what these kinds of records say in each dossier. VaultClosed.

    Never how to reach the person of an ended one, nor what she has not agreed to have read again.
    """
    dossiers = {d.pk: d for d in own(by)}
    opened = by.open_list(dossiers, act)
    found = records.read_many(opened.values(), *kinds, Reopening)
    readings = {pk: _as_listed(dossiers[pk], reading) for pk, reading in found.items()}
    due = next_due(dossiers)
    rows = [_row(dossiers[pk], reading, due.get(pk), by=by) for pk, reading in readings.items()]
    return sorted(_told_alone(rows, opened), key=_by_name), readings


def _told_alone(rows: list[ListRow], opened: Mapping[UUID, OpenContainer]) -> list[ListRow]:
    """The rows with a message to answer, told apart when nobody contacts the person."""
    called = [opened[row.dossier.pk] for row in rows if row.messages]
    alone = contact.alone_among(called) if called else set()
    return [replace(r, is_left_alone=True) if r.dossier.pk in alone else r for r in rows]


def _as_listed(dossier: Any, reading: Reading) -> Reading:
    if not dossier.is_active:
        return ended.listed(reading)
    return former.fold(reading, former.folded_before(reading))


def next_due(dossiers: Iterable[UUID]) -> dict[UUID, DueDate]:
    """The nearest thing still due in each dossier; of procedures, what is still ahead."""
    found: dict[UUID, DueDate] = {}
    rows = DueDate.objects.awaited(timezone.localdate()).filter(dossier__in=list(dossiers))
    for row in rows.order_by("due_on", "pk"):
        found.setdefault(row.dossier_id, row)
    return found


@dataclass(frozen=True)
class ThreadItem:
    """Something of the thread, on a day. `content` tells what it is."""

    on: date
    at: str
    content: (
        OpenRecord[ThreadEntry]
        | OpenRecord[PlanReview]
        | OpenRecord[ReceptionMessage]
        | DamagedRecord
        | Accompagnement
    )
    is_end: bool = False
    ending: Ending | None = None
    written_on: date = field(default=date.min)


def thread(reading: Reading, accompagnements: Iterable[Accompagnement]) -> list[ThreadItem]:
    """The thread, the latest first; what does not open stays in its place, on its day."""
    items = [
        *(
            ThreadItem(r.content.on, _sortable(r.content.at), r, written_on=r.written_on)
            for r in reading.of(ThreadEntry)
        ),
        *(ThreadItem(r.content.on, "", r, written_on=r.written_on) for r in reading.of(PlanReview)),
        *(
            ThreadItem(r.written_on, "", r, written_on=r.written_on)
            for r in reading.of(ReceptionMessage)
        ),
        *(ThreadItem(d.written_on, "", d, written_on=d.written_on) for d in reading.damaged),
        *_stretches(reading, accompagnements),
    ]
    return sorted(items, key=lambda i: (i.on, i.at, i.written_on), reverse=True)


@dataclass(frozen=True)
class Holder:
    """Who can open a dossier, or a part of it, and until when.

    since  the day the key was handed over; starts_on the day from which it opens, for a cover
    """

    actor: UUID
    compartment: int
    motive: str
    since: date
    until: date | None
    starts_on: date | None = None


def holders(dossier: UUID, *, organisation: UUID) -> tuple[list[Holder], bool]:
    """The holders of today and covers to come; whether the recovery key is one of them."""
    rows = unexpired_grants().filter(container_id=dossier).select_related("container")
    live = [r for r in rows.order_by("made_on", "pk") if r.epoch == r.container.epoch]
    found = [
        Holder(r.recipient, r.compartment, r.motive, r.made_on, r.until, r.since)
        for r in live
        if r.recipient != organisation
    ]
    return found, len(found) != len(live)


def pending_keys(by: Keyring) -> int:
    """How many dossiers' keys are on their way to this agent (« clé en cours de remise »)."""
    rows = keyring_models.PendingGrant.objects.filter(
        recipient=by.agent.pk, container__organisation_id=by.organisation
    )
    return rows.count()


def entry_versions(opened: OpenContainer, record: UUID) -> list[OpenRecord[ThreadEntry]]:
    """Every version of an entry that opens, the latest first."""
    return [v for v in records.versions(opened, record) if isinstance(v.content, ThreadEntry)]


def _row(dossier: Dossier, reading: Reading, due: DueDate | None, *, by: Keyring) -> ListRow:
    card, outlook = reading.one(PersonCard), reading.one(Outlook)
    messages = [m for m in reading.of(ReceptionMessage) if not m.content.is_handled]
    return ListRow(
        dossier,
        _state(dossier, is_mine=dossier.referent_id == by.agent.pk, left=bool(messages)),
        card.content if card else None,
        outlook.content if outlook else Outlook(),
        due,
        messages,
    )


def _state(dossier: Any, *, is_mine: bool, left: bool) -> State:
    if left:
        return State.RECEPTION
    if not dossier.is_active:
        return State.ENDED
    if not is_mine:
        return State.COVER if dossier.is_covered else State.RELAY
    return State.PLAN if dossier.has_plan else State.STARTING


def _records_of(kind: type[Any]) -> QuerySet[keyring_models.Record]:
    return keyring_models.Record.objects.filter(container=OuterRef("pk"), kind=code_of(kind))


def _stretches(reading: Reading, rows: Iterable[Accompagnement]) -> list[ThreadItem]:
    endings = {r.content.accompagnement: r.content for r in reading.of(Ending)}
    items = []
    for row in rows:
        items.append(ThreadItem(row.opened_on, "", row))
        if row.closed_on:
            ending = endings.get(str(row.pk))
            items.append(ThreadItem(row.closed_on, "24", row, is_end=True, ending=ending))
    return items


def _by_name(row: ListRow) -> tuple[str, str]:
    """As a French directory: accents do not send a name to the end."""
    return fold(row.sorted_name), row.sorted_name.casefold()


def _sortable(at: str) -> str:
    """« 9 h 30 » before « 14 h »."""
    hours, _, minutes = at.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").partition("h")
    return f"{hours:>02}{minutes:>02}" if hours else ""
