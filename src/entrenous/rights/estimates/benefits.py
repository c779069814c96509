"""The benefits that are estimated, and what must be known before a figure may be said."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

Entity = Literal["famille", "individu"]
FILE: Final = Path(__file__).with_name("benefits.toml")
CRDS: Final = 0.995


@dataclass(frozen=True)
class Parameter:
    """A figure that carries the computation, its day and its text; `path`: in the engine."""

    label: str
    value: str
    on: str
    text: str
    path: str


@dataclass(frozen=True)
class Patch:
    """A value that we add to the engine, dated and sourced."""

    parameter: str
    since: str
    value: float
    source: str


@dataclass(frozen=True)
class Unasked:
    """An income or a charge that the interview does not ask: the engine counts none of it."""

    label: str
    variables: tuple[str, ...]


@dataclass(frozen=True)
class Benefit:
    """One benefit: what the engine calls it, what it needs, when it makes sense.

    crds            the engine's figure is before CRDS: what is paid is 0.5 % less
    children        fewest children; `youngest_under`, `oldest_from`: ages in years
    doubt           why the figure is never more than « à vérifier »
    """

    code: str
    label: str
    variable: str
    entity: Entity
    needs: tuple[str, ...]
    explain: tuple[str, ...]
    revised: tuple[str, ...]
    where: str
    parameters: tuple[Parameter, ...]
    crds: bool = False
    children: int = 0
    youngest_under: int | None = None
    oldest_from: int | None = None
    doubt: str = ""


def _benefit(raw: Mapping[str, Any]) -> Benefit:
    listed = {name: tuple(raw.get(name, ())) for name in ("needs", "explain", "revised")}
    parameters = tuple(Parameter(**each) for each in raw["parameters"])
    return Benefit(**{**raw, **listed, "parameters": parameters})


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


BENEFITS: Final[tuple[Benefit, ...]] = tuple(_benefit(each) for each in _file()["benefit"])
PATCHES: Final[tuple[Patch, ...]] = tuple(
    Patch(each["parameter"], each["from"], float(each["value"]), each["source"])
    for each in _file()["patch"]
)
UNASKED: Final[tuple[Unasked, ...]] = tuple(
    Unasked(each["label"], tuple(each["variables"])) for each in _file()["unasked"]
)
SIMULATOR: Final[str] = _file()["simulator"]
