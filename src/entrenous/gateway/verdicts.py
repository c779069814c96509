"""What the law base proposes for a request, as things are known today. Never a decision.

Computed again each time: an agreement withdrawn this morning stops the answer of this afternoon.
What was decided keeps the proposal it was decided on (`contents.Verdict`, sealed).
"""

from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID

from django.utils import timezone

from entrenous.agents.models import Organisation
from entrenous.consents import queries as consents
from entrenous.dossiers.contents import PersonCard
from entrenous.gateway.base import base_of, employer_of
from entrenous.gateway.confirmations import Confirmed, confirmed_in
from entrenous.gateway.contents import Cited, Kept, RequestLetter, Verdict
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.following import parent_named_in
from entrenous.keyring.opening import Keyring
from entrenous.keyring.records import Reading
from entrenous.law import Answer, Basis, NotInForce, Request, RuleBase, Withheld, answer
from entrenous.law.reasons import Why
from entrenous.law.vocabulary import AnsweredBy, Inform, Status
from entrenous.vault.containers import Compartment

_PROTECTED = "adresse_protegee"
_FREE_WORDS = (
    "Une partie de la demande n’est dans aucune liste : une personne décide, et la lettre préparée"
    " ici n’en dit rien."
)
_PAST = "Le délai annoncé par la lettre est déjà passé : cela n’ouvre rien et ne presse personne."
_UNSEEN_DOSSIER = (
    "Le dossier de la personne ne peut être consulté d’ici : son adresse est tenue pour protégée."
)


@dataclass(frozen=True)
class Situation:
    """What is known beside the letter: facts of the dossier, what the person agreed to."""

    facts: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    agreement: frozenset[str] = frozenset()
    is_unseen: bool = False


def propose(by: Keyring, request: UUID) -> Verdict:
    """Open a request and compute the proposal of today. KeyNotHeld, VaultClosed."""
    reading = records.read(by.open(request, Act.REQUEST_OPENED))
    letter = reading.one(RequestLetter)
    if letter is None:
        raise KeyNotHeld
    return proposal_of(by, request, letter.content, reading)


def proposal_of(by: Keyring, request: UUID, letter: RequestLetter, reading: Reading) -> Verdict:
    """The proposal of today for a request already read; opening its dossier is journaled first."""
    situation = _situation(by, request, letter, parent_named_in(reading))
    return compute(letter, situation, organisation=by.agent.organisation)


def compute(letter: RequestLetter, known: Situation, *, organisation: Organisation) -> Verdict:
    """The proposal for a letter and what is known beside it. Reads no dossier."""
    base, today = base_of(organisation.pk), timezone.localdate()
    question = Request(
        requester=letter.requester,
        channel=letter.channel,
        asked=letter.asked,
        received_on=letter.received_on,
        evidence=frozenset(letter.evidence) | known.evidence,
        agreement=known.agreement,
        facts=frozenset(letter.facts) | known.facts,
        employer=employer_of(organisation),
        answered_on=max(today, letter.received_on),
    )
    found = _answer(base, question)
    rule = base.rules.get(found.rule or "")
    return Verdict(
        on=today,
        rule=found.rule,
        status=found.status,
        give=found.give,
        withhold=tuple(Kept(each.item, each.reason, each.why) for each in found.withhold),
        missing=found.missing,
        demands=found.demands,
        answered_by=found.answered_by,
        inform=found.inform,
        due_on=found.due_on,
        basis=_cited(found, confirmed_in(organisation.pk)),
        to_verify=found.to_verify,
        warnings=(*_own_warnings(letter, known), *found.warnings),
        case=found.case,
        signatures=found.signatures,
        human_stop=found.human_stop or bool(letter.asked_free),
        chapter=rule.chapter if rule else "",
        agreement=tuple(sorted(question.agreement)),
        facts=tuple(sorted(question.facts)),
        legal_may_give=_held_back(base, question, found),
    )


def answer_of(verdict: Verdict) -> Answer:
    """The answer of the law base that a kept proposal was made from: what letters are made of."""
    return Answer(
        rule=verdict.rule,
        status=cast("Status", verdict.status),
        give=verdict.give,
        withhold=tuple(Withheld(k.item, k.reason, cast("Why", k.why)) for k in verdict.withhold),
        missing=verdict.missing,
        answered_by=cast("AnsweredBy", verdict.answered_by),
        inform=cast("Inform", verdict.inform),
        due_on=verdict.due_on,
        basis=tuple(_basis(each) for each in verdict.basis),
        to_verify=verdict.to_verify,
        warnings=verdict.warnings,
        case=verdict.case,
        signatures=verdict.signatures,
        human_stop=verdict.human_stop,
        demands=verdict.demands,
    )


def _situation(
    by: Keyring, request: UUID, letter: RequestLetter, dossier: UUID | None
) -> Situation:
    """What the dossier says. Unseen, its person is taken for protected, who agreed to nothing."""
    if dossier is None:
        agreed = frozenset(letter.agreed)
        return Situation(agreement=agreed)
    if not by.holds(dossier):
        return Situation(facts=frozenset({_PROTECTED}), is_unseen=True)
    opened = by.open(dossier, Act.DOSSIER_CONSULTED, about=request)
    if not opened.covers(Compartment.IDENTITY):
        # The legal desk's card is withdrawn from protected dossiers (00-decisions A5).
        unseen = not opened.covers(Compartment.ADMINISTRATIVE_CARD)
        return Situation(facts=frozenset({_PROTECTED} if unseen else ()), is_unseen=unseen)
    card = records.read(opened, PersonCard).one(PersonCard)
    unprotected = card is not None and not card.content.is_protected
    today = timezone.localdate()
    return Situation(
        facts=frozenset(() if unprotected else {_PROTECTED}),
        evidence=consents.evidence(by, opened, letter.requester, today),
        agreement=consents.agreed_items(by, opened, letter.requester, today),
    )


def _answer(base: RuleBase, question: Request) -> Answer:
    """The answer; outside the period that the base knows, nothing is given and it says so."""
    try:
        return answer(base, question)
    except NotInForce as unknown:
        nothing = answer(RuleBase({}), question)
        return replace(nothing, warnings=(unknown.message, *nothing.warnings))


def _held_back(base: RuleBase, question: Request, found: Answer) -> tuple[str, ...]:
    """What the law would let go, were the address not protected nor the house's rule stricter."""
    kept = {each.item for each in found.withhold if each.why in {"protected", "local"}}
    if not kept:
        return ()
    bare = replace(
        question,
        facts=question.facts - {_PROTECTED},
        asked=tuple(item for item in question.asked if item != _PROTECTED),
    )
    return tuple(item for item in _answer(RuleBase(base.rules), bare).give if item in kept)


def _own_warnings(letter: RequestLetter, known: Situation) -> list[str]:
    past = letter.deadline_claimed_on
    return [
        sentence
        for sentence, applies in (
            (_UNSEEN_DOSSIER, known.is_unseen),
            (_FREE_WORDS, bool(letter.asked_free)),
            (_PAST, past is not None and past < timezone.localdate()),
        )
        if applies
    ]


def _cited(found: Answer, confirmed: Confirmed) -> tuple[Cited, ...]:
    return tuple(
        Cited(
            text=each.text,
            article=each.article,
            verification=each.verification,
            read_on=each.read_on,
            version=each.version,
            url=each.url,
            unverified=each.unverified,
            is_quoted=each.quoted,
            confirmed_on=confirmed.get((each.text, each.article)),
        )
        for each in found.basis
    )


def _basis(cited: Cited) -> Basis:
    return Basis(
        text=cited.text,
        article=cited.article,
        version=cited.version,
        verification=cited.verification,
        unverified=cited.unverified,
        read_on=cited.read_on,
        url=cited.url,
        quoted=cited.is_quoted,
    )
