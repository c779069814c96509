"""A curve as points of a drawing, rows of a table and sentences: the same thing, three times."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from entrenous.benefits.curves import Curve, Line
from entrenous.web.benefits.words import NBSP, euros, round_euros

WIDTH, HEIGHT = 640, 300
#: An axis has four equal parts: its labels are laid out beside the drawing, not in it.
PARTS: Final = 4
_STEPS: Final = tuple(map(Decimal, (5, 10, 25, 50, 75, 100, 150, 200, 250, 300, 400, 500, 1000)))
#: Lines are told apart by their dashes, then by their colour.
DASHES: Final = ("", "8 4", "2 4", "12 4 2 4", "5 3", "1 5", "16 6", "6 2 2 2")


@dataclass(frozen=True)
class Trace:
    """One benefit drawn: its points, its dashes, the number of its colour."""

    label: str
    points: str
    dash: str
    colour: int


class Cell(NamedTuple):
    """One amount of the table, under the name of its column."""

    column: str
    amount: str


@dataclass(frozen=True)
class Drawing:
    """Everything that the page of a curve shows."""

    across: tuple[str, ...]
    up: tuple[str, ...]
    traces: tuple[Trace, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sentences: tuple[str, ...]
    untold: tuple[str, ...]

    width, height = WIDTH, HEIGHT
    levels = tuple(HEIGHT * n // PARTS for n in range(PARTS + 1))


def drawn(curve: Curve) -> Drawing:
    """A curve, ready for its page. Without a line, only its sentence."""
    far, high = curve.salaries[-1], _above(curve.most)
    columns = ("salaire net", *(line.label for line in curve.lines))
    return Drawing(
        across=_labels(far),
        up=_labels(high),
        traces=tuple(
            Trace(line.label, _points(curve.salaries, line, high), DASHES[n % len(DASHES)], n % 6)
            for n, line in enumerate(curve.lines)
        ),
        columns=columns,
        rows=tuple(
            tuple(map(Cell, columns, (euros(salary), *_at(curve.lines, n))))
            for n, salary in enumerate(curve.salaries)
        ),
        sentences=tuple(_sentence(curve.salaries, line) for line in curve.lines),
        untold=curve.untold,
    )


def _at(lines: Sequence[Line], place: int) -> tuple[str, ...]:
    return tuple(round_euros(line.amounts[place]) for line in lines)


def _sentence(salaries: Sequence[Decimal], line: Line) -> str:
    """Where a line starts, where it is highest, where it ends."""
    first, top = line.amounts[0], max(line.amounts)
    at = salaries[line.amounts.index(top)]
    said = [f"sans salaire, {_about(first)}"]
    if top > first:
        said.append(f"au plus {_about(top)}, vers {round_euros(at)} de salaire")
    paid = [n for n, amount in enumerate(line.amounts) if amount]
    if paid[-1] + 1 < len(salaries):
        said.append(f"plus rien à partir de {round_euros(salaries[paid[-1] + 1])}")
    else:
        said.append(f"encore {_about(line.amounts[-1])} à {round_euros(salaries[-1])}")
    return f"{line.label}{NBSP}: {', '.join(said)}."


def _about(amount: Decimal) -> str:
    return f"environ {round_euros(amount)}" if amount else "rien"


def _points(salaries: Sequence[Decimal], line: Line, high: Decimal) -> str:
    far = salaries[-1]
    pairs = zip(salaries, line.amounts, strict=True)
    return " ".join(f"{_x(x, far):.1f},{_y(y, high):.1f}" for x, y in pairs)


def _labels(most: Decimal) -> tuple[str, ...]:
    return tuple(euros((most * n / PARTS).quantize(Decimal(1))) for n in range(PARTS + 1))


def _above(most: Decimal) -> Decimal:
    """A height that every line stays under, in four round parts."""
    return PARTS * next((step for step in _STEPS if step * PARTS >= most), _STEPS[-1])


def _x(salary: Decimal, far: Decimal) -> float:
    return float(salary / far) * WIDTH


def _y(amount: Decimal, high: Decimal) -> float:
    return HEIGHT - float(amount / high) * HEIGHT
