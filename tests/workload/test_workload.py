"""Units of work: what is missing is said, what cannot be is set aside, and nobody is ranked."""

import json
from datetime import date
from pathlib import Path

import pytest

from entrenous.workload import cli, traits
from entrenous.workload.measures import MEANS, TABLES, compute, share_not_stated
from entrenous.workload.work import Counted, Work, coarsened

BY_CODE = {measure.code: measure for measure in MEANS}


def talk(**told: object) -> Counted:
    given = {"act": "thread.entry", "month": "2026-01", "place": "A", "doing": "interview"}
    return coarsened(Work(**{**given, **told}))  # type: ignore[arg-type]


def test_there_are_twelve_means_indicators_each_with_what_it_does_not_say() -> None:
    assert len(MEANS) == len(BY_CODE) == 12
    assert {measure.code for measure in TABLES} >= set(BY_CODE)
    assert len({measure.code for measure in TABLES}) == len(TABLES)
    assert all(measure.limit for measure in TABLES)
    assert {measure.cut for measure in TABLES}.isdisjoint({"agent", "person", "secteur"})


@pytest.mark.parametrize(
    ("minutes", "band"),
    [(None, "NR"), (0, "NR"), (15, "m15"), (16, "m30"), (60, "m60"), (61, "m90"), (1440, "m91")],
)
def test_a_length_is_a_band_and_nothing_typed_is_not_stated(minutes: int, band: str) -> None:
    assert talk(minutes=minutes).length == band


@pytest.mark.parametrize("minutes", [-5, 1441, 10**9])
def test_absurd_minutes_are_not_stated_and_counted_aside(minutes: int) -> None:
    row = talk(minutes=minutes)
    assert (row.length, row.minutes, row.aside) == ("NR", 0, 1)


def test_every_missing_answer_says_so() -> None:
    row = coarsened(Work("thread.entry", "2026-01"))
    assert {row.place, row.doing, row.mode, row.theme, row.band, row.household} == {"NR"}


def test_persons_are_counted_once_and_agents_by_their_largest_month() -> None:
    rows = [
        talk(mode="office", person="p1", agent="a1"),
        talk(mode="office", person="p1", agent="a2"),
        talk(mode="office", person="p2", agent="b1", month="2026-02"),
        talk(mode="phone", person="p1", agent="a1"),
    ]
    cells = {cell.code: cell for cell in compute(BY_CODE["contacts"], rows)}
    assert (cells["office"].units, cells["office"].contributors) == (3, 2)
    assert cells["office"].agents == 2
    assert cells["phone"].contributors == 1


def test_acts_of_nobody_in_particular_count_for_themselves() -> None:
    rows = [coarsened(Work("demande.decided", "2026-01", "A", delay=d)) for d in (0, 2, None)]
    cells = compute(BY_CODE["waiting"], rows)
    assert {c.code: c.contributors for c in cells} == {"d0": 1, "d3": 1, "NR": 1}
    assert share_not_stated(cells) == (1, 3)


def test_posts_vacant_and_absences_covered_are_days() -> None:
    rows = [
        coarsened(Work("cover.planned", "2026-01", "A", delay=14, agent="a1")),
        coarsened(Work("post.vacant", "2026-01", "A", delay=90, agent="a2")),
        coarsened(Work("post.vacant", "2026-01", "A", delay=-3, agent="a2")),
    ]
    cells = {
        cell.code: (cell.units, cell.contributors) for cell in compute(BY_CODE["covers"], rows)
    }
    assert cells == {"cover.planned": (14, 1), "post.vacant": (90, 2)}
    assert BY_CODE["covers"].has_value


def test_an_empty_month_gives_empty_tables() -> None:
    assert all(compute(measure, []) == [] for measure in MEANS)


@pytest.mark.parametrize(
    ("birth", "year", "expected"),
    [
        (date(2008, 6, 2), None, "u18"),
        (date(2008, 6, 1), None, "a18"),
        (None, 1950, "a75"),
        (None, None, "NR"),
        (None, 1800, "NR"),
        (date(2030, 1, 1), None, "NR"),
    ],
)
def test_an_age_is_a_band(birth: date | None, year: int | None, expected: str) -> None:
    assert traits.band(birth, year, date(2026, 6, 1)) == expected


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([], "NR"),
        ([("fille", None)], "alone_children"),
        ([("Époux", 1980), ("", 2019)], "couple_children"),
        ([("compagne", None)], "couple"),
        ([("sœur", 1990)], "other"),
    ],
)
def test_a_household_is_a_type_and_nobody_noted_is_not_alone(
    members: list[tuple[str, int | None]], expected: str
) -> None:
    assert traits.household(members, 2026) == expected


def test_the_command_reads_acts_and_names_the_one_it_cannot(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = tmp_path / "acts.json"
    act = {"act": "thread.entry", "month": "2026-01", "doing": "visit", "minutes": -3}
    good.write_text(json.dumps([act]))
    assert cli.main([str(good)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["acts"], told["aside"], len(told["indicators"])) == (1, 1, len(TABLES))
    for bad in ([{"act": "x"}], [{**act, "name": "Mme Test"}], [{**act, "minutes": "dix"}], {}):
        good.write_text(json.dumps(bad))
        assert cli.main([str(good)]) == 2
    assert "entier" in capsys.readouterr().err
