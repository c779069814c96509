"""The question asked to the base: one third party, one channel, items, proofs; JSON to typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .errors import InvalidRequest
from .vocabulary import vocabulary

KEYS = (
    "requester",
    "channel",
    "received_on",
    "asked",
    "evidence",
    "agreement",
    "facts",
    "employer",
    "answered_on",
    "rules_dir",
)


@dataclass(frozen=True, slots=True)
class Request:
    """What arrived. `agreement` lists the items the person agreed to; codes are already known."""

    requester: str
    channel: str
    asked: tuple[str, ...]
    received_on: date | None = None
    evidence: frozenset[str] = frozenset()
    agreement: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    employer: str | None = None
    answered_on: date | None = None


def read_request(question: object) -> Request:
    """Check a decoded JSON object; raise InvalidRequest naming the known values."""
    if not isinstance(question, Mapping):
        raise InvalidRequest("Un objet JSON est attendu.", KEYS)
    if unknown := {str(key) for key in question} - set(KEYS):
        raise InvalidRequest(f"Champs inconnus : {', '.join(sorted(unknown))}.", KEYS)
    words = vocabulary()
    received_on = _day(question, "received_on")
    answered_on = _day(question, "answered_on")
    if received_on and answered_on and answered_on < received_on:
        raise InvalidRequest("La réponse est datée d’avant la réception.")
    return Request(
        requester=_text(question, "requester"),
        channel=_known(_text(question, "channel"), "channel", words.channels),
        asked=_codes(question, "asked", words.items),
        received_on=received_on,
        evidence=frozenset(_codes(question, "evidence", words.evidence, optional=True)),
        agreement=frozenset(_codes(question, "agreement", words.items, optional=True)),
        facts=frozenset(_codes(question, "facts", words.facts, optional=True)),
        employer=_employer(question),
        answered_on=answered_on,
    )


def read_rules_dir(question: object) -> Path | None:
    """The organisation's own folder of rules named in the question, if any."""
    if not isinstance(question, Mapping) or question.get("rules_dir") is None:
        return None
    return Path(_text(question, "rules_dir"))


def _text(question: Mapping[str, object], name: str) -> str:
    value = question.get(name)
    if not isinstance(value, str) or not value.strip():
        raise InvalidRequest(f"Le champ « {name} » attend un texte.")
    return value


def _known(value: str, name: str, known: Iterable[str]) -> str:
    if value not in known:
        raise InvalidRequest(f"« {value} » est inconnu dans « {name} ».", tuple(known))
    return value


def _employer(question: Mapping[str, object]) -> str | None:
    if question.get("employer") is None:
        return None
    return _known(_text(question, "employer"), "employer", vocabulary().employers)


def _codes(
    question: Mapping[str, object], name: str, known: Iterable[str], *, optional: bool = False
) -> tuple[str, ...]:
    value = question.get(name, [] if optional else None)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise InvalidRequest(f"Le champ « {name} » attend une liste de codes.", tuple(known))
    return tuple(dict.fromkeys(_known(each, name, known) for each in value))


def _day(question: Mapping[str, object], name: str) -> date | None:
    value = question.get(name)
    if value is None:
        return None
    refusal = InvalidRequest(f"Le champ « {name} » attend une date comme 2026-11-20.")
    if not isinstance(value, str) or len(value) != len("2026-11-20"):
        raise refusal
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise refusal from None
