"""Tables in CSV: what is asked, read with the line of every mistake; what is published, written."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import DisclosureError, quoted
from .model import MARK, Cell
from .outcome import PublishedTable, ShownCell
from .trees import Tree

#: More persons than that is a mistake of typing, not a country.
_MOST = 1_000_000_000


@dataclass(frozen=True)
class Columns:
    """What each column is called; `value`, `largest` and `second` go together."""

    dimensions: tuple[str, ...]
    count: str
    agents: str | None = None
    value: str | None = None
    largest: str | None = None
    second: str | None = None
    holder: str | None = None

    @property
    def every(self) -> tuple[str, ...]:
        """All that the file must have."""
        others = (self.count, self.agents, self.value, self.largest, self.second, self.holder)
        return (*self.dimensions, *(name for name in others if name is not None))


def read_cells(
    path: Path, columns: Columns, trees: Sequence[Tree]
) -> tuple[tuple[Cell, ...], dict[tuple[str, ...], int]]:
    """The rows of a file, and the line of each. DisclosureError with the place of a mistake."""
    reader = _Reader(path.name, columns, trees)
    cells = tuple(reader.cell(line, row) for line, row in _rows(path, columns.every))
    if not cells:
        raise DisclosureError("le tableau est vide.", file=path.name)
    return cells, reader.lines


def _rows(path: Path, wanted: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    text = _text(path)
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [name.strip() for name in next(lines, [])]
    for name in wanted:
        if names.count(name) != 1:
            how = "absente" if name not in names else "écrite deux fois"
            raise DisclosureError(f"colonne {how}.", file=path.name, line=1, column=name)
    for row in lines:
        if not any(each.strip() for each in row):
            continue
        if len(row) != len(names):
            raise DisclosureError(
                f"{len(row)} cases au lieu de {len(names)}.", file=path.name, line=lines.line_num
            )
        yield lines.line_num, dict(zip(names, (each.strip() for each in row), strict=True))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise DisclosureError("le fichier n’est pas en UTF-8.", file=path.name) from None
    except OSError as error:
        raise DisclosureError(f"illisible ({error.strerror}).", file=path.name) from None


class _Reader:
    """Reads rows one by one; remembers where each cell was first written."""

    def __init__(self, file: str, columns: Columns, trees: Sequence[Tree]) -> None:
        self._file, self._columns, self._trees = file, columns, trees
        self.lines: dict[tuple[str, ...], int] = {}

    def cell(self, line: int, row: dict[str, str]) -> Cell:
        columns = self._columns
        codes = tuple(self._code(line, tree, row[tree.name]) for tree in self._trees)
        if codes in self.lines:
            raise DisclosureError(
                f"{quoted(' × '.join(codes))} est déjà à la ligne {self.lines[codes]}.",
                file=self._file, line=line,
            )  # fmt: skip
        self.lines[codes] = line
        persons = self._whole(line, row, columns.count)
        cell = Cell(
            codes,
            persons,
            self._whole(line, row, columns.agents) if columns.agents else None,
            self._amount(line, row, columns.value),
            self._amount(line, row, columns.largest),
            self._amount(line, row, columns.second),
            row[columns.holder] or None if columns.holder else None,
        )
        self._demand_coherent(line, cell)
        return cell

    def _demand_coherent(self, line: int, cell: Cell) -> None:
        columns = self._columns
        if cell.persons and cell.agents == 0:
            raise self._wrong(line, columns.agents, "des personnes, et aucun agent derrière.")
        if not cell.persons and (cell.agents or cell.value):
            raise self._wrong(line, columns.count, "personne, et pourtant un autre chiffre.")
        value, largest, second = cell.value or 0, cell.largest or 0, cell.second or 0
        if columns.value and (second > largest or largest + second > value * (1 + 1e-9)):
            raise self._wrong(
                line, columns.largest, "les deux plus fortes contributions dépassent la valeur."
            )

    def _code(self, line: int, tree: Tree, code: str) -> str:
        if code not in tree.place:
            raise self._wrong(
                line, tree.name, f"{quoted(code)} n’est pas un code de la hiérarchie."
            )
        return code

    def _whole(self, line: int, row: dict[str, str], column: str) -> int:
        text = _digits(row[column])
        try:
            number = int(text)
        except ValueError:
            raise self._wrong(
                line, column, f"{quoted(row[column])} n’est pas un nombre entier."
            ) from None
        if not 0 <= number <= _MOST:
            raise self._wrong(line, column, f"{number} n’est pas un nombre de personnes possible.")
        return number

    def _amount(self, line: int, row: dict[str, str], column: str | None) -> float | None:
        if column is None:
            return None
        try:
            number = float(_digits(row[column]).replace(",", "."))
        except ValueError:
            raise self._wrong(line, column, f"{quoted(row[column])} n’est pas un nombre.") from None
        if not 0 <= number <= _MOST * _MOST:
            raise self._wrong(line, column, f"{row[column]} n’est pas une valeur possible.")
        return number

    def _wrong(self, line: int, column: str | None, why: str) -> DisclosureError:
        return DisclosureError(why, file=self._file, line=line, column=column)


def _digits(text: str) -> str:
    return "".join(text.split()).replace("\u202f", "").replace("\u00a0", "")


def written(table: PublishedTable) -> bytes:
    """The file of a published table: codes, persons, and the value if it has one."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    value = [] if table.value is None else [table.value]
    writer.writerow([*(each.name for each in table.dimensions), table.count, *value])
    for cell in table.cells:
        figures = [_figure(cell.persons), *(_figure(cell.value) for _ in value)]
        writer.writerow([*cell.codes, *([MARK] * len(figures) if cell.is_suppressed else figures)])
    return out.getvalue().encode()


def _figure(number: float | None) -> str:
    return "" if number is None else f"{number:.12g}"


def read_shown(path: Path, columns: Columns, trees: Sequence[Tree]) -> tuple[ShownCell, ...]:
    """The cells of a published file, « s » read as hidden."""
    shown = []
    reader = _Reader(path.name, Columns(columns.dimensions, columns.count), trees)
    for line, row in _rows(path, columns.every):
        hidden = row[columns.count] == MARK
        cell = reader.cell(line, {**row, columns.count: "0"} if hidden else row)
        value = None
        if columns.value is not None and not hidden:
            value = float(_digits(row[columns.value]).replace(",", "."))
        shown.append(ShownCell(cell.codes, None if hidden else cell.persons, value))
    return tuple(shown)
