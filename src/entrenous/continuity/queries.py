"""Read covers: those of one's absences, those one carries, and what a cover is shown."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.continuity.codes import Scope
from entrenous.continuity.contents import WhatIsDue
from entrenous.continuity.models import Cover, CoveredDossier, DueSheet
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.heads import rows_and_heads
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.containers import Compartment

SOON_DAYS = 7


def own_covers(by: Keyring) -> list[Cover]:
    """The covers of one's own absences, the latest first."""
    rows = Cover.objects.filter(absent=by.agent).select_related("colleague")
    return list(rows.annotate(count=Count("covered", filter=Q(covered__withdrawn_on=None))))


def carried(by: Keyring, *, from_day: date | None = None) -> list[Cover]:
    """The covers that this agent carries or will carry, and those over since less than a month."""
    today = timezone.localdate()
    since = from_day or today - timedelta(days=31)
    rows = Cover.objects.filter(colleague=by.agent, ends_on__gte=since)
    shown = rows.exclude(ended_on__lt=since).select_related("absent").order_by("starts_on", "pk")
    return list(shown.annotate(count=Count("covered", filter=Q(covered__withdrawn_on=None))))


def running(by: Keyring) -> list[Cover]:
    """What she covers today, and what begins within a week."""
    today = timezone.localdate()
    rows = Cover.objects.filter(
        colleague=by.agent,
        ended_on=None,
        ends_on__gte=today,
        starts_on__lte=today + timedelta(days=SOON_DAYS),
    ).select_related("absent")
    return list(
        rows.annotate(count=Count("covered", filter=Q(covered__withdrawn_on=None))).order_by(
            "starts_on", "pk"
        )
    )


def in_force() -> QuerySet[Cover]:
    """The covers that run today, whoever is absent."""
    today = timezone.localdate()
    return Cover.objects.filter(ended_on=None, starts_on__lte=today, ends_on__gte=today)


def away_until(agent: Agent) -> date | None:
    """The last day of an absence that runs today, or None. Never who covers it, nor why."""
    last: date | None = in_force().filter(absent=agent).aggregate(last=Max("ends_on"))["last"]
    return last


def covered_today(**of: object) -> QuerySet[CoveredDossier]:
    """The dossiers of the covers of today."""
    return CoveredDossier.objects.filter(cover__in=in_force(), withdrawn_on=None, **of)


def choices(by: Keyring) -> dict[UUID, PersonCard | None]:
    """The dossiers of which she is the référente and that are under way, with who they are about.

    One journal entry. VaultClosed
    """
    rows = Dossier.objects.filter(
        referent=by.agent, merged_into=None, accompagnements__closed_on=None,
        container__organisation_id=by.organisation,
    )  # fmt: skip
    opened = by.open_list(rows.values_list("pk", flat=True).distinct(), Act.LIST_OPENED)
    readings = records.read_many(opened.values(), PersonCard)
    return {
        pk: known.content if (known := r.one(PersonCard)) else None for pk, r in readings.items()
    }


@dataclass(frozen=True)
class Shown:
    """One dossier of a cover, as its cover reads it.

    due     None: nothing opens, or the key is on its way
    doubt   rows are missing, altered or older than they should be
    """

    covered: CoveredDossier
    due: WhatIsDue | None
    name: str
    doubt: bool = False


def live_rows(cover: Cover) -> QuerySet[CoveredDossier]:
    """What a cover is about today: neither withdrawn, nor merged, nor passed on since."""
    return CoveredDossier.objects.filter(
        cover=cover, withdrawn_on=None, dossier__merged_into=None, dossier__referent=cover.absent_id
    ).select_related("dossier")


def shown_to_cover(by: Keyring, cover: Cover) -> list[Shown]:
    """What the cover reads today; the journal names each dossier first. VaultClosed

    Call it for a cover that is running and hers: the keys say so again.
    """
    rows = list(live_rows(cover))
    if cover.is_whole:
        return _names(by, rows)
    sheets = dict(
        DueSheet.objects.filter(dossier__in=[r.dossier_id for r in rows]).values_list(
            "dossier", "pk"
        )
    )
    opening = [sheets[r.dossier_id] for r in rows if r.dossier_id in sheets]
    held = {pk for pk in opening if pk in set(_held(by, opening))}
    lines = [
        journal.Line(Act.COVER_READ, container=r.dossier_id, about=cover.absent_id)
        for r in rows
        if sheets.get(r.dossier_id) in held
    ]
    journal.record_all(lines, organisation=by.organisation, actor=by.agent.pk)
    readings = _read_sheets(list(by.open_list(held, Act.LIST_OPENED).values()))
    found = []
    for row in rows:
        reading = readings.get(sheets.get(row.dossier_id, row.dossier_id), records.Reading())
        known = reading.one(WhatIsDue)
        due = known.content if known else None
        name = due.contact.called_name if due else ""
        found.append(Shown(row, due, name, doubt=not reading.is_whole))
    return sorted(found, key=lambda s: (s.due is None, s.name))


def _read_sheets(opened: list[OpenContainer]) -> dict[UUID, records.Reading]:
    """Every sheet held against its head, in two queries for any number."""
    rows, heads = rows_and_heads(opened, Compartment.PLAN)
    return {
        o.id: records.assemble(o, rows[o.id], heads[o.id], WhatIsDue)
        for o in opened
        if o.covers(Compartment.PLAN)
    }


def _held(by: Keyring, sheets: list[UUID]) -> list[UUID]:
    """Those whose due dates open for her: a member of the duty desk holds a half of each."""
    parts = (int(Compartment.WHOLE), int(Compartment.PLAN))
    rows = by.grants().filter(container_id__in=sheets, compartment__in=parts)
    return list(rows.values_list("container_id", flat=True).distinct())


def _names(by: Keyring, rows: list[CoveredDossier]) -> list[Shown]:
    opened = by.open_list([r.dossier_id for r in rows], Act.LIST_OPENED)
    readings = records.read_many(opened.values(), PersonCard)
    names = {
        pk: k.content.sorted_name if (k := r.one(PersonCard)) else "" for pk, r in readings.items()
    }
    found = [Shown(row, None, names.get(row.dossier_id, "")) for row in rows]
    return sorted(found, key=lambda s: s.name)


def dates_covers(dossier: UUID) -> list[Cover]:
    """The covers, running or to come, whose colleague reads what is due in a dossier."""
    rows = Cover.objects.filter(
        covered__dossier=dossier,
        covered__withdrawn_on=None,
        scope=Scope.DATES.value,
        ended_on=None,
        ends_on__gte=timezone.localdate(),
    )
    return list(rows.select_related("colleague").order_by("starts_on"))


def opens_in_danger(dossier: UUID) -> bool:
    """Tell whether two agents of two sides could read its dates, were she in danger."""
    return DueSheet.objects.filter(dossier=dossier, opens_in_danger=True).exists()
