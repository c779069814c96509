"""What a constat names, in words, and what was typed meanwhile: for whatever has such a page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.contrib import messages

from entrenous.agents.models import Agent
from entrenous.keyring import drafts
from entrenous.keyring.records import Reading
from entrenous.keyring.witness import Lost
from entrenous.web.common.access import AgentRequest


@dataclass(frozen=True)
class DamagedLine:
    """Something that does not open."""

    part: str
    on: date
    version: int


@dataclass(frozen=True)
class LostLine:
    """Something that the journal tells and that is not there: what, when, by whom."""

    what: str
    at: datetime
    who: str


@dataclass(frozen=True)
class Damage:
    """What "common/constat.html" shows."""

    damaged: list[DamagedLine]
    doubtful: list[str]
    lost: list[LostLine]
    key_is_back: bool

    @property
    def needs_constat(self) -> bool:
        """Tell whether writing waits."""
        return bool(self.doubtful or self.lost)

    @property
    def is_none(self) -> bool:
        """Tell whether everything is as it should be."""
        return not self.damaged and not self.needs_constat


def together(one: Damage, other: Damage) -> Damage:
    """What is missing of two containers that one page shows: a dossier and what it shares."""
    return Damage(
        one.damaged + other.damaged,
        one.doubtful + other.doubtful,
        one.lost + other.lost,
        one.key_is_back or other.key_is_back,
    )


def damage_of(
    reading: Reading, *, parts: Mapping[int, str], part_of: Callable[[int], str]
) -> Damage:
    """Put into words what a reading found.

    parts    number of a compartment → its name in this kind of container
    part_of  code of a kind of record → the name of the part it belongs to
    """
    return Damage(
        damaged=[DamagedLine(part_of(d.kind), d.written_on, d.version) for d in reading.damaged],
        doubtful=[parts.get(c, f"partie {int(c)}") for c in sorted(reading.doubtful)],
        lost=_lost_lines(reading.lost),
        key_is_back=any(each.is_key for each in reading.lost),
    )


def keep_typed(request: AgentRequest, sentence: str, *, form: str = "") -> None:
    """Keep as a draft what was sent to something that waits for a constat, and say so.

    form  URL name of the page that shows the form again, when it is not the one it is sent to
    """
    typed = drafts.typed_in(request)
    if form:
        typed = replace(typed, form=form)
    if not typed.is_empty:
        drafts.keep(request.user, typed)
    messages.warning(request, f"{sentence} Votre texte est gardé en brouillon.")


def _lost_lines(lost: Iterable[Lost]) -> list[LostLine]:
    found = list(lost)
    writers = Agent.objects.in_bulk({each.actor for each in found if each.actor})
    names = {pk: agent.display_name for pk, agent in writers.items()}
    return [LostLine(_what(e), e.at, names.get(e.actor, "") if e.actor else "") for e in found]


def _what(each: Lost) -> str:
    if each.is_key:
        return "Une clé renouvelée, remplacée depuis par une clé d’avant"
    if each.is_back:
        return "Un écrit retiré, revenu depuis"
    return f"Un écrit, version {each.version}"
