"""The pages of files: who may see them, what they show, what they send, what they refuse kindly."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entrenous.documents import actions, previews, store
from entrenous.documents.models import StoredFile
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.models import Draft, Record
from tests.altered import altered
from tests.browsing import client_of
from tests.documents.papers import attached, image, letter, mail, pdf
from tests.dossiers.files import open_samia
from tests.people import House, build_house

ONE = [
    *("documents:show", "documents:take", "documents:describe", "documents:remove"),
    *("documents:replace", "documents:share"),
]
ALL = ["documents:list", "documents:add"]
NAME = "jugement-Amrani.pdf"
RAW = pdf(12)


@pytest.fixture
def dossier(house: House) -> Dossier:
    return open_samia(house)


@pytest.fixture
def camille(house: House) -> Client:
    return client_of(house, "Camille")


def url(name: str, dossier: Dossier, *more: object) -> str:
    return reverse(f"documents:{name}", args=[dossier.pk, *more])


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def paper(raw: bytes = RAW, name: str = NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw, content_type="application/x-anything")


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
