"""A file of streets: checked line by line, written whole or not at all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entrenous.agents import importing, territory
from entrenous.agents.importing import MapChanged
from entrenous.agents.models import Secteur, StreetRange
from entrenous.agents.sector_files import write_ranges
from entrenous.agents.sector_rows import BadFile, read_row
from tests.people import House

HEADER = "secteur;lieu;commune;insee;rue;ancien_nom;cote;du;au\n"
LINES = (
    "Secteur 07;;Saint-Orme;63300;rue des Tanneurs;;impairs;1;99\n"
    "Secteur 07;;Saint-Orme;;quai du Lavoir;quai Neuf;;12 bis;20\n"
    "Secteur 07;;Valmeuse-sur-Orme;;;;;;\n"
)


def check(house: House, text: str, *, replaces: bool = False) -> importing.Plan:
    return importing.check(house.organisation, text, replaces=replaces)


def write(house: House, text: str, *, replaces: bool = False) -> importing.Report:
    version = territory.version(house.organisation.pk)
    plan = check(house, text, replaces=replaces)
    importing.apply(house.organisation, plan, version=version)
    return plan.report


def secteur_of(house: House, street: str, commune: str = "Saint-Orme") -> Secteur | None:
    return territory.place(house.organisation.pk, street=street, commune=commune).secteur


def test_a_file_is_written_once_and_the_same_file_changes_nothing(house: House) -> None:
    assert write(house, HEADER + LINES).new == 3
    before = sorted(StreetRange.objects.values_list("pk", flat=True))
    again = write(house, HEADER + LINES)
    assert (again.changes, again.same) == (0, 3)
    whole = write(house, HEADER + LINES, replaces=True)
    assert whole.changes == 0
    assert sorted(StreetRange.objects.values_list("pk", flat=True)) == before


def test_what_is_exported_is_imported_without_a_change(house: House) -> None:
    write(house, HEADER + LINES)
    exported = write_ranges(house.organisation)
    assert check(house, "\ufeff" + exported, replaces=True).report.changes == 0


def test_every_wrong_line_is_said_with_its_number_and_nothing_is_written(house: House) -> None:
    text = HEADER + (
        "Secteur 99;;Saint-Orme;;;;;;\n"
        "Secteur 07;;;;rue A;;;;\n"
        "Secteur 07;;Saint-Orme;;rue A;;travers;;\n"
        "Secteur 07;;Saint-Orme;;rue A;;;20;10\n"
        "Secteur 07;;Saint-Orme;;;;;3;\n"
        "Secteur 07;;Saint-Orme;;=HYPERLINK(1);;;;\n"
        "Secteur 07;;Saint-Orme;;rue A;;;douze;;trop\n"
        "Secteur 07;;Saint-Orme;1234;rue A;;;;\n"
        "Secteur 07;;Saint-Orme;;rue A;;impairs;12;12\n"
        "Secteur 07;;Saint-Orme;;rue B;;;;\n"
    )
    plan = check(house, text)
    assert [found.line for found in plan.report.errors] == list(range(2, 11))
    with pytest.raises(ValueError, match="errors"):
        importing.apply(house.organisation, plan, version=territory.version(house.organisation.pk))
    assert not StreetRange.objects.exists()


@pytest.mark.parametrize("text", ["", "nom;age\nX;3\n", "commune\nX\n", "\x00\x01"])
def test_what_is_no_table_of_streets_is_refused_in_a_sentence(house: House, text: str) -> None:
    with pytest.raises(BadFile, match="La première ligne doit nommer les colonnes"):
        check(house, text)


def test_overlaps_and_gaps_say_their_lines(house: House) -> None:
    Secteur.objects.create(circonscription=house.circonscription, name="Secteur 08")
    write(house, HEADER + "Secteur 07;;Saint-Orme;;rue A;;;1;20\n")
    report = check(
        house,
        HEADER
        + "Secteur 08;;Saint-Orme;;rue A;;pairs;20;30\n"
        + "Secteur 08;;Fontvieille;;;;;;\n"
        + "Secteur 07;;Fontvieille;;;;;;\n",
    ).report
    said = {found.line: found.sentence for found in report.overlaps}
    assert "avec la carte d’aujourd’hui" in said[2]
    assert "avec la ligne 4" in said[3]
    assert any("rues qui ne sont pas citées" in gap.sentence for gap in report.gaps)


def test_a_whole_map_takes_away_what_it_does_not_name(house: House) -> None:
    write(house, HEADER + LINES)
    report = write(house, HEADER + "Secteur 07;;Valmeuse-sur-Orme;;;;;;\n", replaces=True)
    assert (report.removed, report.same) == (2, 1)
    assert secteur_of(house, "3 rue des Tanneurs") is None


def test_a_missing_secteur_is_made_when_the_file_says_where(house: House) -> None:
    place = house.circonscription.name
    report = write(house, HEADER + f"Secteur 12;{place};Saint-Orme;;;;;;\n")
    assert report.secteurs == ["Secteur 12"]
    found = secteur_of(house, "", "Saint-Orme")
    assert found is not None
    assert found.name == "Secteur 12"


def test_a_corrected_spelling_replaces_its_line(house: House) -> None:
    write(house, HEADER + "Secteur 07;;Saint-Orme;;r des tanneurs;;;;\n")
    report = write(house, HEADER + "Secteur 07;;Saint-Orme;;rue des Tanneurs;rue Haute;;;\n")
    assert (report.corrected, report.new) == (1, 0)
    assert StreetRange.objects.get().street == "rue des Tanneurs"
    assert secteur_of(house, "3 rue Haute") == house.secteur


def test_a_map_that_moved_since_the_check_is_not_overwritten(house: House) -> None:
    version = territory.version(house.organisation.pk)
    plan = check(house, HEADER + LINES)
    write(house, HEADER + "Secteur 07;;Fontvieille;;;;;;\n")
    with pytest.raises(MapChanged):
        importing.apply(house.organisation, plan, version=version)
    assert StreetRange.objects.count() == 1


def test_a_thousand_lines_cost_a_few_queries(house: House) -> None:
    lines = "".join(f"Secteur 07;;Saint-Orme;;rue {n} du Pré;;;;\n" for n in range(1_000))
    with CaptureQueriesContext(connection) as asked:
        assert write(house, HEADER + lines).new == 1_000
    assert len(asked) < 40


def test_a_number_with_its_bis_is_read(house: House) -> None:
    row = read_row({"commune": "Saint-Orme", "rue": "rue A", "du": "12B", "au": "14 ter"})
    assert (row.first, row.first_repeat, row.last, row.last_repeat) == (12, "bis", 14, "ter")
    write(house, HEADER + "Secteur 07;;Saint-Orme;;rue A;;;12 bis;14 ter\n")
    assert secteur_of(house, "12 rue A") is None
    assert secteur_of(house, "12 bis rue A") == house.secteur
    assert secteur_of(house, "14 ter rue A") == house.secteur
    assert secteur_of(house, "14 quater rue A") is None
