"""What is sent, described, removed, replaced, shared: each said before it is done."""

import pytest
from django.test import Client
from django.urls import reverse

from entrenous.documents import actions, previews
from entrenous.documents.models import StoredFile
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from tests.browsing import client_of
from tests.documents.papers import attached, image, mail
from tests.people import House
from tests.web.documents.asked import NAME, RAW, paper, text_of, url

# --- sending -------------------------------------------------------------------------------------


def test_a_download_is_the_file_under_a_neutral_name(
    house: House, dossier: Dossier, camille: Client
) -> None:
    record = attached(house, dossier.pk, RAW, NAME, label="Jugement")
    response = camille.get(url("take", dossier, record))
    assert b"".join(response) == RAW
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(RAW))
    assert response["Content-Disposition"].startswith('attachment; filename="piece-')
    assert response["Content-Disposition"].endswith('.pdf"')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in response["Cache-Control"]
    told = " ".join(map(str, response.headers.items()))
    assert "Amrani" not in told
    assert "Jugement" not in told


def test_what_is_sent_was_journaled_first(
    house: House, dossier: Dossier, camille: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = attached(house, dossier.pk, RAW, NAME)
    seen: list[str] = []

    def noted(*_args: object) -> object:
        seen.append(Entry.objects.order_by("-seq").values_list("act", flat=True)[0])
        raise previews.NoPreview(previews.Why.UNREADABLE)

    monkeypatch.setattr(previews, "_asked", noted)
    camille.get(url("show", dossier, record))
    camille.get(url("page", dossier, record, 1))
    assert b"".join(camille.get(url("take", dossier, record))) == RAW
    seen.append(Entry.objects.order_by("-seq").values_list("act", flat=True)[0])
    assert seen == [Act.DOCUMENT_READ, Act.DOCUMENT_PAGE, Act.DOCUMENT_TAKEN]
    log = text_of(camille.get(reverse("dossiers:log", args=[dossier.pk])))
    for shown in ("pièce ouverte", "page d’une pièce affichée", "pièce téléchargée"):
        assert shown in log


# --- describing, removing ------------------------------------------------------------------------


def test_a_description_written_meanwhile_is_shown_and_not_lost(
    house: House, dossier: Dossier, camille: Client
) -> None:
    record = attached(house, dossier.pk, RAW, NAME)
    actions.describe(
        house.keyring("Camille"), dossier.pk, record, label="Autre onglet", on=None, based_on=1
    )
    sent = {"label": "Le mien", "on": "", "version": "1"}
    response = camille.post(url("describe", dossier, record), sent)
    assert response.status_code == 422
    for shown in ("Autre onglet", "Le mien", "plus récente"):
        assert shown in text_of(response)
    camille.post(url("describe", dossier, record), sent | {"version": "2"})
    assert "Le mien" in text_of(camille.get(url("list", dossier)))


def test_a_file_is_asked_about_before_it_is_removed(
    house: House, dossier: Dossier, camille: Client
) -> None:
    record = attached(house, dossier.pk, RAW, NAME)
    page = text_of(camille.get(url("remove", dossier, record)))
    assert NAME in page
    assert "Le journal garde" in page
    assert StoredFile.objects.count() == 1
    assert camille.post(url("remove", dossier, record))["Location"] == url("list", dossier)
    assert not StoredFile.objects.exists()
    for name in ("show", "take", "remove"):
        assert camille.get(url(name, dossier, record)).status_code == 404


# --- versions, hers, shared with her -------------------------------------------------------------


def test_a_new_version_replaces_and_the_former_one_is_reached(
    house: House, dossier: Dossier, camille: Client
) -> None:
    record = attached(house, dossier.pk, mail("premier texte"), "a.eml", label="Bail")
    asked = text_of(camille.get(url("replace", dossier, record)))
    assert "La précédente reste" in asked
    refused = camille.post(
        url("replace", dossier, record), {"label": "Avenant", "version": "1", "file": paper(b"MZ")}
    )
    assert refused.status_code == 422
    for shown in ("est un programme", "Avenant", "à choisir de nouveau"):
        assert shown in text_of(refused)
    sent = {"label": "Avenant", "version": "1", "is_hers": "on", "file": paper(mail("second"))}
    assert camille.post(url("replace", dossier, record), sent).status_code == 302
    page = text_of(camille.get(url("show", dossier, record)))
    for shown in ("second", "Remise par la personne", "Versions précédentes"):
        assert shown in page
    former = url("former", dossier, record, 1)
    assert former in page
    shown_before = text_of(camille.get(former))
    assert "premier texte" in shown_before
    assert "version précédente" in shown_before
    taken = camille.get(url("former_take", dossier, record, 1))
    assert "premier texte" in b"".join(taken).decode()
    for number in (2, 9):
        assert camille.get(url("former", dossier, record, number)).status_code == 404
    again = camille.post(url("replace", dossier, record), sent | {"file": paper(mail("tard"))})
    assert again.status_code == 422
    assert "plus récente" in text_of(again)
    assert StoredFile.objects.count() == 2


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ines"])
def test_a_former_version_does_not_exist_for_anyone_else(
    house: House, dossier: Dossier, camille: Client, who: str
) -> None:
    record = attached(house, dossier.pk, image("PNG"), "a.png")
    sent = {"version": "1", "file": paper(image("PNG"), "b.png")}
    camille.post(url("replace", dossier, record), sent)
    assert camille.get(url("former_page", dossier, record, 1, 1)).status_code == 200
    stranger = client_of(house, who)
    for name, more in (("former", []), ("former_take", []), ("former_page", [1])):
        assert stranger.get(url(name, dossier, record, 1, *more)).status_code == 404


def test_a_file_is_shared_with_the_person_and_taken_back(
    house: House, dossier: Dossier, camille: Client
) -> None:
    record = attached(house, dossier.pk, mail(), "a.eml", label="Bail")
    ask = url("share", dossier, record)
    assert "Rien ne lui est envoyé" in text_of(camille.get(ask))
    camille.post(ask, {"share": ""})
    assert "Dans son espace" in text_of(camille.get(url("list", dossier)))
    assert "Partagée le" in text_of(camille.get(url("show", dossier, record)))
    camille.post(url("replace", dossier, record), {"version": "1", "file": paper(mail("autre"))})
    page = text_of(camille.get(ask))
    assert "Elle ne voit pas celle-ci" in page
    assert "Partager la version actuelle" in page
    camille.post(ask, {"take_back": ""})
    assert "Dans son espace" not in text_of(camille.get(url("list", dossier)))
