"""The map as a file, neighbouring services, communes: checked first, written whole."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from entrenous.agents.models import Commune, NeighbourService, Secteur, SectorFile, StreetRange
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from tests.browsing import client_of
from tests.people import House, build_house

CHECKED = "admin:import_check"


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def send(house: House, raw: bytes, *, mode: str = "add", to: str = "admin:import") -> object:
    file = SimpleUploadedFile("rues.csv", raw, content_type="text/csv")
    return client_of(house, "Ada").post(reverse(to), {"file": file, "mode": mode})


def test_a_file_is_checked_then_written_with_its_overlaps_and_gaps(house: House) -> None:
    Secteur.objects.create(circonscription=house.circonscription, name="Secteur 08")
    text = (
        "secteur;commune;rue;cote;du;au\n"
        "Secteur 07;Chanteuil;rue des Lilas;;1;20\n"
        "secteur 08;Chanteuil;Rue des Lilas;pairs;10;\n"
    )
    answer = send(house, text.encode("cp1252"))
    assert answer["Location"] == reverse(CHECKED)  # type: ignore[index]
    assert not StreetRange.objects.exists()
    client = client_of(house, "Ada")
    page = text_of(client.get(reverse(CHECKED)))
    assert "lignes nouvelles" in page
    assert "avec la ligne 3" in page
    assert "ne sont pas citées" in page
    before = Entry.objects.filter(act=Act.ORGANISATION_CHANGED).count()
    assert client.post(reverse(CHECKED), {"apply": "1"}).status_code == 302
    assert client.post(reverse(CHECKED), {"apply": "1"}).status_code == 302
    assert StreetRange.objects.count() == 2
    assert Entry.objects.filter(act=Act.ORGANISATION_CHANGED).count() == before + 1
    listed = client.get(reverse("admin:secteurs"))
    assert [o.one for o in listed.context["overlaps"]] == ["Secteur 07"]
    assert any("rue des Lilas" in gap for gap in listed.context["gaps"])


def test_what_is_exported_changes_nothing_when_it_comes_back(house: House) -> None:
    send(house, b"secteur;commune;rue;au\nSecteur 07;Chanteuil;rue Haute;12 bis\n")
    client = client_of(house, "Ada")
    client.post(reverse(CHECKED), {"apply": "1"})
    exported = client.get(reverse("admin:export"))
    assert exported["Content-Type"].startswith("text/csv")
    assert exported["Content-Disposition"].startswith("attachment")
    assert send(house, exported.content, mode="replace")["Location"] == reverse(CHECKED)  # type: ignore[index]
    assert "Rien à changer" in text_of(client.get(reverse(CHECKED)))
    client.post(reverse(CHECKED), {"drop": "1"})
    assert not SectorFile.objects.exists()
    assert client.get(reverse(CHECKED)).status_code == 302


def test_a_map_that_moved_is_not_overwritten(house: House) -> None:
    send(house, b"secteur;commune\nSecteur 07;Chanteuil\n")
    StreetRange.objects.create(secteur=house.secteur, commune="Ailleurs")
    client = client_of(house, "Ada")
    page = client.post(reverse(CHECKED), {"apply": "1"}, follow=True)
    assert "La carte a changé" in text_of(page)
    assert StreetRange.objects.count() == 1


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "vide"),
        (b"\xff\xfe\x00\x81\x8d", "texte"),
        (b"rue;numero\nx;1", "colonnes"),
        (b"secteur;commune\nInconnu;Chanteuil", "n’existe pas"),
        (b"secteur;commune;rue;du\nSecteur 07;Chanteuil;rue A;1\nSecteur 07;C;;2", "sans rue"),
        (b"secteur;commune\nSecteur 07;" + b"x" * 90, "trop long"),
    ],
)
def test_a_file_that_cannot_be_used_adds_nothing(house: House, raw: bytes, sentence: str) -> None:
    answer = send(house, raw)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert sentence in text_of(answer)
    assert not StreetRange.objects.exists()
    assert not SectorFile.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("admin:import", 422), ("admin:organisation", 413)])
def test_a_long_map_is_read_whole_where_maps_are_sent(house: House, name: str, status: int) -> None:
    raw = b"secteur;commune\n" + b"Inconnu;" + b"x" * 3_000_000
    assert send(house, raw, to=name).status_code == status  # type: ignore[attr-defined]


def test_neighbouring_services_are_added_changed_and_taken_out(house: House) -> None:
    client = client_of(house, "Ada")
    new = reverse("admin:neighbour_new")
    assert "Aucun service voisin" in text_of(client.get(reverse("admin:neighbours")))
    assert client.post(new, {"name": "CCAS", "department": "Creuse"}).status_code == 422
    told = {"name": "MDS de Felletin (fictif)", "communes": "Ailleurs", "department": "23"}
    assert client.post(new, told).status_code == 302
    row = NeighbourService.objects.get()
    assert client.post(new, told).status_code == 422
    address = reverse("admin:neighbour", args=[row.pk])
    assert "MDS de Felletin" in text_of(client.get(address))
    assert client.post(address, told | {"phone": "01 99 00 30 00"}).status_code == 302
    assert NeighbourService.objects.get().phone == "01 99 00 30 00"
    other = build_house("Ailleurs (fictif)")
    foreign = NeighbourService.objects.create(organisation=other.organisation, name="X")
    for name in ("admin:neighbour", "admin:neighbour_remove"):
        client.post(reverse(name, args=[foreign.pk]))
    assert client.get(reverse("admin:neighbour", args=[foreign.pk])).status_code == 404
    assert client.post(reverse("admin:neighbour_remove", args=[row.pk])).status_code == 302
    assert list(NeighbourService.objects.all()) == [foreign]


def test_the_official_communes_are_read_and_another_table_is_refused(house: House) -> None:
    official = (
        "TYPECOM,COM,REG,DEP,LIBELLE\n"
        'COM,23079,75,23,"Felletin"\nCOMD,23999,75,23,"Ancienne"\nCOM,2A004,94,2A,"Ajaccio"\n'
    )
    assert send(house, official.encode(), to="admin:communes").status_code == 302  # type: ignore[attr-defined]
    assert set(Commune.objects.values_list("insee", flat=True)) == {"23079", "2A004"}
    assert send(house, b"a;b\n1;2\n", to="admin:communes").status_code == 422  # type: ignore[attr-defined]
    assert Commune.objects.count() == 2
