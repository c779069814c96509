"""One act as it is counted: coarse before it is stored. Nothing here says of whom."""

from dataclasses import dataclass
from typing import Final

NOT_STATED: Final = "NR"
#: A day has no more minutes: beyond, it was typed by mistake and is counted as not stated.
MOST_MINUTES: Final = 24 * 60
#: Nobody waited ten years: a date was mistyped.
MOST_DAYS: Final = 3_660
MOST_PEOPLE: Final = 10_000

LENGTHS: Final = {
    "m15": "15 minutes ou moins",
    "m30": "de 16 à 30 minutes",
    "m60": "de 31 à 60 minutes",
    "m90": "de 61 à 90 minutes",
    "m91": "plus de 90 minutes",
    NOT_STATED: "non renseigné",
}
WAITS: Final = {
    "d0": "le jour même",
    "d3": "1 à 3 jours",
    "d7": "4 à 7 jours",
    "d14": "8 à 14 jours",
    "d30": "15 à 30 jours",
    "d31": "plus de 30 jours",
    NOT_STATED: "non renseigné",
}
_LENGTH_STEPS: Final = ((15, "m15"), (30, "m30"), (60, "m60"), (90, "m90"))
_WAIT_STEPS: Final = ((0, "d0"), (3, "d3"), (7, "d7"), (14, "d14"), (30, "d30"))


@dataclass(frozen=True)
class Work:
    """An act as its fact tells it. month is « 2026-01 »; place and secteur are ids or names.

    minutes  as typed, or None: not stated
    delay    days waited; people: headcount, or how many acts it stands for
    person   yearly random token, agent: monthly random token; "" when there is none
    """

    act: str
    month: str
    place: str = ""
    secteur: str = ""
    doing: str = ""
    mode: str = ""
    themes: tuple[str, ...] = ()
    minutes: int | None = None
    outcome: str = ""
    delay: int | None = None
    people: int | None = None
    person: str = ""
    agent: str = ""
    band: str = ""
    household: str = ""


@dataclass(frozen=True)
class Counted:
    """A row of the store: every missing answer says so, what cannot be is set aside and counted.

    units   how many acts the row stands for; aside: 1 when a number typed could not be true
    """

    act: str
    month: str
    place: str
    secteur: str
    doing: str
    mode: str
    theme: str
    themes: str
    length: str
    wait: str
    outcome: str
    minutes: int
    days: int
    units: int
    aside: int
    person: str
    agent: str
    band: str
    household: str


def coarsened(work: Work) -> Counted:
    """The row that is kept of an act: bands instead of numbers wherever a table is cut by them."""
    minutes, bad_minutes = within(work.minutes, 0, MOST_MINUTES)
    delay, bad_delay = within(work.delay, 0, MOST_DAYS)
    people, bad_people = within(work.people, 0, MOST_PEOPLE)
    return Counted(
        act=work.act,
        month=work.month,
        place=work.place or NOT_STATED,
        secteur=work.secteur or NOT_STATED,
        doing=work.doing or NOT_STATED,
        mode=work.mode or NOT_STATED,
        theme=work.themes[0] if work.themes else NOT_STATED,
        themes="|".join(sorted(set(work.themes))) or NOT_STATED,
        length=length_of(minutes),
        wait=wait_of(delay),
        outcome=work.outcome or NOT_STATED,
        minutes=minutes or 0,
        days=delay or 0,
        units=1 if people is None else people,
        aside=int(bad_minutes or bad_delay or bad_people),
        person=work.person,
        agent=work.agent,
        band=work.band or NOT_STATED,
        household=work.household or NOT_STATED,
    )


def within(value: int | None, least: int, most: int) -> tuple[int | None, bool]:
    """The number when it can be true, else None and True: negative, or absurd."""
    if value is None or least <= value <= most:
        return value, False
    return None, True


def length_of(minutes: int | None) -> str:
    """The band of a length; 0 minute was not measured."""
    if not minutes:
        return NOT_STATED
    return next((code for most, code in _LENGTH_STEPS if minutes <= most), "m91")


def wait_of(days: int | None) -> str:
    """The band of a wait in whole days."""
    if days is None:
        return NOT_STATED
    return next((code for most, code in _WAIT_STEPS if days <= most), "d31")
