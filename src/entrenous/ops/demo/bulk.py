"""Write a synthetic dossier at once: the same sealed records, each compartment carried once.

Three hundred dossiers told act by act would take minutes; lists and searches only need the result.
"""

from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.dossiers import counting
from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.codes import ActionState
from entrenous.dossiers.contents import (
    CountingToken,
    DomainAssessment,
    Ending,
    Objective,
    Outlook,
    PlanAction,
    PlanFrame,
    PlanReview,
    Synthesis,
    ThreadEntry,
)
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.keyring.opening import Keyring
from entrenous.ops.demo import procedures, shapes
from entrenous.ops.demo.house import DemoHouse
from entrenous.ops.demo.writer import (
    book,
    card_of,
    entry_of,
    instant,
    means_of,
    members_of,
    reason_of,
    starts,
)
from entrenous.plans.queries import ENDED_STATES
from entrenous.reception import agenda
from entrenous.reception.models import Appointment

_LONG_AGO: Final = timedelta(days=10)
_LATE_AT_MOST: Final = 3
_Content = ThreadEntry | DomainAssessment | Synthesis | PlanReview | PlanFrame | Outlook | Ending


@transaction.atomic
def write(house: DemoHouse, told: shapes.SyntheticDossier) -> Dossier:
    """Open a dossier with all that its events tell, as it stands after the last one."""
    by = house.keyring(told.referent)
    tokens, accompagnement = _tokens(told), uuid4()
    contents = (*_contents(told, accompagnement), *tokens.values())
    brought = _plan(told) | {uuid4(): content for content in contents}
    dossier = open_dossier(
        by,
        card_of(told),
        secteur=house.secteurs[told.secteur],
        contacts=means_of(told.person),
        members=members_of(told.person),
        safe_rule=told.person.safe_rule,
        on=told.opened_on,
        brings=brought,
    )
    _due_dates(dossier, told, brought)
    booked = [
        _booked(dossier, event, by=by) for event in told.events if isinstance(event, shapes.Booked)
    ]
    activity.record_all([*_facts(dossier, told, tokens), *filter(None, booked)], by=by)
    if told.ended is not None:
        # Its ending names it, and was sealed with the rest.
        dossier.accompagnements.update(id=accompagnement, closed_on=told.ended.on)
    else:
        for followed in procedures.of_situation(told.key, told.opened_on, timezone.localdate()):
            procedures.follow(followed, by=by, dossier=dossier)
    _touched(dossier, told)
    return dossier


def _plan(told: shapes.SyntheticDossier) -> dict[UUID, object]:
    """The objectives, and the actions in the state the last review left them, by their ids."""
    goals = {
        uuid4(): goal
        for event in told.events
        if isinstance(event, shapes.Agreed | shapes.Reviewed)
        for goal in (event.goals if isinstance(event, shapes.Agreed) else event.added)
    }
    objectives = {
        record: Objective(goal.words, rank)
        for rank, (record, goal) in enumerate(goals.items(), start=1)
    }
    moves = {
        move.step: move
        for event in told.events
        if isinstance(event, shapes.Reviewed)
        for move in event.moves
    }
    actions = {
        uuid4(): PlanAction(
            objective=str(objective),
            what=step.what,
            doer=step.doer,
            partner=step.partner,
            help_needed=step.help_needed,
            due_on=step.due_on,
            state=_state(step, moves.get(step.key)),
            note=moves[step.key].note if step.key in moves else "",
        )
        for objective, goal in goals.items()
        for step in goal.steps
    }
    return {**objectives, **actions}


def _state(step: shapes.Step, move: shapes.Moved | None) -> ActionState:
    """As the last review left it; what was due long ago is taken as done."""
    if move is not None and move.state in ENDED_STATES:
        return move.state
    if step.due_on is not None and step.due_on < timezone.localdate() - _LONG_AGO:
        return ActionState.DONE
    return move.state if move is not None else ActionState.TO_DO


def _contents(told: shapes.SyntheticDossier, accompagnement: UUID) -> list[_Content]:
    found: list[_Content] = []
    for event in told.events:
        match event:
            case shapes.Written():
                found.append(entry_of(event))
            case shapes.Assessed():
                found += [
                    DomainAssessment(v.domain, v.not_discussed, v.facts, v.person_words, v.reading)
                    for v in event.views
                ]
                if event.synthesis:
                    found.append(
                        Synthesis(event.synthesis, event.read_together_on, event.disagreement)
                    )
            case shapes.Reviewed():
                found.append(
                    PlanReview(
                        event.on, event.done, event.remaining, event.changed, event.person_words
                    )
                )
            case shapes.Ended():
                ended = Ending(str(accompagnement), event.on, event.reason, event.summary)
                found.append(ended)
            case _:
                pass
    return [*found, *_frame(told), _outlook(told)]


def _frame(told: shapes.SyntheticDossier) -> list[PlanFrame]:
    agreed = next((e for e in told.events if isinstance(e, shapes.Agreed)), None)
    if agreed is None:
        return []
    return [PlanFrame(agreed.rhythm, _next_review(told), agreed.on)]


def _next_review(told: shapes.SyntheticDossier) -> date | None:
    if told.ended is not None:
        return None
    days = [e.next_review_on for e in told.events if isinstance(e, shapes.Agreed | shapes.Reviewed)]
    if not days or days[-1] is None:
        return None
    late = max(0, (timezone.localdate() - days[-1]).days - _LATE_AT_MOST)
    return days[-1] + timedelta(weeks=-(-late // 28) * 4)  # the following ones were kept


def _outlook(told: shapes.SyntheticDossier) -> Outlook:
    if told.ended is not None:
        return Outlook(reason_of(told))
    lines = [
        e.next for e in told.events if isinstance(e, shapes.Agreed | shapes.Reviewed) and e.next
    ]
    steps = [s for e in told.events if isinstance(e, shapes.Written) for s in e.next_steps]
    following = lines[-1] if lines else (steps[-1].what if steps else "")
    return Outlook(reason_of(told), following, _next_review(told))


def _due_dates(
    dossier: Dossier, told: shapes.SyntheticDossier, written: dict[UUID, object]
) -> None:
    if told.ended is not None:
        return
    rows = [row for record, content in written.items() for row in _due_of(dossier, record, content)]
    review = _next_review(told)
    if review is not None:
        rows.append(_due(dossier, DueDate.Kind.REVIEW, review))
    DueDate.objects.bulk_create(rows)


def _due_of(dossier: Dossier, record: UUID, content: object) -> list[DueDate]:
    if isinstance(content, PlanAction):
        if content.due_on is None or content.state in ENDED_STATES:
            return []
        return [_due(dossier, DueDate.Kind.ACTION, content.due_on, record)]
    if not isinstance(content, ThreadEntry):
        return []
    rows = [
        _due(dossier, DueDate.Kind.NEXT_STEP, step.due_on, record, rank)
        for rank, step in enumerate(content.next_steps)
        if step.due_on
    ]
    for row in rows:
        row.done_on = row.due_on if row.due_on < timezone.localdate() else None
    return rows


def _due(
    dossier: Dossier, kind: str, on: date, record: UUID | None = None, rank: int = 0
) -> DueDate:
    return DueDate(dossier=dossier, kind=kind, record=record, rank=rank, due_on=on)


def _tokens(told: shapes.SyntheticDossier) -> dict[int, CountingToken]:
    """The person's token of each year with an entry."""
    years = {event.on.year for event in told.events if isinstance(event, shapes.Written)}
    return {year: counting.new_token(year) for year in sorted(years)}


def _facts(
    dossier: Dossier, told: shapes.SyntheticDossier, tokens: dict[int, CountingToken]
) -> list[activity.Done]:
    """One fact per entry, as `thread.write_entry` records it."""
    return [
        activity.Done(
            What.THREAD_ENTRY,
            secteur=dossier.secteur,
            person=tokens[event.on.year].token,
            on=event.on,
            doing=event.doing.value,
            mode=event.mode.value,
            themes=[theme.value for theme in event.themes],
            minutes=event.minutes,
        )
        for event in told.events
        if isinstance(event, shapes.Written)
    ]


def _booked(dossier: Dossier, told: shapes.Booked, *, by: Keyring) -> activity.Done | None:
    """A past appointment as it would be today; one to come on a free start, and its fact."""
    wanted = instant(told.on, told.at)
    if wanted <= timezone.now():
        book(dossier, told, by=by)
        return None
    free = (s for s in starts(wanted, by) if _is_free(by, agenda.Slot(s, told.minutes)))
    slot = agenda.Slot(next(free), told.minutes)
    Appointment.objects.create(
        agent=by.agent, starts_at=slot.starts_at, minutes=slot.minutes, dossier=dossier
    )
    by.note(Act.APPOINTMENT_SET, container=dossier.pk, about=by.agent.pk)
    return activity.Done(What.APPOINTMENT_SET, mode=slot.where, outcome=slot.kind)


def _is_free(by: Keyring, slot: agenda.Slot) -> bool:
    day = timezone.localtime(slot.starts_at).date()
    return not any(
        row.is_upcoming and row.starts_at < slot.ends_at and slot.starts_at < row.ends_at
        for row in agenda.between([by.agent.pk], day, day)
    )


def _touched(dossier: Dossier, told: shapes.SyntheticDossier) -> None:
    today = timezone.localdate()
    dossier.touched_on = max((e.on for e in told.events if e.on <= today), default=today)
    dossier.save(update_fields=["touched_on"])
