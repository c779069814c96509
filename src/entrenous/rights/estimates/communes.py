"""The communes that the engine knows, by code: read in its environment, empty when it is absent.

Standard library only: pages import this, never the engine.
"""

import csv
import re
import sys
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

_TABLE: Final = "lib/python*/site-packages/openfisca_france/assets/apl/20110914_zonage.csv"
_CODE = re.compile(r"(?:[0-9]{2}|2[AB])[0-9]{3}")
_SAINT: Final = {"st": "saint", "ste": "sainte"}


def is_code(text: str) -> bool:
    """Whether a text has the shape of a commune's code, which is also that of a postcode."""
    return bool(_CODE.fullmatch(text))


def names() -> Mapping[str, str]:
    """Code -> name of every commune of the engine's table; nothing without the engine."""
    path = table()
    return read(path) if path else {}


def named(text: str) -> list[tuple[str, str]]:
    """(code, name) of the communes so named, whatever the accents, hyphens and « St »."""
    path = table()
    return _by_name(path).get(_plain(text), []) if path else []


def table() -> Path | None:
    """The engine's file, when the engine is installed."""
    return max((Path(sys.prefix) / "engine").glob(_TABLE), default=None)


@cache
def read(path: Path) -> Mapping[str, str]:
    """The table of a file, read once."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["CODGEO"]: row["LIBCOM_2014"] for row in csv.DictReader(lines)}


@cache
def _by_name(path: Path) -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for code, name in read(path).items():
        found.setdefault(_plain(name), []).append((code, name))
    return found


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.lower().replace("œ", "oe"))
    letters = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))
    return " ".join(_SAINT.get(word, word) for word in letters.split())
