"""Invented acts of the two last years and of this one, so that a report can be asked in the demo.

Counted as the engine counts them; nobody did them. The released figures come from the same acts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from entrenous.statistics.periods import CLOSES_AFTER_DAYS
from entrenous.workload.work import Counted, Work, coarsened

#: Before the year of the demonstration.
YEARS: Final = 2
_SEED: Final = 20_261_122
_PERSONS: Final = 840
_AGENTS: Final = 6
_SECTEURS: Final = 4
Weights = Mapping[str, int]

_THEMES: Final = ("LOG", "EXP", "BUD", "RES", "ALI", "SAN", "ENF")
_ASKERS: Final = ("bailleur", "banque", "ccapex", "elu", "employeur")
_BANDS: Final = {"a18": 13, "a26": 37, "a46": 25, "a60": 12, "a75": 8, "NR": 5}
_HOUSEHOLDS: Final = {
    "alone_children": 28, "couple": 10, "couple_children": 24, "other": 6, "NR": 32,
}  # fmt: skip
_LENGTHS: Final = {"15": 10, "30": 22, "45": 20, "60": 18, "75": 5, "95": 4, "": 25}
_WAITS: Final = {"0": 30, "2": 24, "6": 19, "12": 13, "25": 9, "45": 5}
_PROCEDURES: Final = {"expulsion": 30, "surendettement": 25, "secours": 30, "domiciliation": 15}
_ANSWERS: Final = {
    f"q{rank}.{said}": weight
    for rank in range(1, 7)
    for said, weight in {"yes": 55, "partly": 20, "no": 15, "NR": 10}.items()
}
_DAYS: Final = {"2": 3, "9": 5, "16": 4, "30": 1}


@dataclass(frozen=True)
class _Kind:
    """Acts of one kind: how many a month, and what is drawn of each, by weight."""

    act: str
    a_month: int
    doings: Weights = field(default_factory=lambda: {"": 1})
    outcomes: Weights = field(default_factory=lambda: {"": 1})
    modes: Weights = field(default_factory=lambda: {"": 1})
    minutes: Weights = field(default_factory=lambda: {"": 1})
    waits: Weights = field(default_factory=lambda: {"": 1})
    people: Weights = field(default_factory=lambda: {"": 1})
    themes: Sequence[str] = ()
    is_of_person: bool = False


_MODES: Final = {"office": 34, "phone": 33, "home": 11, "letter": 9, "walk_in": 10, "": 3}
_THREAD: Final = {
    "interview": 44, "call": 37, "visit": 15, "letter": 14, "aid": 12, "procedure": 11,
    "referral": 5, "meeting": 4,
}  # fmt: skip
_KINDS: Final = (
    _Kind("thread.entry", 355, doings=_THREAD, modes=_MODES, minutes=_LENGTHS, themes=_THEMES,
          is_of_person=True),
    _Kind("demande.received", 90, themes=(*_THEMES, ""),
          modes={"walk_in": 34, "phone": 35, "platform": 16, "letter": 5, "partner": 10}),
    _Kind("demande.decided", 62, waits=_WAITS),
    _Kind("demande.heard", 40, waits={"0": 70, "2": 20, "6": 10}),
    _Kind("appointment.set", 70, waits={"2": 10, "6": 25, "12": 35, "25": 25, "45": 5}),
    _Kind("appointment.ended", 67,
          outcomes={"honoured": 70, "missed": 14, "excused": 11, "cancelled": 5}),
    _Kind("reminder.sent", 24, outcomes={"sent": 90, "failed": 10}),
    _Kind("writing.sent", 23, doings={"report": 1, "note": 1, "attestation": 1}, is_of_person=True),
    _Kind("relay.heard", 23, doings={"": 5, "back": 1}, is_of_person=True,
          outcomes={"accepted": 30, "taken_up": 20, "refused": 25, "came_back": 25},
          waits={"2": 12, "6": 25, "12": 26, "25": 26, "45": 11}),
    _Kind("accompagnement.started", 9, outcomes={"again": 1}, is_of_person=True),
    _Kind("accompagnement.ended", 9, is_of_person=True,
          outcomes={"mutual": 22, "person": 24, "relay": 22, "no_news": 18, "moved": 15}),
    _Kind("procedure.followed", 14, doings=_PROCEDURES, is_of_person=True),
    _Kind("plan.agreed", 11, is_of_person=True),
    _Kind("sollicitation.received", 21, themes=_ASKERS),
    _Kind("sollicitation.time", 19, themes=_ASKERS, minutes={"15": 1, "30": 2, "45": 1}),
    _Kind("sollicitation.answered", 18, themes=_ASKERS,
          outcomes={"no": 52, "agreement": 24, "may": 14, "must": 10}),
    _Kind("promise.made", 6, themes=_ASKERS),
    _Kind("promise.kept", 3, themes=_ASKERS),
    _Kind("work.indirect", 17, doings={"travel": 1, "preparation": 1, "research": 1},
          minutes={"30": 2, "60": 4, "90": 1}),
    _Kind("collective.session", 8, doings={"collective": 1}, minutes={"90": 2, "120": 1},
          people={"4": 1, "6": 2, "8": 2, "11": 1}, themes=("ALI", "BUD", "ENF")),
    _Kind("cover.planned", 5, outcomes={"full": 1}, waits=_DAYS),
    _Kind("post.vacant", 1, waits={"45": 1, "90": 2, "150": 1}),
    _Kind("desk.counted", 60, people={"1": 20, "2": 3, "5": 1},
          modes={"visit": 40, "call": 30, "partner": 10, "unanswered": 15, "not_received": 5}),
    _Kind("slip.called", 15, minutes={"10": 3, "20": 1},
          outcomes={"reached.kept": 50, "reached.late": 8, "no_answer": 30, "given_up": 12}),
    _Kind("mediation.mandated", 5, is_of_person=True),
    _Kind("mediation.ended", 4, is_of_person=True),
    _Kind("work.ordered", 3, doings={"objected": 3, "not_objected": 1}, minutes={"60": 1, "90": 1},
          outcomes={"written": 2, "oral": 1}, people={"5": 1, "12": 1}),
    _Kind("questionnaire.answer", 48, outcomes=_ANSWERS),
)  # fmt: skip


def months(today: date, *, years: int = YEARS) -> list[str]:
    """From January, so many years ago, to the last month that is closed: « 2026-09 »."""
    settled = today - timedelta(days=CLOSES_AFTER_DAYS)
    last = f"{settled.replace(day=1) - timedelta(days=1):%Y-%m}"
    told = [f"{y}-{m:02d}" for y in range(today.year - years, today.year + 1) for m in range(1, 13)]
    return [month for month in told if month <= last]


def invented(told: Sequence[str], places: Sequence[str], *, year: int) -> Iterator[Counted]:
    """The acts of some months, the same whenever the demonstration is made: `year` is its year."""
    for month in told:
        ago = year - int(month[:4])
        draw = Random(f"{_SEED}-{ago}-{month[5:]}")  # noqa: S311 - invented
        for kind in _KINDS:
            for _ in range(kind.a_month + draw.randint(-1, 1)):
                yield coarsened(_work(draw, kind, month, places, ago))


def _work(draw: Random, kind: _Kind, month: str, places: Sequence[str], ago: int) -> Work:
    rank = draw.randrange(_PERSONS)
    at = (rank if kind.is_of_person else draw.randrange(_PERSONS)) % len(places)
    person = Random(f"{rank}-{ago}")  # noqa: S311 - her traits do not change in the year
    return Work(
        act=kind.act,
        month=month,
        place=places[at],
        secteur=f"{at}-{rank % _SECTEURS}",
        doing=_one(draw, kind.doings),
        mode=_one(draw, kind.modes),
        themes=tuple(filter(None, [draw.choice(kind.themes)])) if kind.themes else (),
        minutes=_number(_one(draw, kind.minutes)),
        outcome=_one(draw, kind.outcomes),
        delay=_number(_one(draw, kind.waits)),
        people=_number(_one(draw, kind.people)),
        person=f"{ago}-{rank}" if kind.is_of_person else "",
        agent=f"{month}-{at}-{draw.randrange(_AGENTS)}",
        band=_one(person, _BANDS) if kind.is_of_person else "",
        household=_one(person, _HOUSEHOLDS) if kind.is_of_person else "",
    )


def _one(draw: Random, weights: Weights) -> str:
    return draw.choices(list(weights), list(weights.values()))[0]


def _number(said: str) -> int | None:
    return int(said) if said else None
