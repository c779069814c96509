"""The words of the desk: who asks, where a request stands, what an item or a proof is called."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from entrenous.gateway.base import base_of
from entrenous.gateway.codes import State
from entrenous.gateway.contents import RequestLetter
from entrenous.law import vocabulary
from entrenous.web.asking.forms import capital
from entrenous.web.asking.groups import requester_label
from entrenous.web.common.templatetags.look import jour_long

STATE_TONES: Final = {
    State.RECEIVED: "ambre",
    State.WAITING_EVIDENCE: "neutre",
    State.WITH_LEGAL_DESK: "prune",
    State.TO_SIGN: "ambre",
    State.DECIDED: "petrole",
    State.ANSWERED: "vert",
    State.WITHDRAWN: "neutre",
}

#: Who stands behind an answer, short enough for a line of the register.
ANSWERED_BY: Final = {
    "institution": "au nom de l’institution",
    "referent": "par la ou le référent",
    "person": "par la personne elle-même",
    "agent": "par l’agent sollicité",
}


def label_of_requester(requester: str, organisation: UUID) -> str:
    """The kind of requester, as the rules name it."""
    return requester_label(base_of(organisation), requester)


def name_of_requester(letter: RequestLetter | None, organisation: UUID) -> str:
    """Who signed the letter, else the kind of requester."""
    if letter is None:
        return "Sollicitation illisible"
    return letter.requester_name or label_of_requester(letter.requester, organisation)


def items(codes: Iterable[str]) -> tuple[str, ...]:
    """Items, in words."""
    words = vocabulary().items
    return tuple(capital(words.get(code, code)) for code in codes)


def proofs(codes: Iterable[str]) -> tuple[str, ...]:
    """Proofs, in words."""
    words = vocabulary().evidence
    return tuple(capital(words.get(code, code)) for code in codes)


def told_of(letter: RequestLetter) -> list[tuple[str, tuple[str, ...]]]:
    """Question and answers: what the letter says, for a recap. Empty answers are left out."""
    words = vocabulary()
    said: list[tuple[str, tuple[str, ...]]] = [
        ("Qui a signé", _one(letter.requester_name)),
        ("Son adresse", tuple(letter.requester_address.splitlines())),
        ("Arrivée par", _one(capital(words.channels.get(letter.channel, letter.channel)))),
        ("Datée du", _day(letter.letter_on)),
        ("Ses références", _one(letter.reference)),
        ("Le texte qu’elle cite", _one(letter.basis_claimed)),
        ("La personne qu’elle nomme", _one(letter.person_named)),
        ("Née le", _day(letter.person_birth_on)),
        ("Ce qui est demandé", items(letter.asked)),
        ("Avec ses mots", _one(letter.asked_free)),
        ("Ce qui a été montré", proofs(letter.evidence) or ("Rien",)),
        ("Annoncé, pas montré", proofs(letter.announced)),
        ("Accord montré pour", items(letter.agreed)),
        ("Ce qui est certain", tuple(capital(words.facts.get(f, f)) for f in letter.facts)),
        ("Réponse exigée pour le", _day(letter.deadline_claimed_on)),
    ]
    return [(question, answers) for question, answers in said if answers]


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _day(on: date | None) -> tuple[str, ...]:
    return (jour_long(on),) if on else ()
