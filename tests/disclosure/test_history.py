"""One release after another: what subtraction would give away is refused, or protected."""

import pytest

from entrenous.disclosure import Dimension, DisclosureError, Refusal, Table, protect
from tests.disclosure.independent import bounds, cell_of, whole_width
from tests.disclosure.making import LEAVES, TERRITORY, THEME, hidden, past, released, table

COUNTS = [40, 3, 25, 60, 22, 18, 35, 28, 31, 50, 7, 16, 19, 44, 23]


def months(*names: str) -> Dimension:
    return Dimension("periode", {"Total": names})


def over(names: tuple[str, ...], counts: list[list[int]], total: str = "Total") -> Table:
    """The fifteen leaves for each of these periods."""
    leaves = {
        (*leaf, name): counts[rank][at]
        for rank, name in enumerate(names)
        for at, leaf in enumerate(LEAVES)
    }
    return table(leaves, (TERRITORY, THEME, Dimension("periode", {total: names})))


def refused(*asked: Table, **others: object) -> str:
    found = protect(asked, **others)  # type: ignore[arg-type]
    assert isinstance(found, Refusal), found
    assert found.proposal is None
    return " ".join(found.reasons)


def test_a_cumulated_table_without_a_period_is_refused_as_a_corrected_figure() -> None:
    january = released(table(COUNTS))
    cumulated = table([count + 2 for count in COUNTS])
    assert "déjà été publié avec un autre chiffre" in refused(cumulated, history=[past(january)])


@pytest.mark.parametrize(
    ("published", "asked"),
    [
        pytest.param("2026-01", "2026-01/2026-02", id="cumulated"),
        pytest.param("2026-01/2026-03", "2026-02/2026-04", id="rolling"),
        pytest.param("2026-T1", "2026", id="a year after one of its quarters"),
        pytest.param("2026", "2026-T3", id="a quarter after its year"),
    ],
)
def test_a_period_that_overlaps_a_published_one_is_refused(published: str, asked: str) -> None:
    first = released(table(COUNTS, scope={"periode": published}))
    again = table([count + 2 for count in COUNTS], scope={"periode": asked})
    assert "se recouvrent" in refused(again, history=[past(first)])


def test_a_year_in_quarters_is_protected_with_the_quarter_already_published() -> None:
    first = released(table(COUNTS, scope={"periode": "2026-T1"}))
    quarters = [[count + 3 * rank for count in COUNTS] for rank in range(4)]
    names = ("2026-T1", "2026-T2", "2026-T3", "2026-T4")
    year = released(over(names, quarters, total="2026"), history=[past(first)])
    shown = {cell.codes: cell.persons for cell in year.tables[0].cells}
    for cell in first.tables[0].cells:
        assert shown[(*cell.codes, "2026-T1")] == cell.persons


def test_a_quarter_and_its_months_are_refused_when_nothing_says_that_they_nest() -> None:
    quarter = released(table(COUNTS, scope={"periode": "2026-T1"}))
    in_months = over(("2026-01", "2026-02"), [COUNTS, COUNTS])
    assert "se recouvrent" in refused(in_months, history=[past(quarter)])


def test_a_year_that_is_not_made_of_its_quarters_is_refused() -> None:
    year = over(("2026-T1", "2026-T2", "2026-T3"), [COUNTS] * 3, total="2026")
    assert "n’est pas faite exactement" in refused(year)


def test_the_next_period_is_published_on_its_own() -> None:
    first = released(table(COUNTS, scope={"periode": "2026-T1"}))
    counts = [count + 5 for count in COUNTS]
    released(table(counts, scope={"periode": "2026-T2"}), history=[past(first)])


def test_two_calendars_whose_totals_have_the_same_name_are_two_totals() -> None:
    first = released(over(("2026-01", "2026-02"), [COUNTS, COUNTS]))
    released(over(("2026-03", "2026-04"), [COUNTS, COUNTS]), history=[past(first)])


def test_a_table_that_does_not_say_its_period_is_asked_for_it() -> None:
    first = released(table(COUNTS, scope={"periode": "2026-T1"}))
    with pytest.raises(DisclosureError, match="scope"):
        protect([table(COUNTS)], history=[past(first)])


def test_a_territory_drawn_again_for_the_same_period_is_refused() -> None:
    before = released(table(COUNTS, scope={"periode": "2026"}))
    drawn = Dimension("secteur", {"Total": ("C", "D"), "C": ("c1", "c2", "c3"), "D": ("d1", "d2")})
    leaves = {
        (sector.replace("a", "c").replace("b", "d"), theme): count
        for (sector, theme), count in zip(LEAVES, COUNTS, strict=True)
    }
    again = table(leaves, (drawn, THEME), scope={"periode": "2026"})
    assert "n’est pas découpé" in refused(again, history=[past(before)])
    released(table(leaves, (drawn, THEME), scope={"periode": "2027"}), history=[past(before)])


def test_a_second_zoning_of_the_same_sectors_is_decided_with_the_first() -> None:
    other = Dimension("secteur", {"Total": ("X", "Y"), "X": ("a1", "b1"), "Y": ("a2", "a3", "b2")})
    leaves = dict(zip(LEAVES, COUNTS, strict=True))
    first = released(table(leaves))
    second = released(table(leaves, (other, THEME)), history=[past(first)])
    for cell, found in bounds(
        [*first.tables, *second.tables],
        [cell_of(first.tables[0], each.codes) for each in first.audit.withheld[0] if each.width],
    ).items():
        assert whole_width(found) >= 11, cell


def test_a_corrected_figure_is_refused_even_where_it_was_hidden() -> None:
    before = released(table(COUNTS))
    corrected = list(COUNTS)
    corrected[1] += 1
    assert "Une correction se publie dans la période suivante" in refused(
        table(corrected), history=[past(before)]
    )


def test_what_was_hidden_for_itself_stays_hidden_under_a_lower_threshold() -> None:
    from entrenous.disclosure import Parameters

    before = released(table(COUNTS))
    after = released(table(COUNTS), parameters=Parameters(threshold=5), history=[past(before)])
    small = {each.codes for each in before.audit.withheld[0] if each.is_primary}
    assert ("b2", "budget") in small or small
    assert small <= hidden(after.tables[0])


def test_a_finer_table_after_a_coarse_one_hides_more_or_is_refused() -> None:
    whole = Dimension("secteur", {"Total": ("A", "B")})
    coarse_leaves: dict[tuple[str, ...], int] = {}
    for (sector, theme), count in zip(LEAVES, COUNTS, strict=True):
        at = (sector[0].upper(), theme)
        coarse_leaves[at] = coarse_leaves.get(at, 0) + count
    coarse = released(table(coarse_leaves, (whole, THEME)))
    assert hidden(coarse.tables[0]) == set()
    fine = released(table(COUNTS), history=[past(coarse)])
    shown = {cell.codes: cell.persons for cell in fine.tables[0].cells}
    assert all(shown[cell.codes] == cell.persons for cell in coarse.tables[0].cells)
    wanted = [cell_of(fine.tables[0], each.codes) for each in fine.audit.withheld[0] if each.width]
    for found in bounds([*fine.tables, *coarse.tables], wanted).values():
        assert whole_width(found) >= 11
