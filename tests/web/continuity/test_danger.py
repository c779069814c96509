"""The pages of an access in danger: two sessions, three notices, and an end."""

from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from entrenous.continuity.codes import DANGER_HOURS
from entrenous.continuity.models import DangerAccess, DangerNotice, DueSheet
from entrenous.dossiers.models import Dossier
from tests.browsing import client_of
from tests.continuity.planned import DAY, SECRET, STEP, today
from tests.continuity.test_danger import REASON, RULE, asked, confirmed, prepared
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.web.continuity.test_covers import page, text_of, typed

ASK = "/danger/demander/"


def sent(house: House, dossier: Dossier, **more: str) -> dict[str, str]:
    return {
        "number": str(dossier.pk)[:8],
        "second": str(house.agents["Ines"].pk),
        "reason": REASON,
        **more,
    }


def test_two_sessions_open_it_and_the_page_shows_no_word_of_the_dossier(house: House) -> None:
    dossier = prepared(house)
    sacha, ines = client_of(house, "Sacha"), client_of(house, "Ines")
    checked = sacha.post(ASK, sent(house, dossier))
    assert "Vérifier avant de demander" in text_of(checked)  # type: ignore[arg-type]
    assert not DangerAccess.objects.exists()
    once = {"once": str(uuid4())}
    for _ in range(2):
        sacha.post(ASK, sent(house, dossier, sure="1", **once))
    row = DangerAccess.objects.get()
    here = f"/danger/{row.pk}/"
    assert "vous demande de confirmer" in page(ines, "/danger/")
    assert REASON in page(ines, here)
    assert sacha.get(f"{here}lire/").headers["Location"] == here
    assert ines.post(f"{here}confirmer/").status_code == HTTPStatus.FOUND
    shown = page(sacha, f"{here}lire/")
    assert RULE in shown
    assert SECRET not in shown
    assert STEP not in shown
    assert ines.get(f"{here}lire/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"number": ""}, "Indiquez le numéro du dossier"),
        ({"second": ""}, "Choisissez qui confirmera"),
        ({"reason": ""}, "Écrivez ce qui fait craindre un danger."),
        ({"number": "0O0O0O0O", "sure": "1"}, "Aucune fiche d’urgence à ce numéro."),
    ],
)
def test_each_mistake_has_its_sentence_and_loses_nothing(
    house: House, change: dict[str, str], sentence: str
) -> None:
    refused = client_of(house, "Sacha").post(ASK, sent(house, prepared(house), **change))
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    shown = text_of(refused)  # type: ignore[arg-type]
    assert sentence in shown
    assert (REASON in shown) == ("reason" not in change)


def test_correcting_keeps_what_was_typed(house: House) -> None:
    back = client_of(house, "Sacha").post(ASK, sent(house, prepared(house), correct="1"))
    assert back.status_code == HTTPStatus.OK
    assert REASON in text_of(back)  # type: ignore[arg-type]


def test_the_second_says_no_and_it_is_closed(house: House) -> None:
    row = asked(house, prepared(house))
    here = f"/danger/{row.pk}/"
    assert client_of(house, "Sacha").post(f"{here}confirmer/").status_code == HTTPStatus.NOT_FOUND
    ines = client_of(house, "Ines")
    assert ines.post(f"{here}fermer/").status_code == HTTPStatus.FOUND
    assert "refusé ou retiré" in page(ines, "/danger/")
    assert ines.post(f"{here}confirmer/").status_code == HTTPStatus.FOUND
    row.refresh_from_db()
    assert row.half_box is None


def test_after_its_hours_the_page_opens_nothing(house: House) -> None:
    row = confirmed(house, prepared(house))
    later = timezone.now() + timedelta(hours=DANGER_HOURS, minutes=1)
    with time_machine.travel(later, tick=False):
        sacha = client_of(house, "Sacha")
        assert sacha.get(f"/danger/{row.pk}/lire/").status_code == HTTPStatus.FOUND
        assert "Terminé" in page(sacha, f"/danger/{row.pk}/")


def test_the_line_stays_in_the_day_of_the_referente_until_she_acknowledges(house: House) -> None:
    row = confirmed(house, prepared(house))
    camille = client_of(house, "Camille")
    line = "Un dossier a été lu parce que la personne pouvait être en danger"
    assert page(camille, "/").count(line) >= 2
    hers = row.notices.get(audience="referent")
    person = row.notices.get(audience="person")
    assert REASON in page(camille, f"/danger/avis/{hers.pk}/")
    assert camille.post(f"/danger/avis/{hers.pk}/").status_code == HTTPStatus.FOUND
    assert line in page(camille, "/")
    missing = camille.post(f"/danger/avis/{person.pk}/", {})
    assert missing.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    told = {"way": "talk", "on": typed(today())}
    assert camille.post(f"/danger/avis/{person.pk}/", told).status_code == HTTPStatus.FOUND
    assert line not in page(camille, "/")


def test_the_legal_desk_puts_the_person_off_and_the_log_says_so(house: House) -> None:
    house.open_group("legal_desk", "Lou")
    dossier = prepared(house)
    row = confirmed(house, dossier)
    lou = client_of(house, "Lou")
    assert "avis à la personne déléguée" in page(lou, "/danger/")
    person = row.notices.get(audience="person")
    here = f"/danger/avis/{person.pk}/differer/"
    wrong = lou.post(here, {"until": typed(today()), "reason": ""})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    put_off = {"until": typed(today() + 9 * DAY), "reason": "Enquête en cours."}
    assert lou.post(here, put_off).status_code == HTTPStatus.FOUND
    camille = client_of(house, "Camille")
    assert camille.get(here).status_code == HTTPStatus.NOT_FOUND
    log = page(camille, f"/dossiers/{dossier.pk}/consultations/")
    assert "Information différée" in log
    dpo = DangerNotice.objects.get(audience="dpo")
    assert lou.post(f"/danger/avis/{dpo.pk}/").status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ada", "Max", "Lou"])
def test_nobody_else_sees_it(house: House, who: str) -> None:
    row = confirmed(house, prepared(house))
    client = client_of(house, who)
    told = row.notices.first()
    assert told is not None
    for path in (f"{row.pk}/", f"{row.pk}/lire/", f"avis/{told.pk}/", f"avis/{told.pk}/differer/"):
        assert client.get(f"/danger/{path}").status_code == HTTPStatus.NOT_FOUND


def test_sheets_are_prepared_in_one_click_and_kept_for_new_dossiers(house: House) -> None:
    dossier_of(house, "Camille")
    camille = client_of(house, "Camille")
    assert "1 dossier sans fiche d’urgence" in page(camille, "/danger/")
    assert camille.post("/danger/preparer/").status_code == HTTPStatus.FOUND
    assert "sans fiche d’urgence" not in page(camille, "/danger/")
    dossier_of(house, "Camille", "Nouvelle-Fictif")
    camille.post("/releves/cles/")
    assert DueSheet.objects.filter(opens_in_danger=True).count() == 2


def test_an_agent_of_no_side_is_told_that_nobody_can_confirm(house: House) -> None:
    house.enrol("Nadia", "social_worker")
    assert "Personne pour confirmer" in page(client_of(house, "Nadia"), ASK)
    assert "Aucun accès" in page(client_of(house, "Nadia"), "/danger/")
