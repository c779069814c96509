"""Between the steps of a description and a sealed letter, both ways."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.http import QueryDict

from entrenous.gateway.contents import RequestLetter
from entrenous.web.asking.forms import EVIDENCE_PREFIX, MENTIONED, SHOWN
from entrenous.web.asking.groups import group_of
from entrenous.web.asking.journey import DONE, STEPS, Description
from entrenous.web.gateway.forms.letter import LetterForm

#: What another requester, another person or a later letter does not share with this one.
_OF_THE_REQUESTER: Final = frozenset(
    {"group", "requester", "requester_name", "requester_address", "reference"}
)
_OF_THE_PERSON: Final = frozenset({"person_named", "person_birth_on", "facts", "agreed", "dossier"})
_OF_THE_DAY: Final = frozenset(
    {"received_on", "letter_on", "deadline_claimed_on", "letter", "channel"}
)
REQUESTERS, PERSONS, FOLLOWS = "requesters", "persons", "follows"


def letter_of(told: Description, typed: Mapping[str, Any]) -> RequestLetter:
    """What is sealed: the steps, then what the letter itself says."""
    return RequestLetter(
        requester=told.requester,
        channel=told.channel,
        received_on=told.received_on,
        asked=told.asked,
        asked_free=told.asked_free,
        evidence=told.evidence,
        announced=told.mentioned,
        facts=told.facts,
        agreed=told.agreed,
        deadline_claimed_on=told.deadline_claimed_on,
        **{name: typed.get(name) or _EMPTY.get(name, "") for name in _OF_THE_LETTER},
    )


_EMPTY: Final[dict[str, Any]] = {"letter_on": None, "person_birth_on": None}
_OF_THE_LETTER: Final = (
    "requester_name", "requester_address", "letter_on", "reference", "basis_claimed",
    "person_named", "person_birth_on", "letter",
)  # fmt: skip


def typed_from(letter: RequestLetter) -> dict[str, list[str]]:
    """The fields of every step and of the letter, as they would have been typed."""
    fields: dict[str, list[str]] = {
        "group": [group_of(letter.requester).code],
        "requester": [letter.requester],
        "channel": [letter.channel],
        "received_on": _day(letter.received_on),
        "deadline_claimed_on": _day(letter.deadline_claimed_on),
        "asked": list(letter.asked),
        "asked_free": [letter.asked_free],
        "agreed": list(letter.agreed),
        "facts": list(letter.facts),
        **{EVIDENCE_PREFIX + code: [SHOWN] for code in letter.evidence},
        **{EVIDENCE_PREFIX + code: [MENTIONED] for code in letter.announced},
        DONE: list(STEPS),
    }
    for name in _OF_THE_LETTER:
        value = getattr(letter, name)
        fields[name] = _day(value) if isinstance(value, date | None) else [value]
    return {name: values for name, values in fields.items() if any(values)}


def again(letter: RequestLetter, what: str) -> dict[str, list[str]]:
    """What the same letter keeps for another requester, another person; or what follows it up."""
    gone = {REQUESTERS: _OF_THE_REQUESTER, PERSONS: _OF_THE_PERSON, FOLLOWS: _OF_THE_DAY}[what]
    kept = {name: values for name, values in typed_from(letter).items() if name not in gone}
    proofs = {name for name in kept if name.startswith(EVIDENCE_PREFIX)}
    if what != FOLLOWS:
        kept = {name: values for name, values in kept.items() if name not in proofs}
    kept[DONE] = [step for step in STEPS if step not in _SEEN_AGAIN[what]]
    return kept


_SEEN_AGAIN: Final = {
    REQUESTERS: {"who", "requester", "proofs", "agreement", "situation"},
    PERSONS: {"proofs", "agreement", "situation"},
    FOLLOWS: {"how", "proofs", "agreement"},
}


def as_data(fields: Mapping[str, Iterable[str]]) -> QueryDict:
    """Fields as a request would bring them."""
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, list(values))
    return data


def carried_letter(data: QueryDict) -> list[tuple[str, str]]:
    """What was typed of the letter, to carry through the steps that do not ask for it."""
    return [
        (name, value)
        for name, values in data.lists()
        if name in LetterForm.base_fields
        for value in values
        if value
    ]


def _day(on: date | None) -> list[str]:
    return [on.strftime("%d %m %Y")] if on else []
