"""Which cells are hidden for themselves: persons, agents, a value one holds, insiders, overlaps."""

from dataclasses import replace

import pytest

from entrenous.disclosure import (
    Cell,
    Dimension,
    DisclosureError,
    Parameters,
    Reason,
    Refusal,
    Release,
    Table,
    attack,
    protect,
)
from entrenous.disclosure.programs import Budget
from tests.disclosure.independent import bounds, cell_of, whole_width
from tests.disclosure.making import LEAVES, TERRITORY, THEME, hidden, past, released, table

LARGE = [40, 33, 25, 60, 22, 18, 35, 28, 31, 50, 27, 16, 19, 44, 23]
SECTORS = Dimension("secteur", {"Total": ("a", "b", "c")})
KINDS = Dimension("theme", {"Tous": ("logement", "budget", "sante")})
NINE = [(s, k) for s in "abc" for k in ("logement", "budget", "sante")]


def reasons(release, codes: tuple[str, ...]) -> tuple[Reason, ...]:
    return next((each.reasons for each in release.audit.withheld[0] if each.codes == codes), ())


def test_a_table_of_large_figures_is_shown_whole() -> None:
    assert hidden(released(table(LARGE)).tables[0]) == set()


def test_ten_persons_are_hidden_and_eleven_are_not() -> None:
    release = released(table([10, *LARGE[1:]]))
    assert reasons(release, ("a1", "logement")) == (Reason.PERSONS,)
    assert ("a1", "logement") not in hidden(released(table([11, *LARGE[1:]])).tables[0])


def test_zeros_are_shown() -> None:
    release = released(table([0, 3, *LARGE[2:]]))
    shown = {cell.codes: cell.persons for cell in release.tables[0].cells}
    assert shown["a1", "logement"] == 0


def test_fewer_than_three_agents_hide_a_cell_however_large() -> None:
    cells = [Cell(leaf, 50, agents=3) for leaf in LEAVES]
    cells[4] = replace(cells[4], agents=2)
    release = released(Table("Essai", (TERRITORY, THEME), tuple(cells)))
    assert reasons(release, LEAVES[4]) == (Reason.AGENTS,)
    assert reasons(release, ("a2", "Tous")) in {(), (Reason.SECONDARY,)}


def test_agents_of_a_total_are_not_the_sum_of_its_parts_unless_a_row_says_so() -> None:
    cells = [Cell((s, k), 50, agents=2) for s, k in NINE]
    alone = protect([Table("Essai", (SECTORS, KINDS), tuple(cells))])
    assert isinstance(alone, Refusal) or all(c.is_suppressed for c in alone.tables[0].cells)
    totals = [Cell((s, "Tous"), 150, agents=4) for s in "abc"]
    totals += [Cell(("Total", k), 150, agents=6) for k in ("logement", "budget", "sante")]
    totals += [Cell(("Total", "Tous"), 450, agents=9)]
    release = released(Table("Essai", (SECTORS, KINDS), (*cells, *totals)))
    assert hidden(release.tables[0]) == set(NINE)


def of_value(value: float, largest: float, second: float) -> Table:
    cells = [
        Cell(leaf, 30, value=600.0 + 10 * rank, largest=50.0, second=40.0)
        for rank, leaf in enumerate(NINE)
    ]
    cells[0] = Cell(NINE[0], 30, value=value, largest=largest, second=second)
    return Table("Essai", (SECTORS, KINDS), tuple(cells), value="minutes")


def test_a_value_that_one_person_dominates_is_hidden_with_its_persons() -> None:
    release = released(of_value(1000, 900, 20))
    assert Reason.DOMINANCE in reasons(release, NINE[0])
    assert all(cell.value is None for cell in release.tables[0].cells if cell.is_suppressed)


def test_a_value_that_the_second_could_estimate_is_hidden() -> None:
    release = released(of_value(1000, 600, 370))
    assert reasons(release, NINE[0]) == (Reason.ESTIMABLE,)
    at = next(each for each in attack(release.tables) if each.codes == NINE[0])
    assert at.value_low is not None
    assert at.value_low <= 900 + 1e-3
    assert at.value_high is None or at.value_high >= 1100 - 1e-3


def test_a_value_without_its_contributions_is_refused_in_words() -> None:
    cells = tuple(Cell(leaf, 30, value=600.0) for leaf in NINE)
    with pytest.raises(DisclosureError, match="plus fortes contributions"):
        protect([Table("Essai", (SECTORS, KINDS), cells, value="minutes")])


def test_a_group_that_one_category_fills_is_flagged_and_shown() -> None:
    counts = list(LARGE)
    counts[0:3] = [90, 0, 0]
    release = released(table(counts))
    assert any("a1" in flag and "logement" in flag for flag in release.audit.flags)
    assert ("a1", "logement") not in hidden(release.tables[0])


ROW = Dimension("secteur", {"Total": tuple("abcdef")})


def narrowed_by(release: Release, known: dict[str, int]) -> dict[str, float]:
    """The width left of each primary for who also knows these cells."""
    (shown,) = release.tables
    cells = tuple(
        replace(each, persons=known.get(each.codes[0], each.persons)) for each in shown.cells
    )
    wanted = [
        each.codes
        for each in release.audit.withheld[0]
        if each.width and each.codes[0] not in known
    ]
    found = bounds([replace(shown, cells=cells)], [cell_of(shown, codes) for codes in wanted])
    return {codes[0]: whole_width(found[cell_of(shown, codes)]) for codes in wanted}


def test_an_agent_alone_cannot_subtract_her_own_cell() -> None:
    """Two hidden cells would do for outside; not for who stands alone behind one of them."""
    counts = dict(zip("abcdef", (40, 30, 60, 70, 80, 90), strict=True))
    agents = dict(zip("abcdef", (1, 2, 3, 3, 3, 3), strict=True))
    cells = tuple(Cell((code,), count, agents=agents[code]) for code, count in counts.items())
    release = released(Table("Essai", (ROW,), (*cells, Cell(("Total",), 370, agents=9))))
    assert set(narrowed_by(release, {"a": 40})) == {"b"}
    assert narrowed_by(release, {"a": 40})["b"] >= 11


def test_who_is_alone_behind_several_cells_knows_them_together() -> None:
    counts = dict(zip("abcdef", (8, 9, 7, 60, 70, 80), strict=True))

    def asked(holder: str | None) -> Table:
        cells = tuple(
            Cell((code,), count, holder=holder if code in "ab" else None)
            for code, count in counts.items()
        )
        return Table("Essai", (ROW,), cells)

    assert narrowed_by(released(asked(None)), {"a": 8, "b": 9})["c"] == 0
    assert narrowed_by(released(asked("foyer")), {"a": 8, "b": 9})["c"] >= 11


def test_a_person_alone_behind_a_value_cannot_subtract_it() -> None:
    cells = [
        Cell((code,), 20, value=500.0 + 100 * rank, largest=60.0, second=50.0)
        for rank, code in enumerate("abcdef")
    ]
    cells[0] = Cell(("a",), 1, value=90.0, largest=90.0, second=0.0)
    cells[1] = Cell(("b",), 9, value=95.0, largest=30.0, second=20.0)
    release = released(Table("Essai", (ROW,), tuple(cells), value="minutes"))
    assert len(hidden(release.tables[0])) > 2


# --- overlapping themes ---------------------------------------------------------------------------


def overlapping() -> Table:
    themes = Dimension("theme", {"Tous": ("logement", "budget", "sante")}, frozenset({"Tous"}))
    leaves = {("a", "logement"): 30, ("a", "budget"): 25, ("a", "sante"): 4,
              ("b", "logement"): 50, ("b", "budget"): 20, ("b", "sante"): 40,
              ("c", "logement"): 28, ("c", "budget"): 31, ("c", "sante"): 35}  # fmt: skip
    totals = {("a", "Tous"): 41, ("b", "Tous"): 70, ("c", "Tous"): 50}
    return table({**leaves, **totals}, (SECTORS, themes))


def test_persons_with_several_themes_do_not_add_up_over_them() -> None:
    release = released(overlapping())
    shown = {cell.codes: cell.persons for cell in release.tables[0].cells}
    assert shown["Total", "Tous"] in {161, None}
    assert shown["a", "sante"] is None
    wanted = [cell_of(release.tables[0], each.codes) for each in release.audit.withheld[0]
              if each.width]  # fmt: skip
    for found in bounds(release.tables, wanted).values():
        assert whole_width(found) >= 11


def test_a_total_that_does_not_add_up_must_be_given() -> None:
    asked = overlapping()
    cells = tuple(cell for cell in asked.cells if cell.codes != ("b", "Tous"))
    with pytest.raises(DisclosureError, match="donnez une ligne"):
        protect([replace(asked, cells=cells)])


@pytest.mark.parametrize("total", [49, 111])
def test_a_total_lies_between_its_largest_part_and_their_sum(total: int) -> None:
    asked = overlapping()
    cells = tuple(
        replace(cell, persons=total) if cell.codes == ("b", "Tous") else cell
        for cell in asked.cells
    )
    with pytest.raises(DisclosureError, match="ne s’additionne pas"):
        protect([replace(asked, cells=cells)])


# --- refusals -------------------------------------------------------------------------------------


def test_a_spent_budget_is_a_refusal_and_a_coarser_table_is_proposed() -> None:
    counts = [3, 4, 5, 6, 7, 8, 30, 30, 3, 30, 4, 30, 5, 30, 6]
    found = protect([table(counts)], parameters=Parameters(programs=8))
    assert isinstance(found, Refusal)
    assert any("épuisé" in reason for reason in found.reasons)
    assert found.proposal is not None
    assert "retirer" in found.proposal.sentence
    released(*found.proposal.tables, parameters=Parameters(programs=8))


def test_the_coarser_tables_tried_cost_together_no_more_than_the_decision_was_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    solved = []
    charge = Budget.charge

    def counted(budget: Budget, pivots: int) -> None:
        solved.append(pivots)
        charge(budget, pivots)

    monkeypatch.setattr(Budget, "charge", counted)
    counts = [1, 2, 3, 0, 2, 1, 1, 3, 2, 4, 1, 1, 2, 3, 2]
    found = protect([table(counts)], parameters=Parameters(programs=3))
    assert isinstance(found, Refusal)
    assert found.proposal is None
    assert len(solved) == 3 + 3


def test_a_small_figure_that_nothing_can_hide_any_more_is_refused() -> None:
    """Twelve persons were shown; nine and three of them now cannot be told apart by eleven."""
    row = Dimension("secteur", {"Total": ("a", "b")})
    first = released(table({("a",): 12, ("b",): 40}, (row,)))
    finer = Dimension("secteur", {"Total": ("a", "b"), "a": ("a1", "a2")})
    asked = table({("a1",): 9, ("a2",): 3, ("b",): 40}, (finer,))
    found = protect([asked], history=[past(first)])
    assert isinstance(found, Refusal)
    assert any("trop de chiffres" in reason for reason in found.reasons)
    assert found.proposal is not None
    (proposed,) = found.proposal.tables
    assert dict(proposed.dimensions[0].hierarchy) == {"Total": ("a", "b")}


def test_the_threshold_does_not_go_under_five() -> None:
    with pytest.raises(DisclosureError, match="seuil"):
        protect([table(LARGE)], parameters=Parameters(threshold=4))


def test_the_same_table_gives_the_same_release_and_progress_is_told() -> None:
    seen = []
    asked = table([3, 9, *LARGE[2:]])
    assert protect([asked], watch=seen.append) == protect([asked])
    assert {"Premier tracé", "Attaque"} <= {each.step for each in seen}
