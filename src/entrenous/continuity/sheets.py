"""« Ce qui est à faire »: made and kept up to date, beside a dossier, by those who hold it whole.

A container of its own that follows the dossier's whole key (ADR 0011, 0021). Its compartments are
its readers: the plan for the cover of an absence, two halves for two agents in danger. Nobody who
holds one of them can compute anything of the dossier.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from entrenous.continuity import danger_halves
from entrenous.continuity.contents import DueLine, Meeting, SafeContact, WhatIsDue
from entrenous.continuity.contents import Way as ContactWay
from entrenous.continuity.models import DueSheet
from entrenous.dossiers.contact import contact_rule
from entrenous.dossiers.contents import (
    ContactMeans,
    PersonCard,
    PlanAction,
    ReceptionCard,
    ReceptionMessage,
    ThreadEntry,
)
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.keyring import containers, models, records, satellites
from entrenous.keyring.errors import Damaged, EditedMeanwhile, KeyNotHeld
from entrenous.keyring.opening import Keyring, OpenContainer, live_grants
from entrenous.keyring.records import Reading
from entrenous.procedures.contents import FollowedProcedure
from entrenous.procedures.counting import procedure_of
from entrenous.reception.models import Appointment
from entrenous.vault.containers import Compartment
from entrenous.vault.primitives import digest

_READ: Final = (
    PersonCard, ContactMeans, ReceptionCard, ReceptionMessage, ThreadEntry, PlanAction,
    FollowedProcedure,
)  # fmt: skip
_WHAT_CHARS: Final = 200


@transaction.atomic
def ensure(by: Keyring, dossier: Dossier) -> OpenContainer:
    """The sheet of a dossier, made if there is none, up to date, open for its writer.

    raises  KeyNotHeld: `by` does not hold the dossier whole; Damaged; VaultClosed
    """
    source = by.writing(dossier.pk)
    source.key_for(Compartment.WHOLE)
    row = DueSheet.objects.filter(dossier=dossier).first()
    if row is None:
        row = _make(by, dossier)
    return _refresh(by, row, source)


def keep_up(by: Keyring, *, most: int) -> int:
    """Bring up to date the sheets of this agent's dossiers that no longer are; how many were.

    Once she has one, a dossier of hers that has none yet receives its own. Each in its own
    transaction; what does not open waits for a constat, without a word here.
    """
    done = 0
    rows = _own(by)
    if rows and missing(by).exists():
        prepare_some(by, seconds=0)
    for row in _stale(rows)[:most]:
        with suppress(KeyNotHeld, Damaged, EditedMeanwhile), transaction.atomic():
            source = by.writing(row.dossier_id)
            source.key_for(Compartment.WHOLE)
            _refresh(by, row, source)
            done += 1
    return done


def stale(by: Keyring) -> list[DueSheet]:
    """The sheets of the dossiers she holds that were made from other rows than today's."""
    return _stale(_own(by))


def missing(by: Keyring) -> QuerySet[Dossier]:
    """The dossiers under way of which she is the référente and that have no sheet."""
    rows = Dossier.objects.filter(
        referent=by.agent, merged_into=None, due_sheet=None, accompagnements__isnull=False,
        accompagnements__closed_on=None, container__organisation_id=by.organisation,
    )  # fmt: skip
    return rows.order_by("pk")


def prepare_some(by: Keyring, *, seconds: float) -> int:
    """Make as many missing sheets as fit in a step, one at least; how many were. VaultClosed"""
    _ = by.secret
    end_at, done = time.monotonic() + seconds, 0
    for dossier in missing(by):
        with suppress(KeyNotHeld, Damaged, EditedMeanwhile), transaction.atomic():
            ensure(by, dossier)
            by.note(Act.DANGER_PREPARED, container=dossier.pk)
            done += 1
        if time.monotonic() >= end_at:
            break
    return done


def _own(by: Keyring) -> list[DueSheet]:
    mine = live_grants().filter(recipient=by.agent.pk, compartment=int(Compartment.WHOLE))
    rows = DueSheet.objects.filter(
        dossier__in=mine.values("container_id"),
        dossier__merged_into=None,
        container__organisation_id=by.organisation,
    ).select_related("dossier")
    return list(rows)


def _stale(rows: list[DueSheet]) -> list[DueSheet]:
    states = states_of([row.dossier_id for row in rows])
    return [row for row in rows if bytes(row.state) != states[row.dossier_id]]


def states_of(dossiers: Sequence[UUID]) -> dict[UUID, bytes]:
    """A hash of what is in clear of each dossier: any write changes it. Three queries at most."""
    if not dossiers:
        return {}
    parts: dict[UUID, list[str]] = {pk: [] for pk in dossiers}
    counts = models.Record.objects.filter(container_id__in=dossiers).values("container_id")
    for row in counts.annotate(n=Count("pk")):
        parts[row["container_id"]].append(f"records {row['n']}")
    for due in DueDate.objects.filter(dossier__in=dossiers).order_by("pk"):
        parts[due.dossier_id].append(f"due {due.pk} {due.due_on} {due.done_on}")
    for each in Appointment.objects.filter(dossier__in=dossiers).order_by("pk"):
        if each.dossier_id:
            parts[each.dossier_id].append(
                f"slot {each.pk} {each.starts_at.isoformat()} {each.status} {each.agent_id}"
            )
    return {pk: digest("EN1 due sheet", *said) for pk, said in parts.items()}


def _make(by: Keyring, dossier: Dossier) -> DueSheet:
    opened = containers.create(
        models.Container.Kind.DUE_SHEET, by=by, recipients=danger_halves.recipients(dossier)
    )
    row = DueSheet.objects.create(
        container_id=opened.id, dossier=dossier, state=b"", refreshed_on=timezone.localdate()
    )
    satellites.attach(opened.id, dossier.pk, by=by)
    return row


def _refresh(by: Keyring, row: DueSheet, source: OpenContainer) -> OpenContainer:
    """Write what is due, if it changed. What is in doubt in the dossier is not copied. Damaged"""
    reading = records.read(source, *_READ)
    if not reading.is_whole:
        raise Damaged
    sheet = by.writing(row.pk)
    said = what_is_due(reading, row.dossier)
    known = records.read(sheet, WhatIsDue).one(WhatIsDue)
    is_new = known is None or known.content != said
    if is_new:
        records.write(sheet, said, by=by, record=known.id if known else None)
    row.opens_in_danger = danger_halves.keep(sheet, said, by=by, is_new=is_new)
    row.state = states_of([row.dossier_id])[row.dossier_id]
    row.refreshed_on = timezone.localdate()
    row.save(update_fields=["state", "refreshed_on", "opens_in_danger"])
    return sheet


def what_is_due(reading: Reading, dossier: Dossier) -> WhatIsDue:
    """What a cover is shown, out of what was read: due dates, next appointments, how to call."""
    today = timezone.localdate()
    rows = DueDate.objects.awaited(today).filter(dossier=dossier)
    lines = tuple(DueLine(r.due_on, r.kind, _words(r, reading)[:_WHAT_CHARS]) for r in rows)
    next_ones = Appointment.objects.filter(
        dossier=dossier, status=Appointment.Status.UPCOMING, starts_at__date__gte=today
    )
    meetings = tuple(
        Meeting(m.starts_at, m.minutes, m.where, str(m.agent_id))
        for m in next_ones.order_by("starts_at")
    )
    contact = safe_contact(reading)
    if not dossier.accompagnements.filter(closed_on=None).exists():
        # 00-decisions 37: of someone who is no longer accompanied, nothing says how to reach her.
        contact = SafeContact(contact.called_name)
    return WhatIsDue(contact, lines, meetings)


def safe_contact(reading: Reading) -> SafeContact:
    """How the person may be called, as she said it; nothing that she did not allow."""
    rule, card = contact_rule(reading), reading.one(PersonCard)
    ways = tuple(ContactWay(w.content.means, w.content.value, w.content.rule) for w in rule.usable)
    return SafeContact(card.content.name if card else "", rule.sentence, ways)


def _words(due: DueDate, reading: Reading) -> str:
    """What is due in the few words it was written with; the rest of the writing stays there."""
    content: Any = known.content if (known := _record(due, reading)) else None
    if isinstance(content, ThreadEntry) and due.rank < len(content.next_steps):
        return content.next_steps[due.rank].what
    if isinstance(content, PlanAction):
        return content.what
    if isinstance(content, ReceptionMessage):
        return content.text
    if isinstance(content, FollowedProcedure):
        return _steps(content, due.due_on)
    return ""


def _record(due: DueDate, reading: Reading) -> records.OpenRecord[Any] | None:
    return reading.by_id(due.record) if due.record else None


def _steps(said: FollowedProcedure, on: date) -> str:
    """The steps that fall on a day, as the law base names them."""
    procedure = procedure_of(said)
    labels = {step.code: step.label for step in procedure.steps} if procedure else {}
    return ", ".join(labels[c.code] for c in said.counted if c.on == on and c.code in labels)
