"""A request (SPEC.json): tables, rules, history; every mistake said in French with its place."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .csv_files import Columns, read_cells
from .errors import DisclosureError, quoted
from .model import Dimension, Parameters, Table
from .trees import tree_of

_OF_A_TABLE = ("title", "cells", "dimensions", "count", "agents", "value", "scope", "holder")
_KEYS = (*_OF_A_TABLE, "threshold", "history", "tables")
_OF_A_DIMENSION = ("name", "hierarchy", "non_additive")
_OF_A_VALUE = ("column", "largest", "second")


@dataclass(frozen=True)
class Request:
    """What a SPEC asks; `history` are folders."""

    tables: tuple[Table, ...]
    parameters: Parameters
    history: tuple[Path, ...]


def read_request(path: Path) -> Request:
    """Read a SPEC and its CSV files, beside it unless their path is absolute."""
    said = _Said(read_json(path), path.name, _KEYS)
    linked = said.value.get("tables")
    if linked is None:
        tables = [_table(said, path.parent)]
    elif isinstance(linked, list) and linked:
        tables = [_table(_Said(each, path.name, _OF_A_TABLE), path.parent) for each in linked]
    else:
        raise said.wrong("tables", "une liste de tableaux est attendue")
    threshold = said.value.get("threshold", Parameters().threshold)
    if not isinstance(threshold, int) or isinstance(threshold, bool):
        raise said.wrong("threshold", "un nombre entier de personnes est attendu")
    folders = said.value.get("history") or []
    if not isinstance(folders, list) or not all(isinstance(each, str) for each in folders):
        raise said.wrong("history", "une liste de dossiers est attendue")
    return Request(
        tuple(tables),
        Parameters(threshold=threshold),
        tuple(path.parent / each for each in folders),
    )


def read_json(path: Path) -> object:
    """A JSON file. DisclosureError with its line and column; a key written twice is a mistake."""
    try:
        return json.loads(path.read_text("utf-8-sig"), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise DisclosureError(
            f"ce n’est pas du JSON (caractère {error.colno}).", file=path.name, line=error.lineno
        ) from None
    except UnicodeDecodeError:
        raise DisclosureError("le fichier n’est pas en UTF-8.", file=path.name) from None
    except OSError as error:
        raise DisclosureError(f"illisible ({error.strerror}).", file=path.name) from None


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise DisclosureError(f"{quoted(key)} est écrit deux fois.")
        found[key] = value
    return found


class _Said:
    """An object of the request, and the name of its file for sentences."""

    def __init__(self, value: object, file: str, known: Sequence[str]) -> None:
        self.file = file
        if not isinstance(value, dict):
            raise DisclosureError("un objet JSON est attendu.", file=file)
        self.value: Mapping[str, object] = value
        for key in value:
            if key not in known:
                raise self.wrong(key, f"inconnu ici (connus\u00a0: {', '.join(known)})")

    def text(self, key: str, default: str | None = None) -> str:
        """A text that must be there, or has a default."""
        found = self.value.get(key, default)
        if not isinstance(found, str) or not found.strip():
            raise self.wrong(key, "un texte est attendu")
        return found

    def optional(self, key: str) -> str | None:
        """A text, or null."""
        return None if self.value.get(key) is None else self.text(key)

    def wrong(self, key: str, why: str) -> DisclosureError:
        """The sentence about a key."""
        return DisclosureError(f"{quoted(key)}\u00a0: {why}.", file=self.file)


def _table(said: _Said, folder: Path) -> Table:
    dimensions = read_dimensions(said.value.get("dimensions"), said.file)
    count = said.text("count", "persons")
    value, largest, second = _value_columns(said)
    columns = Columns(
        tuple(each.name for each in dimensions), count, said.optional("agents"),
        value, largest, second, said.optional("holder"),
    )  # fmt: skip
    path = folder / said.text("cells")
    cells, lines = read_cells(path, columns, [tree_of(each) for each in dimensions])
    table = Table(
        said.text("title", "Sans titre"),
        dimensions,
        cells,
        count,
        value,
        read_scope(said.value.get("scope"), said.file),
    )
    _demand_crossed(table, path.name, lines, columns)
    return table


def _demand_crossed(
    table: Table, file: str, lines: Mapping[tuple[str, ...], int], columns: Columns
) -> None:
    """A total that does not add up is told with its line."""
    from .crossing import cross  # noqa: PLC0415 - loads numpy

    try:
        cross(table)
    except DisclosureError as error:
        if error.codes not in lines:
            raise
        named = {"persons": columns.count, "agents": columns.agents, "value": columns.value}
        raise DisclosureError(
            error.message, file=file, line=lines[error.codes], column=named.get(error.figure)
        ) from None


def _value_columns(said: _Said) -> tuple[str, str, str] | tuple[None, None, None]:
    """ "minutes" means the columns minutes, minutes_largest, minutes_second."""
    told = said.value.get("value")
    if told is None:
        return None, None, None
    if isinstance(told, dict):
        named = _Said(told, said.file, _OF_A_VALUE)
        return named.text("column"), named.text("largest"), named.text("second")
    name = said.text("value")
    return name, f"{name}_largest", f"{name}_second"


def read_dimensions(told: object, file: str) -> tuple[Dimension, ...]:
    """The dimensions of a request or of a published folder."""
    if not isinstance(told, list) or not told:
        raise DisclosureError(f"{quoted('dimensions')}\u00a0: une liste est attendue.", file=file)
    return tuple(_dimension(_Said(each, file, _OF_A_DIMENSION)) for each in told)


def _dimension(said: _Said) -> Dimension:
    name, told = said.text("name"), said.value.get("hierarchy")
    if not isinstance(told, dict) or not all(_are_codes(each) for each in told.values()):
        raise said.wrong("hierarchy", 'attendu {"Total": ["A", "B"], "A": ["a1", "a2"]}')
    hierarchy = {parent: tuple(children) for parent, children in told.items()}
    overlapping = said.value.get("non_additive") or []
    if overlapping is True:
        overlapping = list(hierarchy)
    if not isinstance(overlapping, list) or not _are_codes(overlapping):
        raise said.wrong("non_additive", "true, ou une liste de totaux, est attendu")
    return Dimension(name, hierarchy, frozenset(overlapping))


def _are_codes(told: object) -> bool:
    return isinstance(told, list) and all(isinstance(each, str) and each for each in told)


def read_scope(told: object, file: str) -> dict[str, str]:
    """What holds for a whole table."""
    if told is None:
        return {}
    if not isinstance(told, dict) or not all(isinstance(each, str) for each in told.values()):
        raise DisclosureError(f"{quoted('scope')}\u00a0: des textes sont attendus.", file=file)
    return dict(told)
