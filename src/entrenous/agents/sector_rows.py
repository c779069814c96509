"""A street range as people type it: a line of a CSV, a line of a form. Refused in French."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from entrenous.agents.addresses import commune_key, house, repeat_of, street_key, up_to
from entrenous.agents.models import Secteur, StreetRange
from entrenous.agents.sectors import Parity, SectorRange

_SIDES: Final = {
    "": "all", "tous": "all", "toutes": "all", "impairs": "odd", "impair": "odd", "pairs": "even",
    "pair": "even",
}  # fmt: skip
_MAX_NUMBER: Final = 99_999
_LONGEST: Final = {"secteur": 80, "commune": 80, "rue": 120, "ancien_nom": 120}
_HOUSE: Final = re.compile(r"(?P<number>\d{1,6})\s*(?P<repeat>[^\W\d_]*)")
_INSEE: Final = re.compile(r"(?:\d{2}|2[AB])\d{3}")
_FORMULAS: Final = ("=", "+", "-", "@")


class BadFile(ValueError):
    """The file cannot be used as it is; the text says where and what to do, in French."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a line says, checked. `key`: two rows with the same one cover the same houses."""

    commune: str
    street: str = ""
    parity: str = "all"
    first: int | None = None
    last: int | None = None
    first_repeat: str = ""
    last_repeat: str = ""
    insee: str = ""
    former: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """The houses, whatever the spelling of the commune and of the street."""
        return (
            commune_key(self.commune),
            street_key(self.street) if self.street else "",
            self.parity,
            self.first,
            self.first_repeat,
            self.last,
            self.last_repeat,
        )

    def ranged(self, secteur: str) -> SectorRange:
        """The row of the map."""
        return SectorRange(
            secteur, self.commune, self.street, cast(Parity, self.parity), self.first, self.last,
            self.first_repeat, self.last_repeat, self.former,
        )  # fmt: skip

    def stored(self, secteur: Secteur) -> StreetRange:
        """The row of the database, not saved."""
        return StreetRange(
            secteur=secteur,
            commune=self.commune,
            commune_key=commune_key(self.commune),
            insee=self.insee,
            street=self.street,
            street_key=street_key(self.street) if self.street else "",
            parity=self.parity,
            first=self.first,
            last=self.last,
            first_repeat=self.first_repeat,
            last_repeat=self.last_repeat,
            former=self.former,
        )


def read_row(told: Mapping[str, str]) -> Row:
    """The row that a line says; BadFile with a sentence, without the number of the line."""
    commune, street, former = _texts(told)
    side = told.get("cote", told.get("parity", "")).strip().lower()
    parity = _SIDES.get(side, side)
    if not commune:
        raise BadFile("indiquez la commune.")
    if parity not in StreetRange.Parity.values:
        raise BadFile("le côté se dit « pairs », « impairs » ou rien.")
    first, first_repeat = _house(told.get("du", told.get("first", "")))
    last, last_repeat = _house(told.get("au", told.get("last", "")))
    if not street and (first or last or former or parity != "all"):
        raise BadFile("des numéros sans rue ne désignent rien, indiquez la rue.")
    if street and not street_key(street):
        raise BadFile(f"« {street} » n’est pas un nom de rue.")
    if first is not None and last is not None:
        if up_to(last, last_repeat) < house(first, first_repeat):
            raise BadFile("le premier numéro doit précéder le dernier.")
        if first == last and parity != "all" and (first % 2 == 1) != (parity == "odd"):
            raise BadFile(f"le numéro {first} n’est pas du côté dit.")
    return Row(
        commune, street, parity, first, last, first_repeat, last_repeat, _insee(told), former
    )


def _texts(told: Mapping[str, str]) -> tuple[str, str, str]:
    found = []
    for name, other in (("commune", "commune"), ("rue", "street"), ("ancien_nom", "former")):
        text = " ".join(told.get(name, told.get(other, "")).split())
        if len(text) > _LONGEST[name]:
            raise BadFile("ce nom de commune ou de rue est trop long.")
        if text.startswith(_FORMULAS):
            raise BadFile(f"« {text[:20]} » commence comme une formule de tableur.")
        found.append(text)
    return found[0], found[1], found[2]


def _insee(told: Mapping[str, str]) -> str:
    code = told.get("insee", "").strip().upper()
    if code and not _INSEE.fullmatch(code):
        raise BadFile(f"« {code[:12]} » n’est pas un code INSEE : cinq caractères, comme 94028.")
    return code


def _house(text: str) -> tuple[int | None, str]:
    """The number and its bis; « 12 bis », « 12B »."""
    text = text.strip()
    if not text or text == "None":
        return None, ""
    found = _HOUSE.fullmatch(text)
    repeat = repeat_of(found["repeat"]) if found else None
    if found is None or repeat is None or int(found["number"]) > _MAX_NUMBER:
        raise BadFile(f"« {text[:20]} » n’est pas un numéro.")
    return int(found["number"]), repeat
