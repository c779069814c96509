"""The situations of `scenes/*.toml`: what people come for, scene after scene.

Each scene offers several wordings of the same thing; one is drawn for each dossier, so that two
dossiers of one situation do not read alike, and a dossier read through holds together. Slots
(`{nom}`, `{loyer}`…) are filled by `synthetic` with values that stay the same all along.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from entrenous.dossiers.codes import Doer, Doing, Domain, EndingReason, Mode, Rhythm, Theme

_FILES: Final = ("housing", "money", "work", "family")
_DOERS: Final = {"person": Doer.PERSON, "service": Doer.SERVICE, "partner": Doer.PARTNER}


@dataclass(frozen=True, slots=True)
class Scene:
    """One contact. Each tuple of wordings is drawn from once; "" in `reading` means none."""

    mode: Mode
    doing: Doing
    minutes: int
    facts: tuple[str, ...]
    person: tuple[str, ...]
    reading: tuple[str, ...]
    third_party: tuple[str, ...]
    decided: str
    person_does: str
    service_does: str


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective and its actions, as (doer, partner, what)."""

    words: str
    actions: tuple[tuple[Doer, str, str], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """One domain of the assessment; three empty texts mean « pas abordé »."""

    domain: Domain
    facts: str
    person: str
    reading: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What someone comes for. `needs`: "", "children" or "alone"; `ages`: who it may happen to."""

    id: str
    themes: tuple[Theme, ...]
    needs: str
    ages: tuple[int, int]
    child_ages: tuple[int, int]
    organisation: str
    feminine_only: bool
    from_abroad: bool
    protected: bool
    why: str
    next: str
    rhythm: Rhythm
    ask: tuple[str, ...]
    scenes: tuple[Scene, ...]
    aims: tuple[Aim, ...]
    outlines: tuple[Outline, ...]
    ending: EndingReason
    ending_summary: str


@cache
def situations() -> tuple[Situation, ...]:
    """All of them, in the order of the files. A misspelt code raises ValueError."""
    folder = resources.files("entrenous.ops.demo").joinpath("scenes")
    return tuple(
        _situation(told)
        for name in _FILES
        for told in tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8"))["situation"]
    )


def _situation(told: Mapping[str, Any]) -> Situation:
    reason, summary = told["end"]
    return Situation(
        id=told["id"],
        themes=tuple(Theme(code) for code in told["themes"]),
        needs=told["needs"],
        ages=tuple(told.get("ages", (21, 74))),
        child_ages=tuple(told.get("child", (5, 10))),
        organisation=told.get("org", "trois-rivieres"),
        feminine_only=told.get("feminine", False),
        from_abroad=told.get("foreign", False),
        protected=told.get("protected", False),
        why=told["why"],
        next=told["next"],
        rhythm=Rhythm(told["rhythm"]),
        ask=tuple(told["ask"]),
        scenes=tuple(_scene(scene) for scene in told["scene"]),
        aims=tuple(_aim(goal) for goal in told["goal"]),
        outlines=tuple(Outline(Domain(code), *texts) for code, *texts in told["view"]),
        ending=EndingReason(reason),
        ending_summary=summary,
    )


def _scene(told: Mapping[str, Any]) -> Scene:
    return Scene(
        mode=Mode(told["mode"]),
        doing=Doing(told.get("doing", "interview")),
        minutes=told["min"],
        facts=tuple(told.get("f", ())),
        person=tuple(told.get("p", ())),
        reading=tuple(told.get("r", ())),
        third_party=tuple(told.get("t", ())),
        decided=told["d"],
        person_does=told.get("you", ""),
        service_does=told.get("me", ""),
    )


def _aim(told: list[str]) -> Aim:
    words, *actions = told
    return Aim(words, tuple(_action(action) for action in actions))


def _action(told: str) -> tuple[Doer, str, str]:
    """ "partner(MDPH): Étudier" gives (Doer.PARTNER, "MDPH", "Étudier")."""
    who, _, what = told.partition(": ")
    doer, _, partner = who.partition("(")
    return _DOERS[doer], partner.removesuffix(")"), what
