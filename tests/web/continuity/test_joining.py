"""The pages of a request to join."""

from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest

from entrenous.continuity.models import JoinRequest
from tests.browsing import client_of
from tests.continuity.planned import today
from tests.continuity.test_joining import asked
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.web.continuity.test_covers import page, text_of, typed

ASK = "/demandes-a-suivre/nouvelle/"


def sent(house: House, **more: str) -> dict[str, str]:
    return {
        "referent": str(house.agents["Camille"].pk),
        "about": "Awa Sarr",
        "motive": "Je la reçois pour son logement.",
        **more,
    }


def said_yes(dossier: Any, **more: str) -> dict[str, str]:
    return {"dossier": str(dossier.pk), "way": "talk", "on": typed(today()), **more}


def test_asking_accepting_and_following_together(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    alix, camille = client_of(house, "Alix"), client_of(house, "Camille")
    once = {"once": str(uuid4())}
    for _ in range(2):
        assert alix.post(ASK, sent(house, **once)).status_code == HTTPStatus.FOUND
    row = JoinRequest.objects.get()
    assert "Alix Fictif demande à suivre quelqu’un avec vous" in page(camille, "/")
    assert "Awa Sarr" not in page(camille, "/")
    shown = page(camille, f"/demandes-a-suivre/{row.pk}/")
    assert "Awa Sarr" in shown
    assert "Je la reçois pour son logement." in shown
    done = camille.post(f"/demandes-a-suivre/{row.pk}/accepter/", said_yes(dossier))
    assert done.headers["Location"] == f"/dossiers/{dossier.pk}/"
    assert alix.get(f"/dossiers/{dossier.pk}/").status_code == HTTPStatus.OK
    assert "Acceptée" in page(alix, f"/demandes-a-suivre/{row.pk}/")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"referent": ""}, "Choisissez à qui vous demandez."),
        ({"about": ""}, "Dites de qui il s’agit"),
        ({"motive": ""}, "Dites pourquoi vous suivriez"),
    ],
)
def test_each_mistake_has_its_sentence_and_keeps_the_rest(
    house: House, change: dict[str, str], sentence: str
) -> None:
    refused = client_of(house, "Alix").post(ASK, sent(house, **change))
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    shown = text_of(refused)  # type: ignore[arg-type]
    assert sentence in shown
    assert ("Awa Sarr" in shown) == ("about" not in change)
    assert not JoinRequest.objects.exists()


def test_accepting_without_the_person_is_refused_beside_the_field(house: House) -> None:
    dossier, row = dossier_of(house, "Camille"), asked(house)
    camille = client_of(house, "Camille")
    path = f"/demandes-a-suivre/{row.pk}/accepter/"
    refused = camille.post(path, said_yes(dossier, on=""))
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Si elle a dit non, refusez." in text_of(refused)  # type: ignore[arg-type]
    assert camille.get(path).status_code == HTTPStatus.FOUND


def test_a_refusal_needs_a_reason_and_its_asker_reads_it(house: House) -> None:
    row = asked(house)
    camille, alix = client_of(house, "Camille"), client_of(house, "Alix")
    path = f"/demandes-a-suivre/{row.pk}/refuser/"
    assert camille.post(path, {"reason": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    no = {"reason": "Je ne peux pas donner suite."}
    assert camille.post(path, no).status_code == HTTPStatus.FOUND
    shown = page(alix, f"/demandes-a-suivre/{row.pk}/")
    assert "Je ne peux pas donner suite." in shown
    assert "Refusée" in shown
    late = camille.post(path, no)
    assert late.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "déjà terminé" in text_of(late)  # type: ignore[arg-type]


def test_its_author_gives_it_up_and_nobody_else(house: House) -> None:
    row = asked(house)
    path = f"/demandes-a-suivre/{row.pk}/retirer/"
    for who in ("Camille", "Sacha", "Ines"):
        assert client_of(house, who).post(path).status_code == HTTPStatus.NOT_FOUND
    assert client_of(house, "Alix").post(path).status_code == HTTPStatus.FOUND
    row.refresh_from_db()
    assert row.decision == "withdrawn"


def test_nobody_else_reads_it(house: House) -> None:
    row = asked(house)
    for who in ("Sacha", "Rachel", "Ines", "Lou", "Ada", "Max"):
        client = client_of(house, who)
        for path in ("", "accepter/", "refuser/"):
            answer = client.get(f"/demandes-a-suivre/{row.pk}/{path}")
            assert answer.status_code == HTTPStatus.NOT_FOUND


def test_an_empty_list_says_so(house: House) -> None:
    assert "Aucune demande" in page(client_of(house, "Sacha"), "/demandes-a-suivre/")
