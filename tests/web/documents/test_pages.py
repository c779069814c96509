"""The pages of files: who may see them, what they show, what they send, what they refuse kindly."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entrenous.documents import store
from entrenous.documents.models import StoredFile
from entrenous.dossiers.models import Dossier
from entrenous.keyring.models import Draft, Record
from tests.altered import altered
from tests.browsing import client_of
from tests.documents.papers import attached, image, letter, mail, pdf
from tests.dossiers.files import open_samia
from tests.people import House, build_house
from tests.web.documents.asked import NAME, RAW, paper, text_of, url

ONE = [
    *("documents:show", "documents:take", "documents:describe", "documents:remove"),
    *("documents:replace", "documents:share"),
]
ALL = ["documents:list", "documents:add"]


# --- who -----------------------------------------------------------------------------------------


def test_every_page_opens_for_the_holder(house: House, dossier: Dossier, camille: Client) -> None:
    record = attached(house, dossier.pk, RAW, NAME)
    for name in ALL + ONE:
        args = [dossier.pk, record] if name in ONE else [dossier.pk]
        response = camille.get(reverse(name, args=args))
        assert response.status_code == 200, name
        assert "no-store" in response["Cache-Control"]
        if response.streaming:
            assert b"".join(response) == RAW
        else:
            assert "Amrani" not in text_of(response).split("</title>")[0]
    assert camille.get(url("page", dossier, record, 1)).status_code == 200


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ines", "Lou", "Ada", "Max"])
def test_for_anyone_else_no_page_exists(house: House, dossier: Dossier, who: str) -> None:
    record = attached(house, dossier.pk, RAW, NAME)
    client = client_of(house, who)
    for name in [*ALL, *ONE]:
        args = [dossier.pk, record] if name in ONE else [dossier.pk]
        for response in (
            client.get(reverse(name, args=args)),
            client.post(reverse(name, args=args), {"label": "x", "file": paper()}),
        ):
            assert response.status_code in (404, 405)
            assert NAME not in text_of(response)
    assert client.get(url("page", dossier, record, 1)).status_code == 404
    assert StoredFile.objects.count() == 1


def test_a_file_of_another_dossier_or_of_another_organisation_does_not_exist(
    house: House, dossier: Dossier, camille: Client
) -> None:
    record = attached(house, dossier.pk, RAW)
    other = open_samia(house)
    elsewhere = build_house("Autre organisation (fictive)")
    elsewhere.enrol("Nora", "social_worker")
    for client, args in (
        (camille, [other.pk, record]),
        (camille, [dossier.pk, uuid4()]),
        (client_of(elsewhere, "Nora"), [dossier.pk, record]),
    ):
        for name in [*ONE, "documents:page"]:
            more = [1] if name == "documents:page" else []
            assert client.get(reverse(name, args=[*args, *more])).status_code == 404, name


# --- the list ------------------------------------------------------------------------------------


def test_an_empty_list_says_what_belongs_there(dossier: Dossier, camille: Client) -> None:
    page = text_of(camille.get(url("list", dossier)))
    assert "Aucune pièce ici" in page
    assert url("add", dossier) in page


def test_the_list_shows_labels_names_days_and_the_latest_first(
    house: House, dossier: Dossier, camille: Client
) -> None:
    attached(house, dossier.pk, mail(), "Impayé.eml", on=date(2025, 11, 2))
    attached(house, dossier.pk, RAW, NAME, label="Jugement", on=date(2026, 1, 12))
    page = text_of(camille.get(url("list", dossier)))
    assert page.index("Jugement") < page.index("Impayé.eml")
    for shown in (
        NAME,
        "12\N{NO-BREAK SPACE}janvier\N{NO-BREAK SPACE}2026",
        "courriel (EML)",
        "Ko",
    ):
        assert shown in page
    assert "introuvable" not in page
    store.drop(StoredFile.objects.first().pk)
    assert "Fichier introuvable" in text_of(camille.get(url("list", dossier)))


def test_the_list_asks_no_more_for_nine_files_than_for_one(
    house: House, dossier: Dossier, camille: Client
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            camille.get(url("list", dossier))
        return len(queries)

    attached(house, dossier.pk, mail(), "1.eml")
    asked()
    one = asked()
    for number in range(8):
        attached(house, dossier.pk, mail(), f"{number}.eml")
    assert asked() == one < 30


# --- adding --------------------------------------------------------------------------------------


def test_a_file_is_added_with_its_label_and_its_day(dossier: Dossier, camille: Client) -> None:
    sent = {"file": paper(), "label": "Jugement", "on": "12 01 2026"}
    response = camille.post(url("add", dossier), sent)
    assert response["Location"] == url("list", dossier)
    page = text_of(camille.get(url("list", dossier)))
    assert "Jugement" in page
    assert "ajoutée et scellée" in page


def test_a_wrong_day_does_not_lose_the_file(dossier: Dossier, camille: Client) -> None:
    sent = {"file": paper(), "label": "Jugement", "on": "31 02 2026"}
    response = camille.post(url("add", dossier), sent)
    page = text_of(response)
    assert response.status_code == 422
    for shown in (
        "Cette date n’existe pas",
        "31 02 2026",
        "Jugement",
        "ajouté et scellé",
        "Erreur",
    ):
        assert shown in page
    (stored,) = StoredFile.objects.all()
    describe = url("describe", dossier, stored.record)
    assert f'action="{describe}"' in page
    version = page.partition('name="version" value="')[2].partition('"')[0]
    sent = {"label": "Jugement", "on": "12 01 2026", "version": version}
    assert camille.post(describe, sent)["Location"] == url("show", dossier, stored.record)
    assert "12\N{NO-BREAK SPACE}janvier" in text_of(camille.get(url("list", dossier)))
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choisissez un fichier"),
        ({"file": paper(b"MZ" + RAW)}, "est un programme"),
        ({"file": paper(b"")}, "est vide"),
        ({"file": "un texte"}, "Choisissez un fichier"),
    ],
)
def test_a_file_that_is_not_taken_keeps_what_was_typed(
    dossier: Dossier, camille: Client, sent: dict[str, object], sentence: str
) -> None:
    typed = {"label": "Bail signé", "on": "12 01 2026"}
    if hasattr(sent.get("file"), "seek"):
        sent["file"].seek(0)  # type: ignore[attr-defined]
    response = camille.post(url("add", dossier), typed | sent)
    page = text_of(response)
    assert response.status_code == 422
    for shown in (sentence, "Bail signé", "12 01 2026", 'enctype="multipart/form-data"'):
        assert shown in page
    assert not Record.objects.filter(kind=240).exists()


def test_what_was_typed_before_the_vault_closed_is_there_and_then_gone(
    house: House, dossier: Dossier, camille: Client
) -> None:
    locked = client_of(house, "Camille", locked=True)
    locked.post(url("add", dossier), {"file": paper(), "label": "Bail signé"})
    assert Draft.objects.count() == 1
    camille = client_of(house, "Camille")
    page = text_of(camille.get(url("add", dossier)))
    assert "Bail signé" in page
    assert "à choisir de nouveau" in page
    camille.post(url("add", dossier), {"file": paper(), "label": "Bail signé"})
    assert not Draft.objects.exists()


# --- showing -------------------------------------------------------------------------------------


def test_pages_are_shown_ten_at_a_time(house: House, dossier: Dossier, camille: Client) -> None:
    record = attached(house, dossier.pk, RAW, NAME)
    first = text_of(camille.get(url("show", dossier, record)))
    assert first.count("<img") == 10
    assert "Pages 1 à 10 sur 12" in first
    assert "?de=11" in first
    second = text_of(camille.get(url("show", dossier, record), {"de": "11"}))
    assert second.count("<img") == 2
    assert "?de=1&" not in second
    assert 'href="?de=1"' in second
    for nonsense in ("99", "²", "1" * 400):
        page = camille.get(url("show", dossier, record), {"de": nonsense})
        assert "Pages 1 à 10" in text_of(page)


def test_a_page_is_an_image_that_nothing_else_can_use(
    house: House, dossier: Dossier, camille: Client
) -> None:
    record = attached(house, dossier.pk, image("PNG"), "plan.png")
    response = camille.get(url("page", dossier, record, 1))
    assert response["Content-Type"] == "image/jpeg"
    assert response.content[:3] == b"\xff\xd8\xff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert camille.get(url("page", dossier, record, 2)).status_code == 404


def test_words_are_shown_as_words(house: House, dossier: Dossier, camille: Client) -> None:
    hostile = "<script>alert(1)</script> & « bonjour »"
    for raw, name in ((letter(hostile), "a.docx"), (mail(hostile), "a.eml")):
        page = text_of(camille.get(url("show", dossier, attached(house, dossier.pk, raw, name))))
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; « bonjour »" in page
        assert "<script>alert" not in page
    pdf_page = url("show", dossier, attached(house, dossier.pk, pdf(), NAME))
    assert "?mots" in text_of(camille.get(pdf_page))
    assert "pas de texte à lire" in text_of(camille.get(f"{pdf_page}?mots"))


BROKEN = {
    "a.pdf": (b"%PDF-1.7 rien", "ne se lit pas"),
    "a.jpg": (b"\xff\xd8\xff\xe0rien", "ne se lit pas"),
    "a.rtf": (b"{\\rtf1 bonjour}", "téléchargez-le pour le lire"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_shown_is_a_sentence_and_can_be_downloaded(
    house: House, dossier: Dossier, camille: Client, name: str
) -> None:
    raw, sentence = BROKEN[name]
    record = attached(house, dossier.pk, raw, name)
    response = camille.get(url("show", dossier, record))
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert b"".join(camille.get(url("take", dossier, record))) == raw
    assert camille.get(url("page", dossier, record, 1)).status_code == 404


@pytest.mark.parametrize("harm", ["missing", "altered"])
def test_a_missing_or_altered_file_is_a_sentence_everywhere(
    house: House, dossier: Dossier, camille: Client, harm: str
) -> None:
    record = attached(house, dossier.pk, RAW, NAME)
    path = store.path_of(StoredFile.objects.get().pk)
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(altered(path.read_bytes()))
    sentence = "n’est plus sur le serveur" if harm == "missing" else "n’est plus celui"
    page = text_of(camille.get(url("show", dossier, record)))
    assert sentence in page
    assert "Télécharger" not in page
    taken = camille.get(url("take", dossier, record), follow=True)
    assert sentence in text_of(taken)
    assert camille.get(url("page", dossier, record, 1)).status_code == 404
    assert camille.post(url("remove", dossier, record)).status_code == 302


def test_a_damaged_record_is_said_and_can_be_removed_after_the_constat(
    house: House, dossier: Dossier, camille: Client
) -> None:
    record = attached(house, dossier.pk, RAW, NAME)
    row = Record.objects.get(record=record)
    Record.objects.filter(pk=row.pk).update(blob=altered(row.blob))
    page = text_of(camille.get(url("list", dossier)))
    assert "Une pièce ne s’ouvre plus" in page
    assert url("remove", dossier, record) in page
    assert camille.get(url("show", dossier, record)).status_code == 404
    constat = reverse("dossiers:constat", args=[dossier.pk])
    assert camille.post(url("remove", dossier, record))["Location"] == constat
    camille.post(constat)
    assert "ne s’ouvre plus" in text_of(camille.get(url("remove", dossier, record)))
    assert camille.post(url("remove", dossier, record))["Location"] == url("list", dossier)
