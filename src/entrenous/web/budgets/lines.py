"""From a budget, or from what was typed, to the values that the form shows; no judgement here."""

import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any, Final

from django.http import QueryDict

from entrenous.budgets.codes import Relation
from entrenous.budgets.contents import Budget
from entrenous.dossiers.contents import HouseholdMember, PersonCard
from entrenous.keyring.records import OpenRecord
from entrenous.rights.estimates import communes

PARTS: Final = ("adults", "children", "resources", "charges", "debts")
#: Nobody types so many; a request that does is cut there.
MOST_TYPED: Final = 80
_NAME = re.compile(r"(adults|children|resources|charges|debts)-([0-9]{1,3})-([a-z_]+)")
# A link is free text: these words, and no others, say who someone is.
_PARTNERS: Final = frozenset(
    {
        "conjoint",
        "conjointe",
        "compagnon",
        "compagne",
        "mari",
        "femme",
        "époux",
        "épouse",
        "partenaire",
    }
)
_CHILDREN: Final = frozenset({"fils", "fille", "enfant"})
_YES_NO: Final = {True: "yes", False: "no", None: ""}


def count_typed(data: QueryDict, part: str) -> int:
    """How many lines of a part were on the page that was sent."""
    found = [int(m[2]) for name in data if (m := _NAME.fullmatch(name)) and m[1] == part]
    return min(max(found, default=-1) + 1, MOST_TYPED)


def typed_in(data: QueryDict) -> dict[str, Any]:
    """Everything that was typed, line by line, as `initial` of a form that judges nothing."""
    said: dict[str, Any] = {name: data[name] for name in data if not _NAME.fullmatch(name)}
    for part in PARTS:
        said[part] = [{} for _ in range(count_typed(data, part))]
    for name in data:
        if (found := _NAME.fullmatch(name)) and int(found[2]) < len(said[found[1]]):
            said[found[1]][int(found[2])][found[3]] = data[name]
    return said


def initial_of(known: OpenRecord[Budget]) -> dict[str, Any]:
    """A budget as the form shows it, based on its version."""
    said = known.content
    return {
        "on": said.on,
        "home_status": said.home.status or "",
        "rent": said.home.rent,
        "insee": said.home.insee,
        "furnished": _YES_NO[said.home.is_furnished],
        "shared": _YES_NO[said.home.is_shared],
        "all_resources": said.all_resources,
        "all_charges": said.all_charges,
        "all_debts": said.all_debts,
        "words": said.words,
        "read_together_on": said.read_together_on,
        "version": known.version,
        "adults": [_line(each) for each in said.adults],
        "children": [_line(each) for each in said.children],
        "resources": [_line(each) for each in said.resources],
        "charges": [_line(each) for each in said.charges],
        "debts": [_line(each) for each in said.debts],
    }


def fresh(card: PersonCard, members: Sequence[HouseholdMember], today: date) -> dict[str, Any]:
    """A budget never told: today, and what the dossier already says of her, her home and hers."""
    person = {"given_name": card.given_name, "birth_on": card.birth_on}
    found = communes.named(card.commune) if card.commune else []
    here = [m for m in members if not m.is_ended]
    return {
        "on": today,
        "adults": [person, *(_partner(m) for m in here if _is(m, _PARTNERS))],
        "children": [{"given_name": m.given_name} for m in here if _is(m, _CHILDREN)],
        "insee": found[0][0] if len(found) == 1 else "",
        "version": 0,
    }


def _is(member: HouseholdMember, links: frozenset[str]) -> bool:
    return not links.isdisjoint(member.link.lower().split())


def _partner(member: HouseholdMember) -> dict[str, Any]:
    return {"relation": Relation.PARTNER.value, "given_name": member.given_name}


def _line(content: Any) -> dict[str, Any]:
    """One adult, child, resource… field by field, as its line shows it."""
    shown = {f.name: getattr(content, f.name) for f in fields(content)}
    for name, value in shown.items():
        if isinstance(value, Enum):
            shown[name] = value.value
    if "adult" in shown:
        shown["adult"] = "" if shown["adult"] is None else str(shown["adult"])
    return shown
