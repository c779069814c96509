"""Local aid in a dossier: the scale applied to the budget, never a refusal; a wrong sheet stops."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from entrenous.budgets import actions
from entrenous.budgets.codes import HomeStatus, ResourceKind
from entrenous.budgets.contents import Adult, Budget, Child, Home, Resource
from entrenous.config.checks import local_aid_sheets_hold
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.law.aid.reading import SHEETS
from tests.browsing import client_of
from tests.dossiers.opened import dossier_of
from tests.people import House

EXAMPLE = "secours_exemple"
#: « les mêmes, 640 € » of the sheet: 4.56 a day and a person, under the ceiling.
POOR = Budget(
    on=date(2026, 11, 2),
    adults=(Adult(),),
    children=(Child(), Child()),
    home=Home(HomeStatus.TENANT_SOCIAL, Decimal(300)),
    resources=(
        Resource(ResourceKind.RSA, Decimal(640)),
        Resource(ResourceKind.HOUSING_AID_LANDLORD, Decimal(210)),
    ),
    all_resources=True,
)
TYPED = {
    "on": "02 11 2026", "persons": "3", "input_ressources": "640", "input_salaire_enfant": "0",
    "input_loyer_residuel": "90", "counter_0": "",
}  # fmt: skip


@pytest.fixture
def folder(settings: Any, tmp_path: Path, house: House) -> Path:
    """The organisation's own sheets: the example."""
    settings.ENTRENOUS_AID = tmp_path
    own = tmp_path / str(house.organisation.pk)
    own.mkdir()
    shutil.copy(SHEETS / f"{EXAMPLE}.toml", own)
    return own


def at(dossier: Dossier, sheet: str = "") -> str:
    if sheet:
        return reverse("aid:sheet", args=[dossier.pk, sheet])
    return reverse("aid:list", args=[dossier.pk])


def opened(house: House, budget: Budget | None = None) -> tuple[Dossier, Client]:
    dossier = dossier_of(house, "Camille")
    if budget:
        actions.keep(house.keyring("Camille"), dossier, budget, based_on=0)
    return dossier, client_of(house, "Camille")


def text(response: Any) -> str:
    return str(response.content.decode()).replace("\u00a0", " ")


def test_the_budget_is_applied_to_each_sheet_at_once(house: House, folder: Path) -> None:
    dossier, camille = opened(house, POOR)
    page = text(camille.get(at(dossier)))
    assert "Éligible selon le barème" in page
    assert "4,56 €" in page
    assert "D’après le budget du 2 novembre 2026" in page


def test_a_sheet_says_how_it_counts_what_to_bring_and_where_it_comes_from(
    house: House, folder: Path
) -> None:
    dossier, camille = opened(house, POOR)
    page = text(camille.get(at(dossier, EXAMPLE)))
    for said in ("640,00 € (ressources du mois)", "÷ 3 personnes", "Quittance ou avis", "230,00 €",
                 "au plus 2 fois en 12 mois", "à vérifier", "lu le 22 novembre 2026",
                 "Allocation de rentrée scolaire"):  # fmt: skip
        assert said in page, said


def test_outside_the_scale_the_commission_decides_and_nothing_is_refused(
    house: House, folder: Path
) -> None:
    dossier, camille = opened(house)
    rich = TYPED | {"input_ressources": "1 184", "input_loyer_residuel": "210"}
    page = text(camille.post(at(dossier, EXAMPLE), rich))
    assert "Hors barème : la commission décide" in page
    assert "9,27 €" in page
    assert "Ce n’est pas un refus." in page


def test_a_counter_that_is_reached_is_said_and_an_unknown_one_is_to_be_asked(
    house: House, folder: Path
) -> None:
    dossier, camille = opened(house)
    assert "n’est pas écrit : à vérifier" in text(camille.post(at(dossier, EXAMPLE), TYPED))
    page = text(camille.post(at(dossier, EXAMPLE), TYPED | {"counter_0": "2"}))
    assert "Compteur atteint : la commission décide" in page
    assert "Reste : 1." in text(camille.post(at(dossier, EXAMPLE), TYPED | {"counter_0": "1"}))


def test_what_the_budget_does_not_say_is_asked_and_never_taken_for_zero(
    house: House, folder: Path
) -> None:
    dossier, camille = opened(house, Budget(on=date(2026, 11, 2), children=(Child(),)))
    page = text(camille.get(at(dossier)))
    assert "À compléter" in page
    assert "Inconnu : ressources du mois" in page
    refused = camille.post(at(dossier, EXAMPLE), TYPED | {"input_loyer_residuel": ""})
    assert refused.status_code == 422
    assert "0 s’il n’y en a pas" in text(refused)
    assert 'name="input_ressources" value="640"' in text(refused)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"persons": "0"}, "Écrivez un nombre, de 1 à 30."),
        ({"on": "31 02 2026"}, "Cette date n’existe pas"),
        ({"input_ressources": "beaucoup"}, "Écrivez un montant en euros"),
    ],
)
def test_bad_input_says_what_to_write(
    house: House, folder: Path, changed: dict[str, str], sentence: str
) -> None:
    dossier, camille = opened(house)
    page = camille.post(at(dossier, EXAMPLE), TYPED | changed)
    assert page.status_code == 422
    assert sentence in text(page)


def test_before_the_sheet_there_is_no_scale_and_the_page_says_so(
    house: House, folder: Path
) -> None:
    dossier, camille = opened(house)
    page = camille.post(at(dossier, EXAMPLE), TYPED | {"on": "02 11 2020"})
    assert page.status_code == 200
    assert "pas de barème au 2 novembre 2020" in text(page)
    assert "la commission décide" in text(page)


def test_the_person_takes_a_sheet_home_and_the_journal_knows_it(house: House, folder: Path) -> None:
    dossier, camille = opened(house)
    before = Entry.objects.filter(act=Act.PRINTED).count()
    paper = text(camille.post(at(dossier, EXAMPLE), TYPED | {"go": "print"}))
    assert "vous pouvez demander cette aide" in paper
    assert "Cette feuille n’est pas une décision." in paper
    assert "Sarr" not in paper, "a sheet left on a printer names nobody"
    assert Entry.objects.filter(act=Act.PRINTED).count() == before + 1


def test_without_the_key_or_without_the_sheet_there_is_no_page(house: House, folder: Path) -> None:
    dossier, camille = opened(house)
    assert camille.get(at(dossier, "inconnue")).status_code == 404
    for who in ("Alix", "Rachel"):
        assert client_of(house, who).get(at(dossier)).status_code == 404
        assert client_of(house, who).get(at(dossier, EXAMPLE)).status_code == 404


def test_a_service_without_sheets_reads_what_one_is(
    house: House, settings: Any, tmp_path: Path
) -> None:
    settings.ENTRENOUS_AID = tmp_path
    dossier, camille = opened(house, POOR)
    assert "Aucune fiche d’aide" in text(camille.get(at(dossier)))
    settings.ENTRENOUS_DEMO = True
    assert "(exemple)" in text(camille.get(at(dossier)))


def test_a_wrong_sheet_keeps_the_server_from_starting_and_says_its_line(folder: Path) -> None:
    assert local_aid_sheets_hold() == []
    right = (folder / f"{EXAMPLE}.toml").read_text()
    (folder / "faux.toml").write_text(right.replace("limit = 8\n", "limit = huit\n"))
    (fault,) = local_aid_sheets_hold()
    assert "faux.toml" in fault.msg
    assert "line" in fault.msg or "ligne" in fault.msg
    (folder / "faux.toml").write_text(right.replace("result = 9.27", "result = 9.28"))
    assert "la fiche donne 9.27" in local_aid_sheets_hold()[0].msg
    (folder / "faux.toml").unlink()
    (folder.parent / "ailleurs").mkdir()
    assert "« ailleurs »" in local_aid_sheets_hold()[0].msg.replace("\u00a0", " ")
