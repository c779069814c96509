"""`./entrenous sectors`: what it says, what it writes, and the code it ends with."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from entrenous.agents import territory
from entrenous.agents.models import StreetRange
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from tests.people import House, build_house

HEAD = "secteur;commune;rue;cote;du;au\n"
GOOD = f"{HEAD}Secteur 07;Saint-Orme;rue des Tanneurs;;;\n"


def run(what: str, file: Path, *flags: str) -> str:
    """What the command prints."""
    told = io.StringIO()
    call_command("sectors", what, str(file), *flags, stdout=told)
    return told.getvalue()


def test_a_file_is_only_checked_until_it_is_told_to_write(house: House, tmp_path: Path) -> None:
    file = tmp_path / "rues.csv"
    file.write_text(GOOD, "utf-8")
    told = run("import", file)
    assert "1 ligne lue, 1 nouvelle, " in told
    assert "Pour écrire, relancez avec --write" in told
    assert not StreetRange.objects.exists()
    assert "La carte est à jour." in run("import", file, "--write")
    placed = territory.place(house.organisation.pk, street="3 r. des tanneurs", commune="st orme")
    assert placed.secteur == house.secteur
    assert "1 déjà là" in run("import", file, "--write")
    assert Entry.objects.filter(act=Act.ORGANISATION_CHANGED).count() == 1


def test_what_is_exported_comes_back_the_same(house: House, tmp_path: Path) -> None:
    source, out = tmp_path / "rues.csv", tmp_path / "carte.csv"
    source.write_text(f"{GOOD}Secteur 07;Saint-Orme;quai Vert;impairs;1;12 bis\n", "utf-8")
    run("import", source, "--write")
    assert f"La carte est dans {out}." in run("export", out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")  # spreadsheets know it by this
    told = run("import", out, "--replace", "--write")
    assert "0 nouvelle, 0 corrigée, 0 retirée, 2 déjà là" in told
    assert StreetRange.objects.filter(secteur=house.secteur).count() == 2


def test_overlaps_and_gaps_are_told_with_their_lines(house: House, tmp_path: Path) -> None:
    file = tmp_path / "rues.csv"
    place = house.circonscription.name
    file.write_text(
        "secteur;lieu;commune;rue;cote;du;au\n"
        f"Secteur 07;{place};Saint-Orme;rue des Tanneurs;;1;20\n"
        f"Secteur 08;{place};Saint-Orme;rue des Tanneurs;pairs;10;40\n",
        "utf-8",
    )
    told = run("import", file)
    assert "1 secteur créé" in told
    assert "1 chevauchement, " in told
    assert "Ligne 2 : Saint-Orme, rue des Tanneurs" in told
    assert "certains numéros n’ont aucun secteur." in told


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (f"{HEAD}Secteur 99;Saint-Orme;rue Verte;;;\n".encode(), 1),
        (f"{HEAD}Secteur 07;Saint-Orme;rue Verte;;20;3\n".encode(), 1),
        (b"nom;prenom\nSARR;Awa\n", 2),
        ("secteur;commune\nSecteur 07;Saint-Épain\n".encode("cp1252"), 2),
        (b"\x00\x01PK\x03\x04", 2),
        (None, 2),
    ],
)
def test_a_bad_file_writes_nothing_and_its_code_tells_how_bad(
    house: House, tmp_path: Path, raw: bytes | None, code: int
) -> None:
    assert house.secteur.name == "Secteur 07"
    file = tmp_path / "rues.csv"
    if raw is not None:
        file.write_bytes(raw)
    with pytest.raises(CommandError) as refused:
        run("import", file, "--write")
    assert refused.value.returncode == code
    assert not StreetRange.objects.exists()


def test_with_two_organisations_one_is_named(house: House, tmp_path: Path) -> None:
    build_house("Caisse d’essai (fictive)")
    file = tmp_path / "rues.csv"
    file.write_text(GOOD, "utf-8")
    with pytest.raises(CommandError, match="--organisation"):
        run("import", file, "--write")
    assert "à jour" in run("import", file, "--write", "--organisation", house.organisation.name)
