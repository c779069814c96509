"""An address as people say it, and the secteur it belongs to.

`read_address` turns words into keys; `SectorMap` answers which secteur has them. Nothing here
keeps an address: reception types it, reads the secteur, and the text goes into a sealed request.
"""

import re
from dataclasses import dataclass
from typing import Final

from entrenous.agents.folding import fold

_KINDS: Final = {
    "allee": "all al allees",
    "avenue": "av ave aven avn",
    "boulevard": "bd bld blvd boul bvd bvld",
    "chemin": "ch che chem chm chemins",
    "cite": "cte",
    "cours": "crs",
    "esplanade": "esp espl",
    "faubourg": "fg fbg faub",
    "hameau": "ham hmx",
    "impasse": "imp ip impas",
    "lieu dit": "ld lieudit",
    "lotissement": "lot lotis",
    "montee": "mte mtee",
    "passage": "pass pas psg",
    "place": "pl plce plc",
    "placette": "",
    "promenade": "prom",
    "quai": "qu q",
    "quartier": "quart qrt",
    "residence": "res resid rsd",
    "rond point": "rpt rdpt rp",
    "route": "rte rt",
    "rue": "r",
    "ruelle": "rle rlle",
    "sentier": "sent sen sente",
    "square": "sq squ",
    "traverse": "trav tra",
    "venelle": "ven",
    "villa": "vla",
    "voie": "voi",
}
_KIND_OF: Final = {
    short: kind for kind, shorts in _KINDS.items() for short in (kind, *shorts.split())
}
_TITLES: Final = {
    "st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes",
    "gal": "general", "gen": "general", "gl": "general", "mal": "marechal", "mar": "marechal",
    "pdt": "president", "pres": "president", "prdt": "president", "cdt": "commandant",
    "col": "colonel", "cne": "capitaine", "cap": "capitaine", "lt": "lieutenant",
    "dr": "docteur", "pr": "professeur", "prof": "professeur", "mgr": "monseigneur",
    "nd": "notre dame", "premier": "1", "1er": "1", "1ere": "1",
}  # fmt: skip
_LINKS: Final = frozenset(
    ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"]
)
_MONTHS: Final = frozenset(
    [
        *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
        *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
    ]
)
_NUMBERED_ROADS: Final = frozenset(["departementale", "nationale", "communale", "rd", "rn", "vc"])
_REPEATS: Final = {"b": "bis", "t": "ter", "q": "quater"}
_NUMBER: Final = re.compile(
    r"^(?:n|no|numero)?\s*(?P<number>\d{1,5})(?:\s+(?:a\s+)?\d{1,5})?"
    r"(?:\s*(?P<repeat>bis|ter|quater)\b|(?P<glued>[a-z])\b|\s+(?P<apart>[a-h])(?=\s+(?:[a-z]{2}|r\s)))?\s*"
)
_NUMBER_LAST: Final = re.compile(
    r"^(?P<name>.*[a-z]{2}) (?P<number>\d{1,4})(?:\s?(?P<repeat>bis|ter|quater|[a-h]))?$"
)
_HOUSE_ALONE: Final = re.compile(r"\d{1,5}(?:\s?(?:bis|ter|quater|[a-h]))?")
_INSIDE: Final = re.compile(
    r"\b(?:appartements?|appt|apt|app|batiment|bat|bt|escalier|esc)\s*(?:n|no)?\s*[a-z0-9]{1,4}\b"
    r"|\b(?:etage|etg|porte|hall|entree|boite|bp|chambre|chbre|logement|lgt)\s*(?:n|no)?\s*\d+\b"
    r"|\b\d{1,2}(?:e|er|eme)? (?:etage|etg)\b"
)
_BEFORE_COMMUNE: Final = re.compile(r"^\d{5}\s+")
_AFTER_COMMUNE: Final = re.compile(r"\s+cedex(?:\s+\d+)?$")
_ORDINAL: Final = re.compile(r"^(\d+)(?:e|er|eme|ere|nd|nde)$")
_TURNED: Final = re.compile(r"^([^()]*)\(([^()]*)\)([^()]*)$")  # "Tanneurs (rue des), 12"
_BEYOND: Final = 9
_RANKS: Final = {
    "": 0, "a": 1, "b": 2, "bis": 2, "c": 3, "t": 3, "ter": 3,
    "d": 4, "q": 4, "quater": 4, "e": 5, "f": 6, "g": 7, "h": 8,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """Keys to compare, never to show: `street` is "kind name" ("rue tanneurs") or ""."""

    commune: str
    street: str
    number: int | None
    repeat: str

    @property
    def kind(self) -> str:
        """The kind of street ("rue"), "" when the person did not say it."""
        return kind_of(self.street)


def house(number: int, repeat: str = "") -> int:
    """Where a house stands in its street: 12, 12 bis, 12 ter, 13, in that order."""
    return number * 10 + _RANKS.get(repeat, _BEYOND)


def up_to(number: int, repeat: str = "") -> int:
    """The last house of a range "up to 12": 12 bis is in it; up to "12 bis", 12 ter is not."""
    return house(number, repeat) if repeat else number * 10 + _BEYOND


def repeat_of(written: str) -> str | None:
    """ "Bis", "B" or "t" as addresses say it ("bis", "ter"); None for what is no repeat."""
    said = fold(written)
    said = _REPEATS.get(said, said)
    return said if said in _RANKS else None


def kind_of(key: str) -> str:
    """The kind a street key begins with, or ""."""
    words = key.split()
    pair = " ".join(words[:2])
    if pair in _KINDS:
        return pair
    return words[0] if words and words[0] in _KINDS and len(words) > 1 else ""


def commune_key(text: str) -> str:
    """ "77120 Valmeuse s/Orme Cedex" and "VALMEUSE-SUR-ORME" give the same key."""
    spelled = re.sub(r"\bs\s*/\s*s\b", " sous ", text.lower())
    spelled = re.sub(r"\bs\s*/\s*", " sur ", spelled)
    bare = _AFTER_COMMUNE.sub("", _BEFORE_COMMUNE.sub("", fold(spelled)))
    words = [_TITLES.get(word, word) for word in bare.split() if word != "arrondissement"]
    return " ".join(_ORDINAL.sub(r"\1", word) for word in words)


def street_key(text: str) -> str:
    """ "Bd. du Gal de Gaulle" gives "boulevard general gaulle"; a leading number is ignored."""
    return _read_street(text)[0]


def read_address(street: str, commune: str) -> Address:
    """The keys of what reception typed: "3 bis r. des Tanneurs", "St-Orme"."""
    key, number, repeat = _read_street(street)
    return Address(commune_key(commune), key, number, repeat)


def _read_street(text: str) -> tuple[str, int | None, str]:
    line = _street_line(text)
    found = _NUMBER.match(line)
    if found and line[found.end() :].split(" ", 1)[0] not in _MONTHS:
        written = found["repeat"] or found["glued"] or found["apart"] or ""
        name = line[found.end() :]
    else:
        found = _NUMBER_LAST.match(line)
        if not found or not _NUMBERED_ROADS.isdisjoint(line.split()) or _ends_in_date(found):
            return _name_key(line), None, ""
        written, name = found["repeat"] or "", found["name"]
    return _name_key(name), int(found["number"]), _REPEATS.get(written, written)


def _ends_in_date(found: re.Match[str]) -> bool:
    """Whether the last number is a year ("rue du 8 mai 1945"), not a house."""
    return found["name"].rsplit(" ", 1)[-1] in _MONTHS


def _street_line(text: str) -> str:
    """Of several parts ("rés. les Saules, bât. C, 14 av. Foch"), the one with the street."""
    turned = _TURNED.match(text)
    if turned and _begins_with_kind(turned[2]) and not _begins_with_kind(turned[1]):
        text = f"{turned[2]} {turned[1]} {turned[3]}"
    parts = [_INSIDE.sub(" ", fold(part)).strip() for part in re.split(r"[,;\n]", text)]
    parts = [part for part in parts if part]
    for at in range(1, len(parts)):
        if _is_kind_alone(parts[at]):  # "Tanneurs, rue des"
            parts[at - 1 : at + 1] = [f"{parts[at]} {parts[at - 1]}"]
            break
    for at in range(len(parts) - 1):
        if any(_HOUSE_ALONE.fullmatch(part) for part in parts[at : at + 2]):
            parts[at : at + 2] = [" ".join(parts[at : at + 2])]
            break
    return max(parts, key=_street_likeness, default="")


def _begins_with_kind(part: str) -> bool:
    line = fold(part)
    found = _NUMBER.match(line)
    return (line[found.end() :] if found else line).split(" ", 1)[0] in _KIND_OF


def _is_kind_alone(part: str) -> bool:
    """ "rue des", "av. du": a kind of street and small words, the name being elsewhere."""
    kind, *links = part.split() or [""]
    return kind in _KIND_OF and bool(links) and _LINKS.issuperset(links)


def _street_likeness(part: str) -> int:
    found = _NUMBER.match(part)
    rest = part[found.end() :] if found else part
    named = rest.split(" ", 1)[0] in _KIND_OF or rest.startswith(("rond point", "lieu dit"))
    return 2 * bool(found and rest) + named


def _name_key(line: str) -> str:
    words = line.split()
    while len(words) > 1 and words[0] in _LINKS:  # "à la rue des Lilas" is still a street
        words = words[1:]
    if not words:
        return ""
    if " ".join(words[:2]) in _KINDS:
        kind, rest = " ".join(words[:2]), words[2:]
    elif words[0] in _KIND_OF and len(words) > 1:
        kind, rest = _KIND_OF[words[0]], words[1:]
    elif len(words) > 1 and len(words[-1]) > 1 and words[-1] in _KIND_OF:  # "Gal de Gaulle av"
        kind, rest = _KIND_OF[words[-1]], words[:-1]
    else:
        kind, rest = "", words
    named = [_TITLES.get(word, _ORDINAL.sub(r"\1", word)) for word in rest if word not in _LINKS]
    return " ".join([kind, *named]).strip()
