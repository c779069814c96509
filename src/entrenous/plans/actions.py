"""Agree a plan, follow it, review it together. Nothing here is ever triggered by a delay."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from entrenous.activity.codes import What
from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers import counting
from entrenous.dossiers.codes import ActionState, Doer, Rhythm
from entrenous.dossiers.contents import Objective, PlanAction, PlanFrame, PlanReview
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.keyring import records
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld
from entrenous.keyring.models import Record
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import OpenRecord
from entrenous.plans.queries import ENDED_STATES, MAX_OBJECTIVES, PLAN_KINDS, Plan, plan_of

T = TypeVar("T")


class TooManyObjectives(ValueError):
    """Four objectives at a time: more would be a list, not a plan."""


@dataclass(frozen=True)
class ActionNews:
    """What a review says of one action."""

    state: ActionState
    note: str = ""
    due_on: date | None = None


@transaction.atomic
def add_objective(by: Keyring, dossier: Dossier, words: str, *, record: UUID | None = None) -> UUID:
    """Add an objective in the person's words; returns its id.

    record  the id that the form carries: sent twice, the same words are written once
    raises  TooManyObjectives beyond four current ones; KeyNotHeld; Damaged
    """
    opened = by.writing(dossier.pk)
    plan = _plan(opened)
    objectives = [o.record for o in (*plan.objectives, *plan.ended)]
    if record and any(o.id == record and o.content.words == words for o in objectives):
        return record
    if len(plan.objectives) >= MAX_OBJECTIVES:
        raise TooManyObjectives
    order = len(plan.objectives) + len(plan.ended) + 1
    fresh = Objective(words=words, order=order)
    written = records.write(opened, fresh, by=by, record=_unused(opened, record))
    if not plan.exists:
        counting.count(What.PLAN_AGREED, dossier, opened, by=by)
    dossier_actions.touch(dossier)
    return written.record


@transaction.atomic
def change_objective(
    by: Keyring, dossier: Dossier, record: UUID, *, words: str, is_ended: bool, based_on: int
) -> None:
    """Correct an objective, end it or take it up again. EditedMeanwhile; KeyNotHeld."""
    opened = by.writing(dossier.pk)
    plan = _plan(opened)
    known = _among([o.record for o in (*plan.objectives, *plan.ended)], record)
    if known.content.is_ended and not is_ended and len(plan.objectives) >= MAX_OBJECTIVES:
        raise TooManyObjectives
    fresh = replace(known.content, words=words, is_ended=is_ended)
    records.write(opened, fresh, by=by, record=record, based_on=based_on)
    dossier_actions.touch(dossier)


@transaction.atomic
def keep_action(
    by: Keyring,
    dossier: Dossier,
    action: PlanAction,
    *,
    record: UUID | None = None,
    based_on: int | None = None,
) -> UUID:
    """Add an action or correct one; its due date follows. Returns its id.

    record    the action to correct; or, without `based_on`, the id that the form of a new one
              carries: sent twice, the same action is written once
    raises  KeyNotHeld: no such objective or action in this dossier; EditedMeanwhile; Damaged
    """
    opened = by.writing(dossier.pk)
    plan = _plan(opened)
    _among([o.record for o in (*plan.objectives, *plan.ended)], UUID(action.objective))
    known = records.read(opened, PlanAction).of(PlanAction)
    if based_on is not None:
        _among(known, record)
    elif record and any(a.id == record and a.content == action for a in known):
        return record
    else:
        record = _unused(opened, record)
    written = records.write(opened, action, by=by, record=record, based_on=based_on)
    _keep_due_date(dossier, written.record, action)
    dossier_actions.touch(dossier)
    return written.record


@transaction.atomic
def keep_frame(
    by: Keyring,
    dossier: Dossier,
    *,
    rhythm: Rhythm | None,
    next_review_on: date | None,
    agreed_on: date | None,
) -> None:
    """Keep the rhythm and the next review, chosen together."""
    opened = by.writing(dossier.pk)
    _keep_frame(
        opened,
        dossier,
        PlanFrame(rhythm=rhythm, next_review_on=next_review_on, agreed_on=agreed_on),
        by=by,
    )
    dossier_actions.touch(dossier)


@transaction.atomic
def review(
    by: Keyring,
    dossier: Dossier,
    written: PlanReview,
    news: Mapping[UUID, ActionNews],
    *,
    next_review_on: date | None,
    seen: Mapping[UUID, int],
    record: UUID | None = None,
) -> UUID:
    """Keep a joint review: what is done, what remains, what changes, and the next date.

    news    action -> its new state; actions left out keep theirs
    record  the id that the form carries: sent twice, the same review is written once
    seen    action -> the version that was on the screen; EditedMeanwhile if it is older
    returns the id of the review
    raises  KeyNotHeld: an action is not of this plan; Damaged. Nothing is then written
    """
    opened = by.writing(dossier.pk)
    plan = _plan(opened)
    if record and any(r.id == record and r.content == written for r in plan.reviews):
        return record
    for action, said in news.items():
        _keep_news(opened, dossier, _among(plan.actions, action), said, seen.get(action), by=by)
    made = records.write(opened, written, by=by, record=_unused(opened, record))
    _finish_review(dossier, written.on)
    frame = plan.frame.content if plan.frame else PlanFrame(agreed_on=written.on)
    _keep_frame(opened, dossier, replace(frame, next_review_on=next_review_on), by=by)
    counting.count(What.PLAN_REVIEWED, dossier, opened, by=by, on=written.on)
    dossier_actions.touch(dossier)
    return made.record


def _keep_news(
    opened: OpenContainer,
    dossier: Dossier,
    known: OpenRecord[PlanAction],
    said: ActionNews,
    seen: int | None,
    *,
    by: Keyring,
) -> None:
    """Write what a review says of one action, unless it says what was known."""
    fresh = replace(known.content, state=said.state, note=said.note, due_on=said.due_on)
    if fresh == known.content:
        return
    if seen not in (None, known.version):
        raise EditedMeanwhile(known.id, known.version)
    records.write(opened, fresh, by=by, record=known.id, based_on=known.version)
    _keep_due_date(dossier, known.id, fresh)


def _unused(opened: OpenContainer, record: UUID | None) -> UUID | None:
    """An id chosen by a form, or None (a new one is made) when something has it already."""
    if record is None or Record.objects.filter(container_id=opened.id, record=record).exists():
        return None
    return record


def _plan(opened: OpenContainer) -> Plan:
    return plan_of(records.read(opened, *PLAN_KINDS))


def _among(known: list[OpenRecord[T]], record: UUID | None) -> OpenRecord[T]:
    for each in known:
        if each.id == record:
            return each
    raise KeyNotHeld


def _keep_frame(opened: OpenContainer, dossier: Dossier, frame: PlanFrame, *, by: Keyring) -> None:
    known = records.read(opened, PlanFrame).one(PlanFrame)
    if known is None or known.content != frame:
        records.write(opened, frame, by=by, record=known.id if known else None)
    rows = DueDate.objects.filter(dossier=dossier, kind=DueDate.Kind.REVIEW, done_on=None)
    if frame.next_review_on is None:
        rows.delete()
    elif not rows.update(due_on=frame.next_review_on):
        DueDate.objects.create(
            dossier=dossier, kind=DueDate.Kind.REVIEW, due_on=frame.next_review_on
        )


def _finish_review(dossier: Dossier, on: date) -> None:
    DueDate.objects.filter(dossier=dossier, kind=DueDate.Kind.REVIEW, done_on=None).update(
        done_on=on
    )


def _keep_due_date(dossier: Dossier, record: UUID, action: PlanAction) -> None:
    """One due date per dated action that the service or a partner does.

    A finished action has nothing due. What the person does is looked at with her at the review:
    its day is never late on anybody's page.
    """
    rows = DueDate.objects.filter(dossier=dossier, kind=DueDate.Kind.ACTION, record=record)
    if action.due_on is None or action.state in ENDED_STATES or action.doer is Doer.PERSON:
        rows.delete()
        return
    DueDate.objects.update_or_create(
        dossier=dossier,
        kind=DueDate.Kind.ACTION,
        record=record,
        rank=0,
        defaults={"due_on": action.due_on},
    )
