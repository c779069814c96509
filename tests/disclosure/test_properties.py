"""What holds of every table: no primary narrowed, nothing false shown, no order that matters."""

import itertools
import math
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entrenous.disclosure import Cell, Dimension, Release, Table, attack, protect
from tests.disclosure.independent import (
    bounds,
    bounds_from,
    by_trying,
    cell_of,
    known_of,
    whole_width,
)
from tests.disclosure.making import LEAVES, TERRITORY, THEME, hidden, past, released, table

FEW = settings(
    max_examples=20, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
WIDTH = 11
SMALL = st.one_of(st.just(0), st.integers(1, 14), st.integers(11, 90))
COUNTS = st.lists(SMALL, min_size=15, max_size=15).filter(any)
MODE = Dimension("mode", {"Ensemble": ("entretien", "visite")})


def primaries(release: Release) -> Iterator[tuple[int, frozenset[tuple[str, str]]]]:
    for rank, kept in enumerate(release.audit.withheld):
        for each in kept:
            if each.width:
                yield rank, cell_of(release.tables[rank], each.codes)


def assert_holds(release: Release, *others: Release) -> None:
    """The attacker of the tests, on all that was published, narrows no primary of any."""
    tables = [one for each in (release, *others) for one in each.tables]
    wanted = {cell for each in (release, *others) for _, cell in primaries(each)}
    for cell, interval in bounds(tables, wanted).items():
        assert whole_width(interval) >= WIDTH, (sorted(cell), interval)


@FEW
@given(COUNTS)
def test_no_primary_is_ever_narrowed_below_its_width(counts: list[int]) -> None:
    found = protect([table(counts)])
    if isinstance(found, Release):
        assert_holds(found)


@FEW
@given(st.lists(SMALL, min_size=30, max_size=30).filter(any))
def test_nor_in_three_dimensions(counts: list[int]) -> None:
    leaves = [(*leaf, mode) for leaf in LEAVES for mode in ("entretien", "visite")]
    asked = table(dict(zip(leaves, counts, strict=True)), (TERRITORY, THEME, MODE))
    found = protect([asked])
    if isinstance(found, Release):
        assert_holds(found)


def minutes_of(codes: tuple[str, str], contributions: list[int]) -> Cell:
    """A cell of which each contribution is a person's."""
    largest, second, *_ = [*sorted(contributions, reverse=True), 0, 0]
    return Cell(codes, len(contributions), value=sum(contributions), largest=largest, second=second)


MINUTES = st.lists(st.integers(5, 90), max_size=3) | st.lists(
    st.integers(5, 90), min_size=8, max_size=30
)


def amounts(release: Release) -> dict[frozenset[tuple[str, str]], tuple[float, float, float]]:
    """The amount of each cell that had to be hidden, and how far around it must stay open."""
    table = release.tables[0]
    return {
        cell_of(table, each.codes): (each.value, each.value_down, each.value_up)
        for each in release.audit.withheld[0]
        if each.value is not None and each.value_up > 0
    }


def assert_open(
    interval: tuple[float, float], amount: tuple[float, float, float], codes: object
) -> None:
    value, down, up = amount
    low, high = interval
    assert low <= value - down + 1e-3, (codes, interval, value)
    assert high >= value + up - 1e-3, (codes, interval, value)


@FEW
@given(st.lists(MINUTES, min_size=15, max_size=15).filter(any))
def test_nobody_reckons_an_amount_within_a_tenth_not_even_who_is_alone_beside(
    contributions: list[list[int]],
) -> None:
    cells = tuple(minutes_of(*each) for each in zip(LEAVES, contributions, strict=True))
    found = protect([Table("Essai", (TERRITORY, THEME), cells, value="minutes")])
    if not isinstance(found, Release):
        return
    asked = amounts(found)
    known = known_of(found.tables, of_value=True)
    for codes, interval in bounds_from(known, found.tables, asked, 0).items():
        assert_open(interval, asked[codes], sorted(codes))
    for cell in (each for each in cells if each.persons == 1):
        hers = {cell_of(found.tables[0], codes) for codes in hers_alone(cell, cells)}
        told = {**known, **dict.fromkeys(hers, cell.value)}
        others = asked.keys() - hers
        for codes, interval in bounds_from(told, found.tables, others, 0).items():
            assert_open(interval, asked[codes], sorted(codes))


def hers_alone(cell: Cell, cells: tuple[Cell, ...]) -> Iterator[tuple[str, str]]:
    """The crossings in which nobody but the one person of this cell is counted."""
    for codes in itertools.product(above(TERRITORY, cell.codes[0]), above(THEME, cell.codes[1])):
        within = (
            each for each in cells
            if codes[0] in above(TERRITORY, each.codes[0])
            and codes[1] in above(THEME, each.codes[1])
        )  # fmt: skip
        if sum(each.persons for each in within) == 1:
            yield codes


def above(dimension: Dimension, code: str) -> list[str]:
    """A code, its parent, and so on up to the root."""
    parent = next((p for p, below in dimension.hierarchy.items() if code in below), None)
    return [code, *(above(dimension, parent) if parent else ())]


@FEW
@given(COUNTS)
def test_what_is_shown_is_true_and_every_small_figure_is_hidden(counts: list[int]) -> None:
    found = protect([table(counts)])
    if not isinstance(found, Release):
        return
    true = dict(zip(LEAVES, counts, strict=True))
    under = {
        dimension.name: {code: set(_leaves(dimension, code)) for code in _codes(dimension)}
        for dimension in (TERRITORY, THEME)
    }
    for cell in found.tables[0].cells:
        sector, theme = cell.codes
        total = sum(
            count
            for (a, b), count in true.items()
            if a in under["secteur"][sector] and b in under["theme"][theme]
        )
        assert cell.persons in {None, total}
        assert cell.is_suppressed or not 0 < total < WIDTH
        assert not (cell.is_suppressed and total == 0)


def _codes(dimension: Dimension) -> set[str]:
    return {*dimension.hierarchy, *(c for below in dimension.hierarchy.values() for c in below)}


def _leaves(dimension: Dimension, code: str) -> Iterator[str]:
    below = dimension.hierarchy.get(code)
    if below is None:
        yield code
        return
    for child in below:
        yield from _leaves(dimension, child)


@FEW
@given(COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_codes_and_dimensions_changes_nothing(counts, random) -> None:
    asked = table(counts)
    rows = list(asked.cells)
    random.shuffle(rows)
    turned = tuple(
        Dimension(
            each.name,
            {parent: tuple(random.sample(c, len(c))) for parent, c in each.hierarchy.items()},
        )
        for each in reversed(asked.dimensions)
    )
    cells = tuple(Cell(tuple(reversed(each.codes)), each.persons) for each in rows)
    one, other = protect([asked]), protect([Table("Essai", turned, cells)])
    if isinstance(one, Release):
        assert isinstance(other, Release)
        assert hidden(one.tables[0]) == {codes[::-1] for codes in hidden(other.tables[0])}
    else:
        assert one.reasons == other.reasons  # type: ignore[union-attr]


@settings(FEW, max_examples=8)
@given(
    st.lists(SMALL, min_size=60, max_size=60).filter(
        lambda all_: all(any(all_[i::4]) for i in range(4))
    )
)
def test_a_year_published_after_its_quarters_reveals_nothing_of_them(counts: list[int]) -> None:
    quarters, history = [f"2026-T{n}" for n in range(1, 5)], []
    for rank, quarter in enumerate(quarters):
        said = table(counts[rank::4], scope={"periode": quarter})
        found = protect([said], history=[past(each, str(n)) for n, each in enumerate(history)])
        if not isinstance(found, Release):
            return
        history.append(found)
    year = Dimension("periode", {"2026": tuple(quarters)})
    leaves = {
        (*leaf, quarter): counts[4 * at + rank]
        for at, leaf in enumerate(LEAVES)
        for rank, quarter in enumerate(quarters)
    }
    asked = table(leaves, (TERRITORY, THEME, year))
    found = protect([asked], history=[past(each, str(n)) for n, each in enumerate(history)])
    if isinstance(found, Release):
        assert_holds(found, *history)


@FEW
@given(COUNTS)
def test_our_attacker_says_what_the_other_says(counts: list[int]) -> None:
    found = protect([table(counts)])
    if not isinstance(found, Release):
        return
    ours = {cell_of(found.tables[each.table], each.codes): each for each in attack(found.tables)}
    for cell, (low, high) in bounds(found.tables, ours).items():
        assert ours[cell].low == pytest.approx(low, abs=1e-5)
        assert (ours[cell].high or math.inf) == pytest.approx(high, abs=1e-5)


def test_trying_every_table_of_whole_numbers_finds_no_more() -> None:
    square = Dimension("theme", {"Tous": ("logement", "budget")})
    sectors = Dimension("secteur", {"Total": ("a", "b", "c")})
    true = {("a", "logement"): 2, ("a", "budget"): 14, ("b", "logement"): 13,
            ("b", "budget"): 15, ("c", "logement"): 16, ("c", "budget"): 12}  # fmt: skip
    release = released(table(true, (sectors, square)))
    seen = {cell.codes: cell.persons for cell in release.tables[0].cells}
    rows = {row: seen[row, "Tous"] for row in "abc"}
    columns = {column: seen["Total", column] for column in ("logement", "budget")}
    assert None not in {*rows.values(), *columns.values()}
    tried = by_trying(rows, columns, {c: seen[c] is None for c in true},
                      {c: seen[c] for c in true if seen[c] is not None})  # type: ignore[arg-type, misc]  # fmt: skip
    assert ("a", "logement") in tried
    low, high = tried["a", "logement"]
    assert high - low >= WIDTH
    ours = {each.codes: (each.low, each.high) for each in attack(release.tables)}
    assert {codes: ours[codes] for codes in tried} == tried
