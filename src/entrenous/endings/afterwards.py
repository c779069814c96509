"""What the person says afterwards: an objection at any time, a withdrawal, a yes to be read again.

An objection suspends what is proposed; once it has ended, it takes the accompagnement up again.
"""

from dataclasses import replace
from datetime import date

from django.db import transaction

from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers import closing, former
from entrenous.dossiers.contents import Reopening
from entrenous.dossiers.models import Accompagnement, Dossier
from entrenous.endings import rules
from entrenous.endings.codes import Later, Outcome
from entrenous.endings.contents import LaterQuestionnaire, Objection, SharedEnding
from entrenous.endings.errors import AlreadySaid, EndingRefused, NotProposed
from entrenous.endings.queries import ENDING_KINDS, KnownEnding, endings
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import Author, OpenRecord


@transaction.atomic
def object_(
    by: Keyring, dossier: Dossier, *, on: date, words: str = "", former_may_be_read: bool = False
) -> Accompagnement | None:
    """Note that she objects. What is proposed is suspended; what has ended is taken up again.

    former_may_be_read  her answer about what was written before, for an ending already pronounced
    returns             the new accompagnement, when one starts
    raises              NotProposed; AlreadySaid: an objection waits already; EndingRefused: a day
                        before it was proposed; ValidationError; KeyNotHeld; Damaged
    """
    opened, known = _latest(by, dossier)
    if on < known.said.proposed_on:
        raise EndingRefused("on", "Cette opposition précède la proposition : vérifiez la date.")
    if known.said.open_objection is not None:
        raise AlreadySaid
    fresh = _with_objection(known.said, Objection(on, words))
    taken_up = None
    if known.said.closed_on is not None:
        taken_up = closing.take_up_again(
            by, dossier, on=on, former_may_be_read=former_may_be_read, asked_on=on
        )
        settled = Objection(on, words, on, "", Outcome.GOES_ON)
        fresh = _with_objection(known.said, settled)
    records.write(opened, fresh, by=by, record=known.record.id, act=Act.ENDING_OBJECTED)
    dossier_actions.touch(dossier)
    return taken_up


def object_in(
    opened: OpenContainer, dossier: Dossier, *, by: Author, on: date, words: str = ""
) -> None:
    """The same from her own space, to an ending that she was told of. Call in a transaction.

    raises  NotProposed: nothing was told, or it has ended: she writes to the service; AlreadySaid;
            KeyNotHeld; Damaged
    """
    for each in endings(records.read(opened, SharedEnding)):
        if each.said.told_on and each.said.closed_on is None and _stands(each):
            if each.said.open_objection is not None:
                raise AlreadySaid
            fresh = _with_objection(each.said, Objection(on, words))
            records.write(opened, fresh, by=by, record=each.record.id, act=Act.ENDING_OBJECTED)
            dossier_actions.touch(dossier)
            return
    raise NotProposed


@transaction.atomic
def settle(by: Keyring, dossier: Dossier, *, on: date, outcome: Outcome, words: str = "") -> None:
    """Note what was decided together: the accompagnement goes on, or a new period starts.

    raises  AlreadySaid: nothing waits; EndingRefused: before the objection; KeyNotHeld; Damaged
    """
    opened, known = _latest(by, dossier)
    waiting = known.said.open_objection
    if waiting is None or known.said.closed_on is not None:
        raise AlreadySaid
    if on < waiting.on:
        raise EndingRefused("on", "Cet échange précède l’opposition : vérifiez la date.")
    done = replace(waiting, settled_on=on, settled=words, outcome=outcome)
    said = tuple(done if o is waiting else o for o in known.said.objections)
    fresh = replace(known.said, objections=said, shortened_on=None)
    if outcome is Outcome.GOES_ON:
        fresh = replace(fresh, given_up_on=on)
    elif fresh.told_on is not None:
        until = rules.last_day(on, by.agent.organisation.objection_days)
        fresh = replace(fresh, objects_until=until)
    records.write(opened, fresh, by=by, record=known.record.id, act=Act.ENDING_SETTLED)
    dossier_actions.touch(dossier)


@transaction.atomic
def withdraw_questionnaire(by: Keyring, dossier: Dossier, *, on: date) -> None:
    """Take back her agreement to an anonymous questionnaire: no reason is asked. AlreadySaid."""
    withdraw_in(by.writing(dossier.pk), dossier, by=by, on=on)


def withdraw_in(opened: OpenContainer, dossier: Dossier, *, by: Author, on: date) -> None:
    """The same, with a dossier already open. Call inside a transaction."""
    found = records.read(opened, LaterQuestionnaire).of(LaterQuestionnaire)
    given = [q for q in found if q.content.answer is Later.YES and not q.content.withdrawn_on]
    if not given:
        raise AlreadySaid
    for each in given:
        fresh = replace(each.content, withdrawn_on=on)
        records.write(opened, fresh, by=by, record=each.id, act=Act.QUESTIONNAIRE_ANSWERED)
    dossier_actions.touch(dossier)


@transaction.atomic
def answer_former(by: Keyring, dossier: Dossier, *, on: date, agrees: bool) -> None:
    """Keep her answer about what was written before: unfolded from her yes, folded from her no.

    raises  AlreadySaid: that is her answer already; KeyNotHeld: never taken up again; Damaged
    """
    opened = by.writing(dossier.pk)
    known: OpenRecord[Reopening] | None = former.latest_reopening(records.read(opened, Reopening))
    if known is None:
        raise KeyNotHeld
    if known.content.consent is agrees and known.content.asked_on is not None:
        raise AlreadySaid
    fresh = replace(known.content, consent=agrees, asked_on=on)
    act = Act.FORMER_UNFOLDED if agrees else None
    records.write(opened, fresh, by=by, record=known.id, act=act)
    dossier_actions.touch(dossier)


def _latest(by: Keyring, dossier: Dossier) -> tuple[OpenContainer, KnownEnding]:
    """The ending under way, or the last one pronounced of an accompagnement not taken up again."""
    opened = by.writing(dossier.pk)
    stretch = dossier.accompagnements.order_by("-opened_on", "-closed_on").first()
    for each in endings(records.read(opened, *ENDING_KINDS)):
        if stretch and each.said.accompagnement == str(stretch.pk) and _stands(each):
            return opened, each
    raise NotProposed


def _stands(known: KnownEnding) -> bool:
    return known.said.given_up_on is None


def _with_objection(said: SharedEnding, fresh: Objection) -> SharedEnding:
    return replace(said, objections=(*said.objections, fresh))
