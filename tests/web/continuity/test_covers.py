"""The pages of an absence: plan, tell, come back; what the cover sees, and what she does not."""

from datetime import date, timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from entrenous.continuity import covers
from entrenous.continuity.codes import Scope
from entrenous.continuity.models import Cover, CoveredDossier, LeftWord
from entrenous.dossiers.models import Dossier
from entrenous.keyring.models import Draft
from tests.browsing import client_of
from tests.continuity.planned import DAY, SECRET, STEP, planned, today, with_a_step
from tests.dossiers.opened import dossier_of
from tests.people import House

PLAN = "/releves/prevoir/"


def typed(day: date) -> str:
    return day.strftime("%d %m %Y")


def sent(house: House, *dossiers: Dossier, **more: object) -> dict[str, object]:
    return {
        "colleague": str(house.agents["Alix"].pk),
        "starts_on": typed(today()),
        "ends_on": typed(today() + 3 * DAY),
        "scope": "dates",
        "dossiers": [str(d.pk) for d in dossiers],
        **more,
    }


def text_of(response: HttpResponse) -> str:
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == HTTPStatus.OK, path
    return text_of(response)  # type: ignore[arg-type]


def later(days: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def test_a_worker_plans_checks_and_confides(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    camille = client_of(house, "Camille")
    assert "SARR-FICTIF Awa" in page(camille, PLAN)
    checked = camille.post(PLAN, sent(house, dossier))
    assert checked.status_code == HTTPStatus.OK
    assert "Vérifier avant de confier" in text_of(checked)  # type: ignore[arg-type]
    assert not Cover.objects.exists()
    done = camille.post(PLAN, sent(house, dossier, sure="1"))
    cover = Cover.objects.get()
    assert done.headers["Location"] == f"/releves/{cover.pk}/"
    shown = page(camille, f"/releves/{cover.pk}/")
    assert "clé remise" in shown
    assert "la personne ne le sait pas encore" in shown


def test_nothing_typed_is_lost_by_a_mistake_nor_by_correcting(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    camille = client_of(house, "Camille")
    wrong = sent(house, dossier, ends_on=typed(today() - DAY))
    refused = camille.post(PLAN, wrong)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "checked" in text_of(refused)  # type: ignore[arg-type]
    back = camille.post(PLAN, sent(house, dossier, correct="1"))
    assert back.status_code == HTTPStatus.OK
    assert "checked" in text_of(back)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"dossiers": []}, "Cochez au moins un dossier."),
        ({"colleague": ""}, "Choisissez qui prend la relève."),
        ({"ends_on": ""}, "une relève a toujours une fin"),
        ({"scope": ""}, "Dites ce que la relève pourra lire."),
        ({"every": "on", "scope": "whole"}, "Un dossier entier se confie un par un"),
        ({"ends_on": "31 12 2050"}, "transmettez les dossiers"),
    ],
)
def test_each_mistake_has_its_sentence(
    house: House, change: dict[str, object], sentence: str
) -> None:
    dossier = dossier_of(house, "Camille")
    refused = client_of(house, "Camille").post(PLAN, sent(house, dossier, **change))
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in text_of(refused)  # type: ignore[arg-type]
    assert not Cover.objects.exists()


def test_the_cover_reads_what_is_due_and_is_told_what_is_not_shown(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    with_a_step(house, dossier)
    cover = planned(house, Scope.DATES, dossier)
    alix = client_of(house, "Alix")
    shown = page(alix, f"/releves/{cover.pk}/suivre/")
    assert "Awa SARR-FICTIF" in shown
    assert STEP in shown
    assert "Ce que cet écran ne montre pas" in shown
    assert SECRET not in shown
    assert alix.get(f"/dossiers/{dossier.pk}/").status_code == HTTPStatus.NOT_FOUND
    assert "Vous relevez Camille Fictif" in page(alix, "/")


def test_before_its_first_day_the_page_says_when_and_opens_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.WHOLE, dossier, first=2)
    shown = page(client_of(house, "Alix"), f"/releves/{cover.pk}/suivre/")
    assert "Rien ne s’ouvre avant le" in shown
    assert "SARR" not in shown


def test_a_whole_cover_is_in_the_list_of_dossiers_and_says_so(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.WHOLE, dossier)
    alix = client_of(house, "Alix")
    assert "Relève" in page(alix, "/dossiers/")
    assert f"/dossiers/{dossier.pk}/" in page(alix, f"/releves/{cover.pk}/suivre/")
    log = page(client_of(house, "Camille"), f"/dossiers/{dossier.pk}/consultations/")
    assert "relève pendant une absence" in log


@pytest.mark.parametrize("who", ["Sacha", "Rachel", "Ines", "Lou", "Ada", "Max"])
def test_nobody_else_sees_a_cover(house: House, who: str) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.DATES, dossier)
    row = cover.covered.get()
    client = client_of(house, who)
    for path in ("", "modifier/", "retour/", "avis/", "suivre/", f"mot/{row.pk}/"):
        assert client.get(f"/releves/{cover.pk}/{path}").status_code == HTTPStatus.NOT_FOUND


def test_the_cover_and_the_absent_do_not_have_each_others_page(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.DATES, dossier)
    camille, alix = client_of(house, "Camille"), client_of(house, "Alix")
    assert camille.get(f"/releves/{cover.pk}/suivre/").status_code == HTTPStatus.NOT_FOUND
    assert alix.get(f"/releves/{cover.pk}/").status_code == HTTPStatus.NOT_FOUND
    assert alix.post(f"/releves/{cover.pk}/retour/").status_code == HTTPStatus.NOT_FOUND
    cover.refresh_from_db()
    assert cover.ended_on is None


def test_a_cover_that_ends_during_a_session_loses_nothing_that_was_typed(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.WHOLE, dossier)
    alix = client_of(house, "Alix")
    assert alix.get(f"/dossiers/{dossier.pk}/").status_code == HTTPStatus.OK
    covers.end(house.keyring("Camille"), cover)
    answer = alix.post(
        f"/dossiers/{dossier.pk}/fil/nouveau/",
        {"on": typed(today()), "mode": "office", "text": "Elle est passée au guichet ce matin."},
    )
    assert answer.status_code == HTTPStatus.NOT_FOUND
    shown = text_of(answer)  # type: ignore[arg-type]
    assert "La relève est terminée" in shown
    assert "Elle est passée au guichet ce matin." in shown
    assert Draft.objects.filter(agent=house.agents["Alix"]).exists()
    assert "SARR" not in shown
    row = CoveredDossier.objects.get()
    left = alix.post(
        f"/releves/{cover.pk}/mot/{row.pk}/",
        {"text": "Elle est passée au guichet ce matin.", "once": str(uuid4())},
    )
    assert left.status_code == HTTPStatus.FOUND
    assert "Elle est passée au guichet ce matin." in page(
        client_of(house, "Camille"), "/releves/mots/"
    )


def test_the_page_of_a_cover_that_is_over_opens_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    with_a_step(house, dossier)
    cover = planned(house, Scope.DATES, dossier, last=1)
    with later(2):
        answer = client_of(house, "Alix").get(f"/releves/{cover.pk}/suivre/")
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert "La relève est terminée" in text_of(answer)  # type: ignore[arg-type]
        assert STEP not in text_of(answer)  # type: ignore[arg-type]


def test_coming_back_ends_it_and_says_so_twice_kindly(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.WHOLE, dossier)
    camille = client_of(house, "Camille")
    assert "Je suis de retour" in page(camille, f"/releves/{cover.pk}/retour/")
    for _ in range(2):
        assert camille.post(f"/releves/{cover.pk}/retour/").status_code == HTTPStatus.FOUND
    assert "nouvelle clé le" in page(camille, f"/releves/{cover.pk}/")


def test_other_days_are_saved_and_a_running_cover_keeps_its_first(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.DATES, dossier)
    camille = client_of(house, "Camille")
    path = f"/releves/{cover.pk}/modifier/"
    last = typed(today() + 9 * DAY)
    saved = camille.post(path, {"ends_on": last, "dossiers": [str(dossier.pk)]})
    assert saved.status_code == HTTPStatus.FOUND
    cover.refresh_from_db()
    assert (cover.starts_on, cover.ends_on) == (today(), today() + 9 * DAY)
    none = camille.post(path, {"ends_on": last})
    assert none.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_who_was_told_is_noted_and_the_slip_names_no_person(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.DATES, dossier)
    camille = client_of(house, "Camille")
    path = f"/releves/{cover.pk}/"
    assert camille.post(path, {}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    told = {"covered": [str(cover.covered.get().pk)], "way": "talk", "on": typed(today())}
    assert camille.post(path, told).status_code == HTTPStatus.FOUND
    assert "dit de vive voix" in page(camille, path)
    slip = page(camille, f"{path}avis/")
    assert "Vous pouvez dire non" in slip
    assert "SARR" not in slip
    assert "service" not in slip.partition("<main")[2].lower()


def test_empty_states_say_what_to_do(house: House) -> None:
    sacha = client_of(house, "Sacha")
    assert "Aucune absence prévue" in page(sacha, "/releves/")
    assert "Aucun dossier à confier" in page(sacha, PLAN)
    assert "Tout est rangé" in page(sacha, "/releves/mots/")


def test_a_word_sent_twice_is_left_once_and_put_away_by_its_reader_only(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.DATES, dossier)
    row = cover.covered.get()
    alix = client_of(house, "Alix")
    path = f"/releves/{cover.pk}/mot/{row.pk}/"
    assert alix.post(path, {"text": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    said = {"text": "Elle viendra jeudi.", "once": str(uuid4())}
    for _ in range(2):
        assert alix.post(path, said).status_code == HTTPStatus.FOUND
    word = LeftWord.objects.get()
    away = f"/releves/mots/{word.pk}/range/"
    assert alix.post(away).status_code == HTTPStatus.NOT_FOUND
    camille = client_of(house, "Camille")
    assert "1 mot laissé pendant votre absence" in page(camille, "/")
    assert camille.post(away).status_code == HTTPStatus.FOUND
    assert "Tout est rangé" in page(camille, "/releves/mots/")


def test_the_page_of_a_cover_costs_the_same_queries_for_one_dossier_and_for_five(
    house: House,
) -> None:
    counts = []
    for many in (1, 5):
        dossiers = [dossier_of(house, "Camille", f"N{many}{n}-Fictif") for n in range(many)]
        cover = planned(house, Scope.DATES, *dossiers)
        alix = client_of(house, "Alix")
        with CaptureQueriesContext(connection) as captured:
            page(alix, f"/releves/{cover.pk}/suivre/")
        counts.append(len(captured))
    # SQLite links each journal entry apart: four more dossiers are four more entries.
    assert counts[1] - counts[0] <= 4 * 2
