"""Cases that other tools are known for, rebuilt from what is said of them, with figures of ours.

Those that come with figures of theirs are in `test_cases_of_peers`.
"""

import random
from dataclasses import replace

import pytest

from entrenous.disclosure import Cell, Dimension, Parameters, PublishedTable, Table, attack
from entrenous.disclosure.outcome import ShownCell
from tests.disclosure.independent import bounds, cell_of, whole_width
from tests.disclosure.making import LEAVES, TERRITORY, THEME, hidden, past, released, table

SPARSE = [40, 3, 25, 60, 22, 18, 35, 28, 31, 50, 7, 16, 19, 44, 5]


def only_primaries_hidden(asked: Table) -> PublishedTable:
    """What a threshold alone would publish: every small figure hidden, and nothing else."""
    shown = released(asked).tables[0]
    true = {each.codes: each.persons for each in _everything(asked)}
    cells = tuple(
        ShownCell(each.codes, None if 0 < true[each.codes] < 11 else true[each.codes])
        for each in shown.cells
    )
    return replace(shown, cells=cells)


def _everything(asked: Table) -> list[Cell]:
    """Every crossing, totals included, as a table that hides nothing would show them."""
    from entrenous.disclosure.coarsening import _every
    from entrenous.disclosure.crossing import cross

    found = {each.codes: each for each in _every(cross(asked))}
    shown = released(asked).tables[0]
    return [found.get(each.codes, Cell(each.codes, 0)) for each in shown.cells]


def test_a_threshold_alone_gives_every_small_figure_back() -> None:
    """Tools that hide small cells only, and publish totals: subtraction returns them exactly."""
    naive = only_primaries_hidden(table(SPARSE))
    found = attack([naive])
    assert len(found) == 3
    assert all(each.low == each.high for each in found)
    assert all(each.high - each.low >= 11 for each in attack(released(table(SPARSE)).tables))  # type: ignore[operator]


def test_eight_regions_in_two_zonings_one_more_region_protects_both() -> None:
    """sdcTable's linked tables: K is exact until N, beside it in both zonings, is hidden too."""
    counts = dict(zip("GHIJKLMN", (20, 31, 42, 25, 3, 36, 28, 7), strict=True))
    cells = tuple(Cell((region,), count) for region, count in counts.items())
    first = Dimension("region", {"Total": ("nord", "sud"), "nord": tuple("GHIJ"),
                                 "sud": tuple("KLMN")})  # fmt: skip
    second = Dimension("region", {"Total": ("mer", "terre"), "mer": tuple("GKN"),
                                  "terre": tuple("HIJLM")})  # fmt: skip
    tables = [Table(name, (each,), cells) for name, each in (("un", first), ("deux", second))]
    release = released(*tables, parameters=Parameters(threshold=5))
    assert [hidden(each) for each in release.tables] == [{("K",), ("N",)}] * 2
    (kept, _) = release.audit.withheld
    assert {each.codes: each.is_primary for each in kept} == {("K",): True, ("N",): False}
    cell = cell_of(release.tables[0], ("K",))
    assert whole_width(bounds(release.tables, [cell])[cell]) >= 5


def test_quarters_and_their_year_protected_apart_betray_each_other_and_together_do_not() -> None:
    draw = random.Random(7)  # noqa: S311 - figures, not keys
    quarters = [f"2026-T{n}" for n in range(1, 5)]
    counts = {
        quarter: [draw.choice((draw.randint(1, 10), draw.randint(11, 60))) for _ in LEAVES]
        for quarter in quarters
    }
    year = Dimension("periode", {"2026": tuple(quarters)})
    leaves = {(*leaf, q): counts[q][at] for at, leaf in enumerate(LEAVES) for q in quarters}
    whole = table(leaves, (TERRITORY, THEME, year))
    apart = [released(table(counts[q], scope={"periode": q})) for q in quarters]
    history = [past(each, str(rank)) for rank, each in enumerate(apart)]

    def broken(*last: PublishedTable) -> int:
        tables = [*(one for each in apart for one in each.tables), *last]
        small = {
            cell_of(each.tables[0], kept.codes)
            for each in apart
            for kept in each.audit.withheld[0]
            if kept.width
        }
        return sum(whole_width(found) < 11 for found in bounds(tables, small).values())

    assert broken() == 0
    assert broken(*released(whole).tables) > 0
    assert broken(*released(whole, history=history).tables) == 0


def test_two_cumulated_tables_safe_apart_give_small_differences() -> None:
    """Why they are refused: nothing protects a difference that no table declares."""
    january = [40, 33, 25, 60, 22, 18, 35, 28, 31, 50, 27, 16, 19, 44, 23]
    both = [count + new for count, new in zip(january, [3, 0, 12, 1] * 4, strict=False)]
    first, second = released(table(january)).tables[0], released(table(both)).tables[0]
    gaps = [
        later.persons - before.persons
        for before, later in zip(first.cells, second.cells, strict=True)
        if before.persons is not None and later.persons is not None
    ]
    assert sum(1 <= gap <= 10 for gap in gaps) >= 10


@pytest.mark.parametrize("threshold", [5, 11, 20])
def test_the_width_follows_the_threshold(threshold: int) -> None:
    release = released(table(SPARSE), parameters=Parameters(threshold=threshold))
    small = [cell_of(release.tables[0], each.codes) for each in release.audit.withheld[0]
             if each.width]  # fmt: skip
    assert small
    for found in bounds(release.tables, small).values():
        assert whole_width(found) >= threshold
