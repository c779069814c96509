"""What the base answers to a description, and what a description itself calls for saying."""

from dataclasses import replace
from datetime import date

from entrenous.law import Answer, NotInForce, Request, RuleBase, answer, vocabulary
from entrenous.law.typography import typeset
from entrenous.letters import Kind, suggested
from entrenous.web.asking.forms import SEVERAL_PERSONS, SEVERAL_REQUESTERS
from entrenous.web.asking.journey import Description

_SEVERAL_REQUESTERS = (
    "Plusieurs demandeurs écrivent ensemble : faites une description par demandeur, la loi ne"
    " répond pas la même chose à chacun."
)
_SEVERAL_PERSONS = (
    "La lettre parle de plusieurs personnes : faites une description et une réponse par personne."
)
_PAST = (
    "Le délai exigé par la lettre est déjà passé : il n’ouvre rien de plus. Dites-le à qui doit"
    " répondre."
)

_TRANSFERS = frozenset({Kind.TRANSFER, Kind.TRANSFER_SLIP})


def propose(base: RuleBase, told: Description, today: date) -> Answer:
    """The proposal. On a day that no version of the rule covers: nothing, and it says so."""
    question = Request(
        requester=told.requester,
        channel=told.channel,
        asked=told.asked,
        received_on=told.received_on,
        evidence=frozenset(told.evidence),
        agreement=frozenset(told.agreed),
        facts=frozenset(told.facts),
        employer=told.employer or None,
        answered_on=max(today, told.received_on),
    )
    try:
        return answer(base, question)
    except NotInForce as unknown:
        nothing = answer(RuleBase({}), question)
        return replace(nothing, warnings=(unknown.message, *nothing.warnings))


def letters_for(found: Answer) -> tuple[Kind, ...]:
    """The letters to offer; one that says « nothing else is held » only when something is given.

    What the institution gives is transferred first: whoever reads it here gives nothing herself.
    """
    kinds = tuple(kind for kind in suggested(found) if found.give or kind is not Kind.LIMITED)
    if not found.give or found.answered_by != "institution":
        return kinds
    return (*(k for k in kinds if k in _TRANSFERS), *(k for k in kinds if k not in _TRANSFERS))


def remarks(told: Description, today: date) -> tuple[str, ...]:
    """The sentences that a description calls for, whatever the rule."""
    claimed = told.deadline_claimed_on
    said = [
        (_SEVERAL_REQUESTERS, SEVERAL_REQUESTERS in told.several),
        (_SEVERAL_PERSONS, SEVERAL_PERSONS in told.several),
        (_mentioned(told), bool(told.mentioned)),
        (_PAST, claimed is not None and claimed < today),
    ]
    return tuple(typeset(sentence) for sentence, applies in said if applies)


def _mentioned(told: Description) -> str:
    labels = ", ".join(vocabulary().evidence[code] for code in told.mentioned)
    return f"Annoncé mais pas montré, donc pas compté : {labels}."
