"""Start an action, plan its sessions, count who came, keep what was said of it, pass it on, end it.

Nothing here knows a dossier: people are counted, or have an alias that the co-animators keep.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents.models import Agent, Circonscription
from entrenous.collective.contents import (
    ActionCard,
    Assessment,
    Evaluation,
    Project,
    SessionSheet,
)
from entrenous.collective.errors import (
    AlreadyEnded,
    AlreadyFacilitator,
    LastFacilitator,
    SessionSettled,
)
from entrenous.collective.models import CollectiveAction, CollectiveSession
from entrenous.dossiers.codes import Doing
from entrenous.journal.acts import Act
from entrenous.keyring import containers, groups, records, rotation
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.models import Container, Group
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from entrenous.vault.primitives import NotOpened

# Who reads the titles: the desk, the social workers, the leads of the place.
_READERS = (Group.Kind.RECEPTION, Group.Kind.DUTY, Group.Kind.LEADS)


@dataclass(frozen=True)
class Planned:
    """When a session is, how long, how many are expected, where."""

    starts_at: datetime
    minutes: int
    expected: int | None = None
    place: str = ""


@dataclass(frozen=True)
class Held:
    """Who came: how many, and the aliases they chose if they chose any."""

    headcount: int
    aliases: Sequence[str] = ()
    notes: str = ""


@transaction.atomic
def start(
    by: Keyring, place: Circonscription, card: ActionCard, project: Project, *,
    action: UUID | None = None,
) -> CollectiveAction:  # fmt: skip
    """Make its container: the title for the service, the rest for whoever starts it.

    action  the id that the form carries: sent twice, the same action starts once
    raises  KeyNotHeld: a place of another organisation; VaultClosed. Nothing is then written
    """
    if place.organisation_id != by.organisation:
        raise KeyNotHeld
    known = CollectiveAction.objects.filter(pk=action).first() if action else None
    if known is not None:
        return known
    usable = (groups.usable(kind, place) for kind in _READERS)
    boxes = [Recipient(group.pk, Motive.SHARED, Compartment.RECEPTION) for group in usable if group]
    opened = containers.create(Container.Kind.COLLECTIVE, by=by, recipients=boxes, container=action)
    row = CollectiveAction.objects.create(
        container_id=opened.id, circonscription=place, started_on=timezone.localdate()
    )
    records.write(opened, card, by=by, act=Act.COLLECTIVE_STARTED)
    records.write(opened, project, by=by, act=Act.COLLECTIVE_WRITTEN)
    return row


@transaction.atomic
def rewrite(
    by: Keyring, action: CollectiveAction, card: ActionCard, project: Project, *, based_on: int
) -> None:
    """Correct the title and the project; the former versions stay.

    raises  EditedMeanwhile: a co-animator wrote the project meanwhile; KeyNotHeld; Damaged
    """
    opened = _held(by, action)
    reading = records.read(opened, ActionCard, Project)
    title, former = reading.one(ActionCard), reading.one(Project)
    if former is None or former.content != project:
        records.write(
            opened, project, by=by, record=former.id if former else None, based_on=based_on,
            act=Act.COLLECTIVE_WRITTEN,
        )  # fmt: skip
    if title is None or title.content != card:
        records.write(opened, card, by=by, record=title.id if title else None)


@transaction.atomic
def plan_session(
    by: Keyring, action: CollectiveAction, asked: Planned, *, session: UUID | None = None
) -> CollectiveSession:
    """Plan a session, or another day for one that was not held. Returns its row.

    session  its id, which a form carries from the start: sent twice is once
    raises   AlreadyEnded; SessionSettled; KeyNotHeld; Damaged
    """
    opened = _running(by, action)
    row = _row_of(action, session)
    if row.is_held or row.is_cancelled:
        raise SessionSettled
    row.starts_at, row.minutes, row.expected = asked.starts_at, asked.minutes, asked.expected
    row.save()
    known = records.read(opened, SessionSheet)
    _keep_sheet(opened, by, replace(_sheet_of(known, row.pk), place=asked.place))
    return row


@transaction.atomic
def cancel_session(by: Keyring, session: CollectiveSession) -> None:
    """It will not be held. SessionSettled; AlreadyEnded; KeyNotHeld."""
    _running(by, session.action)
    session.refresh_from_db()
    if session.is_held or session.is_cancelled:
        raise SessionSettled
    session.is_cancelled = True
    session.save(update_fields=["is_cancelled"])
    by.note(Act.COLLECTIVE_WRITTEN, container=session.action_id)


@transaction.atomic
def hold_session(by: Keyring, session: CollectiveSession, held: Held) -> None:
    """Say how many came; counted once, by headcount, whatever is corrected afterwards.

    raises  ValueError: more aliases than people; SessionSettled: cancelled; KeyNotHeld; Damaged
    """
    if len(held.aliases) > held.headcount:
        raise ValueError("everyone who has an alias came")
    opened = _held(by, session.action)
    session.refresh_from_db()
    if session.is_cancelled:
        raise SessionSettled
    is_first = not session.is_held
    session.headcount = held.headcount
    session.save(update_fields=["headcount"])
    sheet = _sheet_of(records.read(opened, SessionSheet), session.pk)
    fresh = replace(sheet, aliases=tuple(held.aliases), notes=held.notes)
    _keep_sheet(opened, by, fresh)
    if is_first:
        _count(What.COLLECTIVE_SESSION, session, opened, by=by)


@transaction.atomic
def keep_evaluation(
    by: Keyring, action: CollectiveAction, said: Evaluation, *, record: UUID
) -> None:
    """Keep what a bundle of papers says, once per `record`. KeyNotHeld; Damaged."""
    opened = _held(by, action)
    if records.read(opened, Evaluation).find(Evaluation, record) is None:
        records.write(opened, said, by=by, record=record, act=Act.COLLECTIVE_WRITTEN)


@transaction.atomic
def keep_assessment(
    by: Keyring, action: CollectiveAction, said: Assessment, *, based_on: int
) -> None:
    """Keep what co-animators make of it. EditedMeanwhile; KeyNotHeld; Damaged."""
    opened = _held(by, action)
    known = records.read(opened, Assessment).one(Assessment)
    record, seen = (known.id, based_on) if known else (None, None)
    records.write(opened, said, by=by, record=record, based_on=seen, act=Act.COLLECTIVE_WRITTEN)


@transaction.atomic
def share(by: Keyring, action: CollectiveAction, colleague: Agent) -> None:
    """Hand the whole key to a co-animator. AlreadyFacilitator; NotCertified; KeyNotHeld."""
    opened = _held(by, action)
    if colleague.organisation_id != by.organisation or not colleague.is_active:
        raise KeyNotHeld
    if colleague.pk in containers.whole_holders(action.pk):
        raise AlreadyFacilitator
    containers.grant(opened, Recipient(colleague.pk, Motive.SHARED), by=by)
    by.note(Act.COLLECTIVE_SHARED, container=action.pk, about=colleague.pk)


@transaction.atomic
def leave(by: Keyring, action: CollectiveAction) -> None:
    """Leave it to the other co-animators: a new key, without oneself.

    raises  LastFacilitator: nobody else would hold it; KeyNotHeld; Damaged: a constat first
    """
    _held(by, action)
    others = containers.whole_holders(action.pk) - {by.organisation, by.agent.pk}
    if not Agent.objects.filter(pk__in=others, is_active=True).exists():
        raise LastFacilitator
    by.note(Act.COLLECTIVE_LEFT, container=action.pk)
    try:
        rotation.renew(action.pk, by=by, without=frozenset({by.agent.pk}))
    except NotOpened:
        raise Damaged from None


@transaction.atomic
def end(by: Keyring, action: CollectiveAction, *, on: date) -> None:
    """End it: the sessions to come are cancelled; papers and assessment may still be typed.

    raises  AlreadyEnded; KeyNotHeld
    """
    _running(by, action)
    action.ended_on = on
    action.save(update_fields=["ended_on"])
    ahead = action.sessions.filter(headcount=None, is_cancelled=False)
    ahead.filter(starts_at__gt=timezone.now()).update(is_cancelled=True)
    by.note(Act.COLLECTIVE_ENDED, container=action.pk)
    place = action.circonscription
    activity.record(
        What.COLLECTIVE_ENDED, by=by, circonscription=place, on=on, doing=Doing.COLLECTIVE.value
    )


@transaction.atomic
def carry_out_constat(by: Keyring, action: CollectiveAction) -> frozenset[Compartment]:
    """Accept what is missing, once it was shown; writing is possible again. KeyNotHeld."""
    return records.accept_constat(_held(by, action), by=by)


def _held(by: Keyring, action: CollectiveAction) -> OpenContainer:
    """The action locked and open whole: co-animators only."""
    opened = by.writing(action.pk)
    opened.key_for(Compartment.WHOLE)
    action.refresh_from_db()
    return opened


def _running(by: Keyring, action: CollectiveAction) -> OpenContainer:
    opened = _held(by, action)
    if action.ended_on is not None:
        raise AlreadyEnded
    return opened


def _row_of(action: CollectiveAction, session: UUID | None) -> CollectiveSession:
    """Its row, or a new one; an id of another action makes nothing of that one."""
    known = CollectiveSession.objects.filter(pk=session).first() if session else None
    if known is None:
        fresh = CollectiveSession(action=action)
        fresh.pk = session or fresh.pk
        return fresh
    if known.action_id != action.pk:
        raise KeyNotHeld
    return known


def _sheet_of(reading: records.Reading, session: UUID) -> SessionSheet:
    sheets = (each.content for each in reading.of(SessionSheet))
    found = next((each for each in sheets if each.session == str(session)), None)
    return found or SessionSheet(str(session))


def _keep_sheet(opened: OpenContainer, by: Keyring, sheet: SessionSheet) -> None:
    known = records.read(opened, SessionSheet).of(SessionSheet)
    former = next((each for each in known if each.content.session == sheet.session), None)
    if former is None or former.content != sheet:
        record = former.id if former else None
        records.write(opened, sheet, by=by, record=record, act=Act.COLLECTIVE_WRITTEN)


def _count(act: What, session: CollectiveSession, opened: OpenContainer, *, by: Keyring) -> None:
    project = records.read(opened, Project).one(Project)
    activity.record(
        act,
        by=by,
        circonscription=session.action.circonscription,
        on=timezone.localtime(session.starts_at).date(),
        doing=Doing.COLLECTIVE.value,
        themes=[theme.value for theme in project.content.themes] if project else (),
        minutes=session.minutes,
        people=session.headcount,
    )
