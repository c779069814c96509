"""Two dossiers of the same person become one: everything is moved, nothing is lost or doubled."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from entrenous.dossiers import actions, directory, no_contact
from entrenous.dossiers.contents import (
    ContactMeans,
    DomainAssessment,
    Ending,
    HouseholdMember,
    Objective,
    PlanAction,
    PlanReview,
    ReceptionMessage,
    Reopening,
    SharedHousehold,
    Synthesis,
    ThreadEntry,
)
from entrenous.dossiers.models import Accompagnement, Dossier, DueDate, SupportExtract
from entrenous.journal.acts import Act
from entrenous.keyring import records, satellites
from entrenous.keyring.errors import Damaged
from entrenous.keyring.kinds import compartment_of, declared_kinds
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.containers import Compartment

# Objectives first: actions name them. What a dossier has once (its card, its rhythm, its line
# in the lists) stays as it is in the one that is kept.
_MOVED = (
    ContactMeans, HouseholdMember, ReceptionMessage, Objective, PlanAction, PlanReview,
    ThreadEntry, DomainAssessment, Synthesis, Ending, Reopening, SharedHousehold,
)  # fmt: skip


Mover = Callable[[OpenContainer, OpenContainer, Keyring], None]
Renaming = Callable[[Any, dict[str, str]], Any]
_ALSO: list[Mover] = []
_UNDER_THEIR_OWN_ID: dict[type[Any], Renaming] = {}


def also_moves(move: Mover) -> None:
    """Have what another app seals in a dossier follow when dossiers are merged.

    move    called in the same transaction with the source, the target and who merges
    """
    if move not in _ALSO:
        _ALSO.append(move)


def _as_it_is(content: Any, _moved: dict[str, str]) -> Any:
    return content


def also_moves_kind(kind: type[Any], *, renamed: Renaming = _as_it_is) -> None:
    """Have every record of a kind follow, versions and all, under its own id.

    renamed  the content, and former id -> new id of the records that got another one: the content
             that names those
    """
    _UNDER_THEIR_OWN_ID[kind] = renamed


class NotMergeable(Exception):
    """The same dossier twice, or one that was already merged or shares a household."""


@transaction.atomic
def merge(by: Keyring, duplicate: Dossier, *, into: Dossier) -> None:
    """Move everything of a duplicate into the dossier that is kept.

    raises  NotMergeable; KeyNotHeld: she must hold both whole keys; Damaged: a constat first
    """
    opened = {pk: by.writing(pk) for pk in sorted((duplicate.pk, into.pk))}
    for dossier in (duplicate, into):
        opened[dossier.pk].key_for(Compartment.WHOLE)
        dossier.refresh_from_db()
    if duplicate.pk == into.pk or any(
        d.merged_into_id or d.household_id for d in (duplicate, into)
    ):
        raise NotMergeable
    source, target = opened[duplicate.pk], opened[into.pk]
    reading = records.read(source, *_moved_kinds(), *_UNDER_THEIR_OWN_ID)
    if not reading.is_whole:
        raise Damaged
    moved = _move(reading, source, target, by=by)
    no_contact.carry_over(source, target, by=by)
    _move_under_their_own_id(source, target, moved, by=by)
    for move in _ALSO:
        move(source, target, by)
    for due in DueDate.objects.filter(dossier=duplicate):
        due.dossier, due.record = into, moved.get(due.record, due.record) if due.record else None
        due.save(update_fields=["dossier", "record"])
    SupportExtract.objects.filter(dossier=duplicate).update(dossier=into)
    satellites.move_all(duplicate.pk, into.pk, by=by)
    _join_accompagnements(duplicate, into)
    directory.withdraw(duplicate, by=by)
    duplicate.merged_into = into
    duplicate.save(update_fields=["merged_into"])
    for dossier in (duplicate, into):
        by.note(Act.DOSSIERS_MERGED, container=dossier.pk, about=into.pk)
        actions.touch(dossier)


def _move(
    reading: records.Reading, source: OpenContainer, target: OpenContainer, *, by: Keyring
) -> dict[UUID, UUID]:
    """Move records with their versions; returns former id -> new id."""
    moved: dict[UUID, UUID] = {}
    for kind in _moved_kinds():
        for known in reading.of(kind):
            twin = _twin(known.content, target)
            moved[known.id] = twin.id if twin else uuid4()
            history = [known] if twin else reversed(records.versions(source, known.id))
            for version in history:
                content = _joined(twin.content, version.content) if twin else version.content
                records.write(
                    target,
                    _renamed(content, moved),
                    by=by,
                    record=moved[known.id],
                    act=Act.RECORD_MOVED_IN,
                )
            records.remove(source, known.id, by=by, act=Act.RECORD_MOVED_OUT)
    return moved


def _move_under_their_own_id(
    source: OpenContainer, target: OpenContainer, moved: dict[UUID, UUID], *, by: Keyring
) -> None:
    new_ids = {str(former): str(new) for former, new in moved.items()}
    for kind, renamed in _UNDER_THEIR_OWN_ID.items():
        reading = records.read(source, kind)
        if reading.damaged:
            raise Damaged
        for known in reading.of(kind):
            for version in reversed(records.versions(source, known.id)):
                content = renamed(version.content, new_ids)
                records.write(target, content, by=by, record=known.id, act=Act.RECORD_MOVED_IN)
            records.remove(source, known.id, by=by, act=Act.RECORD_MOVED_OUT)


def _moved_kinds() -> tuple[type[Any], ...]:
    """Those of a dossier, and whatever other rooms wrote for the person herself."""
    others = [k for k in declared_kinds().values() if compartment_of(k) is Compartment.PERSON]
    return (*_MOVED, *(k for k in others if k not in _UNDER_THEIR_OWN_ID))


def _twin(content: Any, target: OpenContainer) -> records.OpenRecord[Any] | None:
    """What the kept dossier already has of something that is written once (a domain, a sheet)."""
    kept = records.read(target, type(content)).of(type(content))
    if isinstance(content, DomainAssessment):
        return next((k for k in kept if k.content.domain == content.domain), None)
    return next(iter(kept), None) if isinstance(content, Synthesis) else None


def _joined(kept: Any, arriving: Any) -> Any:
    """Both texts, one under the other: the kept one first, nothing lost."""
    texts: dict[str, Any] = {
        f.name: "\n\n".join(t for t in (getattr(kept, f.name), getattr(arriving, f.name)) if t)
        for f in fields(kept)
        if f.type is str and f.name != "domain"
    }
    if isinstance(kept, DomainAssessment):
        return replace(kept, **texts, not_discussed=kept.not_discussed and arriving.not_discussed)
    return replace(kept, **texts)


def _renamed(content: Any, moved: dict[UUID, UUID]) -> Any:
    """An action follows its objective to its new id."""
    if isinstance(content, PlanAction):
        return replace(content, objective=str(moved[UUID(content.objective)]))
    return content


def _join_accompagnements(duplicate: Dossier, into: Dossier) -> None:
    """Past stretches follow; two current ones become one, from the earlier start."""
    doubled = Accompagnement.objects.filter(dossier=duplicate, closed_on=None).first()
    current = Accompagnement.objects.filter(dossier=into, closed_on=None).first()
    if doubled and current:
        current.opened_on = min(current.opened_on, doubled.opened_on)
        current.save(update_fields=["opened_on"])
        doubled.delete()
    Accompagnement.objects.filter(dossier=duplicate).update(dossier=into)
    into.opened_on = min(into.opened_on, duplicate.opened_on)
    into.save(update_fields=["opened_on"])
