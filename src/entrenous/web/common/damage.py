"""What a constat names, in words: writes that the journal tells and that are no longer there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from entrenous.agents.models import Agent
from entrenous.keyring.witness import Lost

PARTS = {
    1: "identité et contacts",
    2: "accueil",
    3: "plan",
    4: "écrits et évaluation",
    8: "comptes et fins",
    9: "carte administrative",
}


@dataclass(frozen=True)
class LostLine:
    """Something that the journal tells: what, when, by whom."""

    what: str
    at: datetime
    who: str


def lost_lines(lost: Iterable[Lost]) -> list[LostLine]:
    """The lines of a constat, oldest first."""
    found = list(lost)
    writers = Agent.objects.in_bulk({each.actor for each in found if each.actor})
    names = {pk: agent.display_name for pk, agent in writers.items()}
    return [
        LostLine(_what(each), each.at, names.get(each.actor, "le programme") if each.actor else "")
        for each in found
    ]


def _what(each: Lost) -> str:
    if each.is_key:
        return "Une clé renouvelée, remplacée depuis par une clé d’avant"
    if each.is_back:
        return "Un écrit retiré, revenu depuis"
    return f"Un écrit, version {each.version}"
