"""Enter a request, correct it, copy its letter for a second person. Who holds it is decided here.

Social workers and the legal desk keep what they enter; reception keeps nothing (ADR 0011).
"""

from collections.abc import Collection, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents.models import Agent, Circonscription, Function
from entrenous.documents.actions import attach_to
from entrenous.documents.copying import Enclosed, copied
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.protection import legal_desk_of
from entrenous.gateway import linking
from entrenous.gateway.checking import check_letter
from entrenous.gateway.codes import KEEPERS, ONGOING, State
from entrenous.gateway.contents import RegisterLine, RequestLetter, Verdict
from entrenous.gateway.errors import NobodyToEntrust
from entrenous.gateway.holding import hold, move
from entrenous.gateway.lines import first_line, with_proposal, write_line
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.gateway.verdicts import Situation, compute, proposal_of
from entrenous.journal.acts import Act
from entrenous.keyring import containers, groups, records
from entrenous.keyring.certificates import NotCertified, is_certified
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Container, Group
from entrenous.keyring.opening import Keyring
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive


@dataclass(frozen=True)
class _Holders:
    """Who receives a new request, whether its maker keeps it, and who is in charge."""

    recipients: tuple[Recipient, ...]
    keep: bool
    in_charge: Agent | None


@transaction.atomic
def enter(
    by: Keyring,
    letter: RequestLetter,
    *,
    circonscription: Circonscription,
    dossier: Dossier | None = None,
    to: Agent | None = None,
    container: UUID | None = None,
    files: Iterable[Enclosed] = (),
) -> ThirdPartyRequest:
    """Seal a request about one person; its register line goes to the legal desk.

    dossier    whose person it is, when `by` holds it: the request then follows its keys
    to         the colleague who will answer, when `by` does not
    container  the id that the form carries: sent twice, the letter is entered once
    files      the letter received, sealed with it even for whoever keeps nothing
    raises     BadLetter, NobodyToEntrust, NotCertified; KeyNotHeld: not her dossier, or someone
               of another organisation; VaultClosed. Nothing is then written
    """
    check_letter(letter, organisation=by.agent.organisation)
    known = ThirdPartyRequest.objects.filter(pk=container).first() if container else None
    if known is not None:
        return known
    if circonscription.organisation_id != by.organisation:
        raise KeyNotHeld
    holders = _holders(by, circonscription, dossier=dossier, to=to)
    verdict = compute(letter, _on_paper(letter), organisation=by.agent.organisation)
    opened = containers.create(
        Container.Kind.THIRD_PARTY,
        by=by,
        recipients=holders.recipients,
        container=container,
        keep=holders.keep,
    )
    records.write_all(opened, (letter, _received(letter, verdict)), by=by)
    for file in files:
        attach_to(opened, file.upload, by=by, label=file.label, purpose=file.purpose)
    row = _write_row(opened.id, letter, verdict, holders, by=by, place=circonscription)
    by.note(Act.REQUEST_RECEIVED, container=opened.id)
    activity.record(
        What.SOLLICITATION_RECEIVED,
        by=by,
        circonscription=circonscription,
        on=letter.received_on,
        mode=letter.channel,
        themes=(letter.requester,),
        outcome=verdict.status,
    )
    return linking.link(by, row.pk, dossier) if dossier else row


def enter_again(
    by: Keyring,
    request: UUID,
    letter: RequestLetter,
    *,
    dossier: Dossier | None = None,
    container: UUID | None = None,
    files: Iterable[Enclosed] = (),
    copies: Collection[UUID] = (),
) -> ThirdPartyRequest:
    """Enter the same letter for a second person, or for a second requester who signed it.

    letter   a copy of the first one, changed where they differ: one request per person
    copies   which files of the first one are sealed again with this one
    raises   as `enter`; KeyNotHeld: the first request, or a file, is not hers; NotCopied
    """
    with ExitStack() as arriving, transaction.atomic():
        first = hold(by, request)
        again = [arriving.enter_context(copied(by, request, record)) for record in copies]
        return enter(
            by,
            replace(letter, same_letter_as=str(first.row.pk)),
            circonscription=first.row.circonscription,
            dossier=dossier,
            container=container,
            files=(*files, *again),
        )


@transaction.atomic
def correct(
    by: Keyring, request: UUID, letter: RequestLetter, *, based_on: int
) -> ThirdPartyRequest:
    """Correct a letter, or add what was shown since. What was decided no longer holds.

    raises  BadLetter, EditedMeanwhile, KeyNotHeld, Damaged; WrongState: it is ended
    """
    check_letter(letter, organisation=by.agent.organisation)
    held = hold(by, request, states=ONGOING, with_dossier=True)
    known = held.reading.one(RequestLetter)
    if known is None:
        raise KeyNotHeld
    if known.content == letter and based_on == known.version:
        return held.row
    records.write(held.opened, letter, by=by, record=known.id, based_on=based_on)
    verdict = proposal_of(by, request, letter, held.reading)
    at_legal_desk = held.row.state == State.WITH_LEGAL_DESK
    state = State.WITH_LEGAL_DESK if at_legal_desk else State.RECEIVED
    line = with_proposal(held.the(RegisterLine), letter, verdict)
    write_line(held.opened, line, by=by, state=state)
    held.row.received_on = letter.received_on
    held.row.due_on = due_on(letter, verdict)
    move(held.row, state)
    return held.row


def due_on(letter: RequestLetter, verdict: Verdict) -> date | None:
    """The legal deadline; without one, the day that the letter itself sets."""
    return verdict.due_on or letter.deadline_claimed_on


def _on_paper(letter: RequestLetter) -> Situation:
    return Situation(agreement=frozenset(letter.agreed))


def _received(letter: RequestLetter, verdict: Verdict) -> RegisterLine:
    return replace(first_line(letter, verdict), state=State.RECEIVED.value)


def _holders(
    by: Keyring, place: Circonscription, *, dossier: Dossier | None, to: Agent | None
) -> _Holders:
    """First the colleague named, then its maker if she answers such letters, else a group."""
    desk = legal_desk_of(place)
    line = _line_to(desk)
    if dossier is not None:
        return _Holders(line, keep=True, in_charge=dossier.referent)
    if to is not None and to.pk != by.agent.pk:
        return _Holders((*line, _to_colleague(by, to)), keep=False, in_charge=to)
    if any(by.agent.has_function(kind) for kind in KEEPERS):
        if desk and desk.pk in by.group_ids() and not _is_social_worker(by.agent):
            return _Holders((_whole(desk),), keep=False, in_charge=by.agent)
        return _Holders(line, keep=True, in_charge=by.agent)
    duty = groups.usable(Group.Kind.DUTY, place)
    if duty is not None:
        return _Holders((*line, _whole(duty)), keep=False, in_charge=None)
    if desk is None:
        raise NobodyToEntrust
    return _Holders((_whole(desk),), keep=False, in_charge=None)


def _line_to(desk: Group | None) -> tuple[Recipient, ...]:
    if desk is None:
        return ()
    return (Recipient(desk.pk, Motive.LEGAL_DESK, Compartment.ADMINISTRATIVE_CARD),)


def _whole(group: Group) -> Recipient:
    return Recipient(group.pk, Motive.LETTER_BOX)


def _to_colleague(by: Keyring, to: Agent) -> Recipient:
    if to.organisation_id != by.organisation or not to.is_active:
        raise KeyNotHeld
    if not any(to.has_function(kind) for kind in KEEPERS):
        raise KeyNotHeld
    if not is_certified(by.organisation, to.pk):
        raise NotCertified
    return Recipient(to.pk, Motive.ATTRIBUTION)


def _is_social_worker(agent: Agent) -> bool:
    return agent.has_function(Function.Kind.SOCIAL_WORKER)


def _write_row(
    container: UUID,
    letter: RequestLetter,
    verdict: Verdict,
    holders: _Holders,
    *,
    by: Keyring,
    place: Circonscription,
) -> ThirdPartyRequest:
    return ThirdPartyRequest.objects.create(
        container_id=container,
        circonscription=place,
        state=State.RECEIVED,
        received_on=letter.received_on,
        due_on=due_on(letter, verdict),
        entered_by=by.agent,
        in_charge=holders.in_charge,
        touched_on=timezone.localdate(),
    )
