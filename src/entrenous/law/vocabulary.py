"""The closed lists of codes (items, evidence, channels…) and their French labels."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Status = Literal["must", "may", "agreement", "no"]
AnsweredBy = Literal["institution", "referent", "person", "agent"]
Inform = Literal["before", "after", "embargo", "none"]
Unit = Literal["days", "working_days", "business_days", "weeks", "months", "years"]
Kind = Literal["requester", "initiative", "amount", "deadline", "restriction"]

#: From the widest opening to the narrowest; a rule's own status is its widest case.
STATUS_ORDER: tuple[Status, ...] = get_args(Status)
CONSENT = frozenset({"accord_signe", "mandat_personne"})
WRITTEN_CHANNELS = frozenset({"letter", "email", "visit", "portal"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Code to French label, one mapping per closed list."""

    items: dict[str, str]
    evidence: dict[str, str]
    channels: dict[str, str]
    facts: dict[str, str]
    employers: dict[str, str]
    statuses: dict[str, str]
    answered_by: dict[str, str]
    inform: dict[str, str]
    verifications: dict[str, str]
    units: dict[str, str]
    kinds: dict[str, str]
    chapters: dict[str, str]
    locating: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Read the vocabulary file beside this module, once per process."""
    raw = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text("utf-8"))
    locating = frozenset(raw.pop("locating")["items"])
    return Vocabulary(locating=locating, **raw)
