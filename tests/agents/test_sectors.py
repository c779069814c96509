"""The secteur of an address: one, several, none, or a question to ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.agents.sectors import Outcome, SectorMap, SectorRange

TANNEURS = "rue des Tanneurs"
MAP = SectorMap(
    [
        SectorRange("07", "Saint-Orme", TANNEURS, "odd"),
        SectorRange("08", "Saint-Orme", TANNEURS, "even", 2, 40),
        SectorRange("08", "Saint-Orme", "avenue Jean Jaurès"),
        SectorRange("07", "Saint-Orme", "rue du 8 mai 1945"),
        SectorRange("07", "Saint-Orme", "rue des Lilas"),
        SectorRange("08", "Saint-Orme", "allée des Lilas"),
        SectorRange("07", "Saint-Orme", "quai du Lavoir", "all", 1, 20),
        SectorRange("08", "Saint-Orme", "quai du Lavoir", "all", 20, None),
        SectorRange("01", "Valmeuse-sur-Orme"),
        SectorRange("02", "Valmeuse-sur-Orme", "place du Marché"),
        SectorRange("03", "Brécey-le-Gué"),
        SectorRange("04", "Fontvieille"),
        SectorRange("05", "Fontvieille"),
    ]
)


@pytest.mark.parametrize(
    ("street", "commune", "outcome", "secteurs"),
    [
        ("3 bis r. des Tanneurs", "St Orme", Outcome.ONE, ("07",)),
        ("12 rue des tanneurs", "Saint-Orme", Outcome.ONE, ("08",)),
        ("42 rue des tanneurs", "Saint-Orme", Outcome.NONE, ()),
        ("rue des tanneurs", "Saint-Orme", Outcome.NUMBER_NEEDED, ("07", "08")),
        ("20 quai du lavoir", "Saint-Orme", Outcome.SEVERAL, ("07", "08")),
        ("21 quai du lavoir", "Saint-Orme", Outcome.ONE, ("08",)),
        ("5 av J Jaurès", "Saint-Orme", Outcome.ONE, ("08",)),
        ("5 avenue Jaures", "Saint-Orme", Outcome.ONE, ("08",)),
        ("les lilas", "Saint-Orme", Outcome.STREET_NEEDED, ("07", "08")),
        ("4 allée des lilas", "Saint-Orme", Outcome.ONE, ("08",)),
        ("rue du 8 mai 1945", "Saint-Orme", Outcome.ONE, ("07",)),
        ("", "Saint-Orme", Outcome.STREET_NEEDED, ("07", "08")),
        ("impasse Inconnue", "Saint-Orme", Outcome.NONE, ()),
        ("impasse Inconnue", "Valmeuse s/Orme", Outcome.ONE, ("01",)),
        ("2 place du marche", "Valmeuse s/Orme", Outcome.ONE, ("02",)),
        ("", "Valmeuse s/Orme", Outcome.STREET_NEEDED, ("01", "02")),
        ("", "BRECEY LE GUE", Outcome.ONE, ("03",)),
        ("9 rue X", "Fontvieille", Outcome.SEVERAL, ("04", "05")),
        ("9 rue X", "Ailleurs", Outcome.NONE, ()),
    ],
)
def test_an_address_gets_its_secteur_or_the_question_to_ask(
    street: str, commune: str, outcome: Outcome, secteurs: tuple[str, ...]
) -> None:
    found = MAP.resolve(street, commune)
    assert (found.outcome, found.secteurs) == (outcome, secteurs)


def test_a_mistyped_street_is_understood_and_shown_to_be_checked() -> None:
    found = MAP.resolve("3 rue des Taneurs", "Saint-Orme")
    assert (found.outcome, found.street, found.exact) == (Outcome.ONE, TANNEURS, False)


def test_a_date_in_a_street_name_is_never_taken_for_its_neighbour() -> None:
    assert MAP.resolve("rue du 9 mai 1945", "Saint-Orme").outcome is Outcome.NONE


def test_an_unknown_street_comes_with_the_nearest_names() -> None:
    assert "quai du Lavoir" in MAP.resolve("3 rue du Lavoire", "Saint-Orme").suggestions


def test_a_gap_in_the_map_is_told_from_a_commune_that_is_not_ours() -> None:
    assert MAP.resolve("42 rue des Tanneurs", "Saint-Orme").commune_known
    assert not MAP.resolve("1 rue X", "Ailleurs").commune_known


def test_conflicts_name_the_rows_that_give_one_house_to_two_secteurs() -> None:
    pairs = {(one.commune, one.street) for one, _ in MAP.conflicts()}
    assert pairs == {("Saint-Orme", "quai du Lavoir"), ("Fontvieille", "")}


def test_odd_and_even_rows_that_share_a_secteur_need_no_number() -> None:
    rows = [SectorRange("07", "A", "rue B", "odd"), SectorRange("07", "A", "rue B", "even")]
    assert SectorMap(rows).resolve("rue B", "A").outcome is Outcome.ONE


RENAMED = SectorMap(
    [
        SectorRange("07", "A", "rue Simone Veil", former="rue du Maréchal Vieux"),
        SectorRange("08", "A", "rue de la République", "all", 1, 12, "", "bis"),
        SectorRange("09", "A", "rue de la République", "all", 12, None, "ter"),
        SectorRange("07", "A", "avenue du Général de Gaulle"),
        SectorRange("08", "A", "rue Veil"),
    ]
)


@pytest.mark.parametrize(
    ("street", "secteurs"),
    [
        ("3 r. du Mal Vieux", ("07",)),
        ("3 rue Simone Veil", ("07",)),
        ("3 rue Veil", ("08",)),
        ("12 bis r. de la Rép", ("08",)),
        ("12 ter r. de la Rép.", ("09",)),
        ("République (rue de la), 12", ("08",)),
        ("av Gal de Gaulle", ("07",)),
        ("Gal de Gaulle, av. du", ("07",)),
        ("de Gaulle (av. du Général) 4", ("07",)),
    ],
)
def test_a_renamed_a_shortened_and_a_turned_street_are_understood(
    street: str, secteurs: tuple[str, ...]
) -> None:
    assert RENAMED.resolve(street, "A").secteurs == secteurs


def test_the_former_name_is_told_and_a_shortened_one_is_to_be_checked() -> None:
    assert RENAMED.resolve("rue du mal vieux", "A").former == "rue du Maréchal Vieux"
    assert RENAMED.resolve("rue Simone Veil", "A").former == ""
    assert not RENAMED.resolve("12 r. de la Rép", "A").exact


def test_thirty_thousand_rows_of_one_street_are_compared_without_end() -> None:
    rows = [SectorRange(str(n % 2), "A", "rue B", "all", n, n) for n in range(1, 30_001)]
    assert SectorMap(rows).conflicts() == []
    crowded = [SectorRange(str(n % 2), "A", "rue B") for n in range(3_000)]
    assert len(SectorMap(crowded).conflicts(most=50)) == 50


bounds = st.none() | st.integers(1, 60)
ranges = st.lists(
    st.builds(
        lambda secteur, parity, one, two: SectorRange(
            secteur, "A", "rue B", parity, *sorted((one or 1, two or 60))
        ),
        st.sampled_from(["1", "2", "3"]),
        st.sampled_from(["all", "odd", "even"]),
        bounds,
        bounds,
    ),
    min_size=1,
    max_size=5,
)


@given(ranges, st.integers(1, 70))
def test_a_numbered_house_gets_exactly_the_secteurs_of_the_rows_that_have_it(
    rows: list[SectorRange], number: int
) -> None:
    expected = tuple(sorted({row.secteur for row in rows if row.has(number)}))
    assert SectorMap(rows).resolve(f"{number} rue B", "A").secteurs == expected


@given(ranges)
def test_an_answer_without_number_holds_for_every_house(rows: list[SectorRange]) -> None:
    sectors = SectorMap(rows)
    found = sectors.resolve("rue B", "A")
    if found.outcome is Outcome.ONE:
        for number in range(1, 90):
            assert sectors.resolve(f"{number} rue B", "A").secteurs == found.secteurs


@given(ranges)
def test_conflicts_are_found_exactly_when_a_house_has_two_secteurs(
    rows: list[SectorRange],
) -> None:
    sectors = SectorMap(rows)
    shared = any(len(sectors.resolve(f"{n} rue B", "A").secteurs) > 1 for n in range(1, 70))
    assert bool(sectors.conflicts()) == shared


def test_thirty_thousand_rows_answer_at_once() -> None:
    rows = [
        SectorRange(str(i % 200), f"Commune {i % 300}", f"rue numérotée {i // 300} du Pré")
        for i in range(30_000)
    ]
    sectors = SectorMap(rows)
    for i in range(200):
        assert sectors.resolve(f"3 r. numerotee {i % 100} du pre", f"commune {i}").secteurs
