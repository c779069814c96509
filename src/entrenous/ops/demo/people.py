"""Who a synthetic dossier is about: a name, a home in the secteur, a household, words to fill."""

from dataclasses import dataclass
from random import Random
from typing import Final

from entrenous.agents.sectors import SectorRange
from entrenous.dossiers.codes import Carry, Safety
from entrenous.ops.demo.names import (
    EMPLOYERS,
    LANDLORDS,
    SCHOOLS,
    STREETS,
    TRADES,
    Origin,
    draw_child,
    draw_origin,
)
from entrenous.ops.demo.organisation import ORGANISATIONS
from entrenous.ops.demo.shapes import MemberTold, PersonTold
from entrenous.ops.demo.situations import Situation

_RANGES: Final = {secteur.key: secteur.ranges for org in ORGANISATIONS for secteur in org.secteurs}
_SAFETY: Final = (
    *((Safety.SAFE, "") for _ in range(6)),
    (Safety.NO_MESSAGE, "Ne pas laisser de message."),
    (Safety.RULE, "Appeler l’après-midi, jamais le soir."),
    (Safety.RULE, "Appeler, ne pas envoyer de SMS."),
)
_SAFE_WHEN_PROTECTED: Final = (
    (Safety.NEVER, "Ne jamais appeler ni écrire. Elle vient d’elle-même."),
    (Safety.RULE, "Seulement le jeudi entre 9 h et 11 h, sans dire d’où l’on appelle."),
)
_CARRY: Final = (Carry.FULL, Carry.FULL, Carry.FULL, Carry.NEUTRAL)
_ADULT_CHILD_GAP: Final = 20
_ELDERLY: Final = 62
_OLDEST_PARENT: Final = 48
_WOMEN: Final = 0.58
_MARRIED_NAMES: Final = 0.2
_INTERPRETERS: Final = 0.3


@dataclass(frozen=True, slots=True)
class Cast:
    """A person and the words that speak of her, the same from the first entry to the last."""

    person: PersonTold
    slots: dict[str, str]


def cast(
    draw: Random, situation: Situation, secteur: str, year: int, taken: set[tuple[str, str]]
) -> Cast:
    """A person to whom the situation may happen. `taken`: names already given, completed here."""
    origin = draw_origin(draw, abroad=situation.from_abroad)
    woman = situation.feminine_only or draw.random() < _WOMEN
    given, family = _name(draw, origin, woman=woman, taken=taken)
    youngest, oldest = situation.ages
    if situation.needs == "children":
        oldest = min(oldest, _OLDEST_PARENT)
    age = draw.randint(youngest, oldest)
    children = _children(draw, situation, age)
    commune, street = _home(draw, secteur)
    safety, rule = draw.choice(_SAFE_WHEN_PROTECTED if situation.protected else _SAFETY)
    person = PersonTold(
        given_name=given,
        family_name=family,
        birth_year=year - age,
        commune=commune,
        street=street,
        form_of_address="Madame" if woman else "Monsieur",
        birth_name=draw.choice(origin.families) + "-Test"
        if woman and draw.random() < _MARRIED_NAMES
        else "",
        phone=f"01 99 00 {draw.randint(50, 99)} {draw.randint(10, 99)}",
        safety=safety,
        safe_rule=rule,
        carry=Carry.NOTHING if situation.protected else draw.choice(_CARRY),
        interpreter=situation.from_abroad and draw.random() < _INTERPRETERS,
        household=tuple(
            MemberTold(name, "fille" if ending else "fils", year - years)
            for name, ending, years in children
        ),
    )
    return Cast(person, _slots(draw, person, children, age))


def _name(
    draw: Random, origin: Origin, *, woman: bool, taken: set[tuple[str, str]]
) -> tuple[str, str]:
    while True:
        given = draw.choice(origin.women if woman else origin.men)
        family = f"{draw.choice(origin.families)}-{draw.choice(('Test', 'Test', 'Fictif'))}"
        if (given, family) not in taken:
            taken.add((given, family))
            return given, family
        origin = draw_origin(draw, abroad=origin.comes_from_abroad)


def _children(draw: Random, situation: Situation, age: int) -> list[tuple[str, str, int]]:
    """(name, agreement, age) of each child; the first is the one the texts speak of."""
    grown = age < situation.child_ages[1] + _ADULT_CHILD_GAP or age > _OLDEST_PARENT
    wanted = situation.needs == "children"
    if situation.needs == "alone" or (grown and not wanted):
        return []
    count = draw.randint(1, 3) if wanted else draw.choice((0, 0, 1, 2))
    children: dict[str, tuple[str, str, int]] = {}
    while len(children) < count:
        name, ending = draw_child(draw)
        children.setdefault(name, (name, ending, draw.randint(*situation.child_ages)))
    return list(children.values())


def _home(draw: Random, secteur: str) -> tuple[str, str]:
    rows = [row for row in _RANGES[secteur] if row.street]
    if not rows:
        commune, street = draw.choice(STREETS[secteur])
        return commune, f"{draw.randint(1, 90)} {street}"
    row = draw.choice(rows)
    return row.commune, f"{_number(draw, row)} {row.street}"


def _number(draw: Random, row: SectorRange) -> int:
    first = row.first or 1
    numbers = range(first, min(row.last or first + 58, first + 58) + 1)
    return draw.choice([number for number in numbers if row.has(number)])


def _euros(amount: int) -> str:
    return f"{amount:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def _slots(
    draw: Random, person: PersonTold, children: list[tuple[str, str, int]], age: int
) -> dict[str, str]:
    woman = person.form_of_address == "Madame"
    trade = draw.choice(TRADES)[woman]
    child, ending, years = children[0] if children else ("", "", 0)
    words = {
        "nom": f"{'Mme' if woman else 'M.'} {person.family_name}",
        "il": "elle" if woman else "il",
        "Il": "Elle" if woman else "Il",
        "lui": "elle" if woman else "lui",
        "soi": "elle-même" if woman else "lui-même",
        "e": "e" if woman else "",
        "enfant": child,
        "e_enfant": ending,
        "age": str(years),
        "personnes": str(1 + len(children)),
        "commune": person.commune,
        "bailleur": draw.choice(LANDLORDS),
        "employeur": draw.choice(EMPLOYERS),
        "ecole": draw.choice(SCHOOLS),
        "metier": trade,
        "Metier": trade.capitalize(),
    }
    return words | _amounts(draw, age)


def _amounts(draw: Random, age: int) -> dict[str, str]:
    rent = draw.randint(342, 618)
    debt = rent * draw.randint(2, 4) + draw.randint(15, 240)
    pension = draw.randint(880, 1210) if age >= _ELDERLY else draw.randint(560, 980)
    amounts = {
        "loyer": rent,
        "loyer2": rent + draw.randint(45, 130),
        "dette": debt,
        "mensualite": max(25, round(debt / 36 / 5) * 5),
        "salaire": draw.randint(1080, 1590),
        "allocation": pension,
        "charges": rent + draw.randint(330, 460),
        "mensualites": draw.randint(24, 46) * 10,
        "dette_energie": draw.randint(190, 640),
        "aide": draw.randint(15, 38) * 10,
        "reste": draw.randint(32, 96),
    }
    return {name: _euros(amount) for name, amount in amounts.items()}
