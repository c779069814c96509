"""End an accompagnement by two: propose, tell, object, talk it over, pronounce. Journaled.

Nothing passes by itself: a period that is over is shown, and someone pronounces the ending.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers import closing
from entrenous.dossiers.codes import AskedBy, EndingReason, Mode
from entrenous.dossiers.contact import contact_rule
from entrenous.dossiers.contents import ContactMeans, PersonCard, ReceptionCard, ThreadEntry
from entrenous.dossiers.last_contact import is_with_her
from entrenous.dossiers.models import Accompagnement, Dossier
from entrenous.endings import rules
from entrenous.endings.codes import Later, Stage, Told
from entrenous.endings.contents import Attempt, EndingGround, LaterQuestionnaire, SharedEnding
from entrenous.endings.errors import (
    AlreadyProposed,
    EndingRefused,
    NoAccompagnement,
    NotProposed,
    NotReferent,
)
from entrenous.endings.queries import ENDING_KINDS, KnownEnding
from entrenous.endings.queries import current as current_of
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.models import Record
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.statistics.queries import questionnaire

_TOO_EARLY = "La fin ne peut pas précéder le début de l’accompagnement."


@dataclass(frozen=True)
class Proposal:
    """Who asks for the ending, since when, why; what was tried when there is no news."""

    asked_by: AskedBy
    on: date
    reason: EndingReason
    attempts: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Telling:
    """How she was told, what both keep of the way made, and her answer about later."""

    how: Told
    on: date
    summary: str = ""
    read_together_on: date | None = None
    given_back: tuple[str, ...] = ()
    person_words: str = ""
    later: Later = Later.NOT_ASKED


@transaction.atomic
def propose(by: Keyring, dossier: Dossier, said: Proposal, *, record: UUID | None = None) -> UUID:
    """Propose to end the current accompagnement. Returns the id of the ending.

    record  the id that the form carries: sent twice, it is proposed once
    raises  NoAccompagnement; AlreadyProposed; NotReferent; EndingRefused: without news, two
            attempts by two ways; ValidationError: before its start; KeyNotHeld; Damaged
    """
    opened, stretch, known = _under_way(by, dossier)
    if known is not None and known.record.id == record:
        return known.record.id
    if known is not None:
        raise AlreadyProposed
    _check_day(said.on, stretch)
    attempts = _attempts(opened, stretch, said)
    fresh = SharedEnding(str(stretch.pk), said.asked_by, said.on)
    unused = None if record is None or _is_used(opened, record) else record
    made = records.write(opened, fresh, by=by, record=unused, act=Act.ENDING_PROPOSED)
    ground = EndingGround(str(made.record), said.reason, attempts)
    records.write(opened, ground, by=by)
    dossier_actions.touch(dossier)
    return made.record


@transaction.atomic
def change_proposal(by: Keyring, dossier: Dossier, said: Proposal, *, based_on: int) -> None:
    """Correct who asks, since when, why. EditedMeanwhile; NotProposed; and as `propose`."""
    opened, stretch, known = _under_way(by, dossier)
    known = _there(known)
    _check_day(said.on, stretch)
    attempts = _attempts(opened, stretch, said)
    if (sentence := rules.lacking_letter(said.reason, known.said.told)) != "":
        raise EndingRefused("reason", sentence)
    fresh = replace(known.said, proposed_by=said.asked_by, proposed_on=said.on)
    records.write(opened, fresh, by=by, record=known.record.id, based_on=based_on)
    ground = EndingGround(str(known.record.id), said.reason, attempts)
    former = known.ground.id if known.ground else None
    records.write(opened, ground, by=by, record=former)
    dossier_actions.touch(dossier)


@transaction.atomic
def tell(by: Keyring, dossier: Dossier, said: Telling, *, based_on: int) -> None:
    """Note the closing interview or the letter, and what both keep of it; it may be corrected.

    The period of objection starts from its day, as long as the organisation says. Where the paper
    form is not given, nothing is asked about later, and no answer is kept.
    raises  NotProposed; EndingRefused: a letter that the safe-contact rule forbids, an interview
            without news; EditedMeanwhile; ValidationError; KeyNotHeld; Damaged
    """
    opened, stretch, known = _under_way(by, dossier)
    known = _there(known)
    _check_day(said.on, stretch)
    if known.reason and (sentence := rules.lacking_letter(known.reason, said.how)):
        raise EndingRefused("how", sentence)
    _check_letter(opened, said.how)
    moved = said.on != known.said.told_on
    until = rules.last_day(said.on, by.agent.organisation.objection_days)
    fresh = replace(
        known.said,
        told=said.how,
        told_on=said.on,
        objects_until=until if moved else known.said.objects_until,
        shortened_on=None if moved else known.said.shortened_on,
        summary=said.summary,
        read_together_on=said.read_together_on,
        given_back=said.given_back,
        person_words=said.person_words,
    )
    record = known.record.id
    act = Act.ENDING_TOLD
    records.write(opened, fresh, by=by, record=record, based_on=based_on, act=act)
    is_given = questionnaire(by.organisation).is_given
    if is_given and known.later is None and said.later is not Later.NOT_ASKED:
        answer = LaterQuestionnaire(str(record), said.later, said.on)
        records.write(opened, answer, by=by, act=Act.QUESTIONNAIRE_ANSWERED)
    dossier_actions.touch(dossier)


@transaction.atomic
def shorten(by: Keyring, dossier: Dossier, *, on: date) -> None:
    """Note that she agrees not to wait for the end of the period.

    raises  EndingRefused: not told yet, objected to, or no news of her; NotProposed; KeyNotHeld
    """
    opened, _, known = _under_way(by, dossier)
    known = _there(known)
    if known.reason is EndingReason.NO_NEWS:
        raise EndingRefused("on", "Sans nouvelles de la personne, le délai court jusqu’au bout.")
    if known.stage(on) is not Stage.WAITING or known.said.shortened_on is not None:
        raise EndingRefused("on", "Aucun délai n’est en cours : il n’y a rien à raccourcir.")
    if known.said.told_on and on < known.said.told_on:
        raise EndingRefused("on", "Cet accord précède le jour où la fin a été dite.")
    fresh = replace(known.said, shortened_on=on)
    records.write(opened, fresh, by=by, record=known.record.id, act=Act.ENDING_SHORTENED)
    dossier_actions.touch(dossier)


@transaction.atomic
def give_up(by: Keyring, dossier: Dossier, *, on: date) -> None:
    """Give an ending up: the accompagnement goes on. NotProposed; KeyNotHeld; Damaged."""
    opened, _, known = _under_way(by, dossier)
    known = _there(known)
    fresh = replace(known.said, given_up_on=on)
    records.write(opened, fresh, by=by, record=known.record.id, act=Act.ENDING_GIVEN_UP)
    dossier_actions.touch(dossier)


@transaction.atomic
def pronounce(by: Keyring, dossier: Dossier, *, on: date) -> None:
    """End the accompagnement, once it was told and the period is over. A human act, never a job.

    raises  NoAccompagnement: someone else just did; NotProposed; EndingRefused: what is missing;
            ValidationError: before its start; KeyNotHeld; Damaged. Nothing is then written
    """
    opened, stretch, known = _under_way(by, dossier)
    known = _there(known)
    _check_day(on, stretch)
    reason = known.reason
    if reason is None:
        raise EndingRefused("on", "La façon de finir ne se lit pas : faites d’abord le constat.")
    if on > timezone.localdate():
        raise EndingRefused("on", "Une fin se prononce le jour même ou après, jamais d’avance.")
    _check_ready(known, on)
    if sentence := rules.lacking(known.said, reason, _still_there(opened, known)):
        raise EndingRefused("on", sentence)
    closing.end(by, dossier, on=on, reason=reason, explained_on=known.said.told_on)
    fresh = replace(known.said, closed_on=on)
    records.write(opened, fresh, by=by, record=known.record.id)


def _check_ready(known: KnownEnding, on: date) -> None:
    stage = known.stage(on)
    sentences = {
        Stage.PROPOSED: "La personne n’en a pas encore été informée : notez d’abord l’entretien "
        "ou la lettre.",
        Stage.OBJECTED: "La personne s’y oppose : parlez-en d’abord ensemble.",
        Stage.WAITING: "Le délai d’opposition n’est pas passé.",
    }
    if stage in sentences:
        raise EndingRefused("on", sentences[stage])


def _under_way(
    by: Keyring, dossier: Dossier
) -> tuple[OpenContainer, Accompagnement, KnownEnding | None]:
    """The dossier open for writing, its accompagnement, the ending proposed for it."""
    opened = by.writing(dossier.pk)
    dossier.refresh_from_db(fields=["referent"])
    if dossier.referent_id != by.agent.pk:
        raise NotReferent
    stretch = dossier.accompagnements.filter(closed_on=None).first()
    if stretch is None:
        raise NoAccompagnement
    return opened, stretch, current_of(records.read(opened, *ENDING_KINDS), stretch.pk)


def _there(known: KnownEnding | None) -> KnownEnding:
    if known is None:
        raise NotProposed
    return known


def _check_day(on: date, stretch: Accompagnement) -> None:
    if on < stretch.opened_on:
        raise ValidationError(_TOO_EARLY)


def _check_letter(opened: OpenContainer, how: Told) -> None:
    """A letter leaves only as she allowed; one kept at the service, only when none may leave."""
    rule = contact_rule(records.read(opened, PersonCard, ContactMeans, ReceptionCard))
    if sentence := rules.letter_fault(how, may_write=rule.may_write):
        raise EndingRefused("how", sentence)


def candidates(
    entries: Sequence[records.OpenRecord[ThreadEntry]], since: date
) -> list[records.OpenRecord[ThreadEntry]]:
    """The entries that may be attempts to reach her, the latest first: no letter among them."""
    found = [
        e
        for e in entries
        if is_with_her(e.content) and e.content.mode is not Mode.LETTER and e.content.on >= since
    ]
    return sorted(found, key=lambda e: e.content.on, reverse=True)


def _attempts(
    opened: OpenContainer, stretch: Accompagnement, said: Proposal
) -> tuple[Attempt, ...]:
    """What the proposal names, as the thread has it; two by two ways when there is no news."""
    if said.reason is not EndingReason.NO_NEWS:
        return ()
    entries = records.read(opened, ThreadEntry).of(ThreadEntry)
    known = {e.id: e.content for e in candidates(entries, stretch.opened_on)}
    found = tuple(Attempt(str(e), known[e].on, known[e].mode) for e in said.attempts if e in known)
    if sentence := rules.lacking_attempts(found):
        raise EndingRefused("attempts", sentence)
    return found


def _still_there(opened: OpenContainer, known: KnownEnding) -> list[Attempt]:
    """The attempts whose entry is still in the thread: one can be moved to another dossier."""
    if not known.attempts:
        return []
    there = {str(e.id) for e in records.read(opened, ThreadEntry).of(ThreadEntry)}
    return [a for a in known.attempts if a.entry in there]


def _is_used(opened: OpenContainer, record: UUID) -> bool:
    return Record.objects.filter(container_id=opened.id, record=record).exists()
