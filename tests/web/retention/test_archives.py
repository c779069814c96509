"""The pages of the archives and of lists: whose they are, what they refuse, what they say."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrenous.documents.models import StoredFile
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import models
from entrenous.retention.models import Archived, Destruction, ErasureList, Terms
from tests.browsing import client_of
from tests.people import PHRASE, House
from tests.retention.old import ARCHIVE_WHY, TEXT, archived, lived, with_archives

WORDS = "Le tribunal administratif demande le dossier, référence fictive 12."
OF_ARCHIVED = ("archived", "take_back")


def at(name: str, *ids: UUID) -> str:
    return reverse(f"retention:{name}", args=ids)


def text(answer: Any) -> str:
    said = answer.content.decode().replace("&nbsp;", " ").replace("\xa0", " ")
    return re.sub(r"\s+", " ", said.replace("’", "'"))


@pytest.fixture
def dossier(house: House) -> Dossier:
    with_archives(house)
    return lived(house)


@pytest.fixture
def camille(house: House) -> Client:
    return client_of(house, "Camille")


@pytest.fixture
def lou(house: House) -> Client:
    return client_of(house, "Lou")


# --- into the archives ---------------------------------------------------------------------------


def test_the_referente_reads_what_it_does_then_loses_it(
    house: House, dossier: Dossier, camille: Client
) -> None:
    assert at("archive", dossier.pk) in text(camille.get(at("dossier", dossier.pk)))
    page = text(camille.get(at("archive", dossier.pk)))
    assert "Vous ne l'ouvrez plus" in page
    assert "pour 60 mois après le terme" in page
    refused = camille.post(at("archive", dossier.pk), {"why": ARCHIVE_WHY})
    assert refused.status_code == 422
    assert ARCHIVE_WHY.replace("’", "'") in text(refused)
    assert "Dites comment la personne le sait" in text(refused)
    sent = {"why": ARCHIVE_WHY, "told": "talk"}
    assert camille.post(at("archive", dossier.pk), sent).status_code == 302
    assert Archived.objects.get().dossier == dossier
    assert camille.get(reverse("dossiers:dossier", args=[dossier.pk])).status_code == 404
    assert camille.get(at("dossier", dossier.pk)).status_code == 404
    assert camille.post(at("archive", dossier.pk), sent).status_code == 404
    assert "SARR-FICTIF" not in text(camille.get(at("home")))


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ines", "Lou", "Ada"])
def test_nobody_else_is_offered_it(house: House, dossier: Dossier, who: str) -> None:
    client = client_of(house, who)
    assert client.get(at("archive", dossier.pk)).status_code == 404
    sent = {"why": ARCHIVE_WHY, "told": "talk"}
    assert client.post(at("archive", dossier.pk), sent).status_code == 404
    assert not Archived.objects.exists()


def test_until_the_organisation_wrote_it_the_page_says_what_is_missing(
    house: House, camille: Client
) -> None:
    row = lived(house, file=False)
    page = text(camille.get(at("archive", row.pk)))
    assert "combien de mois un dossier reste en archive, ni pourquoi" in page
    assert "Le groupe « Archives » n'existe pas" in page
    sent = {"why": ARCHIVE_WHY, "told": "talk"}
    assert camille.post(at("archive", row.pk), sent).status_code == 422


def test_a_length_without_its_reason_keeps_what_was_typed(house: House, lou: Client) -> None:
    sent = {"active_months": "24", "alert_months": "21", "archive_months": "120"}
    answer = lou.post(at("terms"), sent)
    assert answer.status_code == 422
    assert "une archive se justifie par écrit" in text(answer)
    assert 'value="120"' in text(answer)
    assert lou.post(at("terms"), {**sent, "archive_why": "Un texte (fictif)."}).status_code == 302
    assert Terms.objects.get().archive_months == 120


def test_the_length_is_not_erased_while_something_is_there(
    house: House, dossier: Dossier, lou: Client
) -> None:
    archived(house, dossier)
    answer = lou.post(at("terms"), {"active_months": "24", "alert_months": "21"})
    assert answer.status_code == 422
    assert "leur durée et sa raison restent écrites" in text(answer)


# --- for their members ---------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["Camille", "Ines", "Rachel", "Ada", "Luc"])
def test_who_is_no_member_finds_no_archives(house: House, dossier: Dossier, who: str) -> None:
    house.enrol("Luc", "legal_desk")
    archived(house, dossier)
    client = client_of(house, who)
    assert client.get(at("archives")).status_code == 404
    assert client.post(at("search"), {"words": "sarr"}).status_code == 404
    assert {client.get(at(name, dossier.pk)).status_code for name in OF_ARCHIVED} == {404}
    assert client.get(at("read", dossier.pk, uuid4())).status_code == 404


def test_an_empty_archive_says_how_something_comes(house: House, lou: Client) -> None:
    assert lou.get(at("archives")).status_code == 404, "there is no group yet"
    with_archives(house)
    assert "Rien en archive" in text(lou.get(at("archives")))


def test_a_member_sees_numbers_and_days_until_she_gives_a_reason(
    house: House, dossier: Dossier, lou: Client
) -> None:
    archived(house, dossier)
    for name in ("archives", "archived"):
        page = text(lou.get(at(name, *([dossier.pk] if name == "archived" else []))))
        assert str(dossier.pk)[:8] in page
        assert "SARR-FICTIF" not in page.upper()
    refused = lou.post(at("archived", dossier.pk), {"ground": "", "words": WORDS})
    assert refused.status_code == 422
    assert WORDS in text(refused)
    answer = lou.post(at("archived", dossier.pk), {"ground": "justice", "words": WORDS})
    assert answer.status_code == 302
    before = Entry.objects.filter(act=Act.ARCHIVE_READ.value, container=dossier.pk).count()
    page = text(lou.get(answer.headers["Location"]))
    assert TEXT in page
    assert "SARR-FICTIF" in page.upper()
    after = Entry.objects.filter(act=Act.ARCHIVE_READ.value, container=dossier.pk).count()
    assert after == before + 1
    (link,) = re.findall(r'href="(/conservation/archives/[^"]*/pieces/[^"]*)"', page)
    assert b"".join(lou.get(link).streaming_content)  # type: ignore[arg-type]


def test_a_file_that_is_gone_is_said(house: House, dossier: Dossier, lou: Client) -> None:
    from entrenous.documents import store

    archived(house, dossier)
    (file,) = StoredFile.objects.filter(container=dossier.pk)
    store.drop(file.pk)
    answer = lou.post(at("archived", dossier.pk), {"ground": "justice", "words": WORDS})
    page = text(lou.get(answer.headers["Location"]))
    (link,) = re.findall(r'href="(/conservation/archives/[^"]*/pieces/[^"]*)"', page)
    assert "n'est plus sur le serveur" in text(lou.get(link, follow=True))


def test_someone_who_came_back_is_found_and_taken_back(
    house: House, dossier: Dossier, lou: Client
) -> None:
    archived(house, dossier)
    assert lou.post(at("search"), {"words": ""}).status_code == 422
    assert "Personne de ce nom" in text(lou.post(at("search"), {"words": "Inconnue"}))
    page = text(lou.post(at("search"), {"words": "sarr"}))
    assert at("take_back", dossier.pk) in page
    alix = house.agents["Alix"]
    sent = {"to": str(alix.pk), "agreed_on": "", "words": WORDS}
    refused = lou.post(at("take_back", dossier.pk), sent)
    assert refused.status_code == 422
    assert WORDS in text(refused)
    sent["agreed_on"] = timezone.localdate().strftime("%d %m %Y")
    assert lou.post(at("take_back", dossier.pk), sent).status_code == 302
    client = client_of(house, "Alix")
    assert client.get(reverse("dossiers:dossier", args=[dossier.pk])).status_code == 200
    assert lou.get(at("archived", dossier.pk)).status_code == 404


def test_a_longer_archive_does_not_ask_for_more(
    house: House, dossier: Dossier, lou: Client, django_assert_max_num_queries: Any
) -> None:
    archived(house, dossier)
    lou.get(at("archives"))
    with django_assert_max_num_queries(50) as one:
        lou.get(at("archives"))
    asked = len(one)
    archived(house, lived(house, file=False))
    with django_assert_max_num_queries(asked):
        assert text(lou.get(at("archives"))).count("en archive intermédiaire") == 2


# --- lists ---------------------------------------------------------------------------------------


def test_a_list_is_checked_proposed_stamped_done_and_attested(
    house: House, camille: Client
) -> None:
    old = [lived(house, file=False) for _ in range(2)]
    early = lived(house, closed_on=timezone.localdate() - timedelta(days=600), file=False)
    ids = [str(d.pk) for d in (*old, early)]
    check = text(camille.post(at("propose_list"), {"dossiers": ids}))
    assert "2 dossiers : ce qui serait effacé" in check
    assert "1 dossier laissé de côté" in check
    assert not Destruction.objects.exists()
    made = camille.post(at("propose_list"), {"dossiers": ids, "do": "1"})
    row = ErasureList.objects.get()
    assert made.headers["Location"] == at("list", row.pk)
    ines = client_of(house, "Ines")
    assert "Le visa de l'archiviste n'est pas inscrit" in text(ines.get(at("list", row.pk)))
    assert str(old[0].pk) in text(camille.get(at("list_slip", row.pk)))
    visa = {"archivist": "Archives (fictif)", "number": "", "on": "1 1 2026"}
    assert ines.post(at("list_visa", row.pk), visa).status_code == 422
    assert ines.post(at("list_visa", row.pk), {**visa, "number": "30"}).status_code == 302
    assert ines.get(at("list_certificate", row.pk)).status_code == 404
    wrong = ines.post(at("list_start", row.pk), {"phrase": "une autre phrase que la sienne"})
    assert wrong.status_code == 422
    assert ines.post(at("list_start", row.pk), {"phrase": PHRASE}).status_code == 302
    assert "0 dossier effacé sur 2" in text(ines.get(at("list", row.pk)))
    assert camille.post(at("list_step", row.pk)).status_code == 404
    done = text(ines.post(at("list_step_on", row.pk)))
    assert "2 dossiers effacés sur 2" in done
    assert not Dossier.objects.filter(pk__in=[d.pk for d in old]).exists()
    for client in (ines, camille):
        paper = client.get(at("list_certificate", row.pk))
        assert paper.headers["Content-Type"] == "application/pdf"
        assert paper.content.startswith(b"%PDF")
        one = Destruction.objects.first()
        assert one
        assert client.get(at("certificate_pdf", one.pk)).content.startswith(b"%PDF")
    again = ines.post(at("list_start", row.pk), {"phrase": PHRASE})
    assert again.status_code == 422
    assert "n'attend plus rien" in text(again)


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ada"])
def test_a_list_is_not_the_matter_of_everyone(house: House, camille: Client, who: str) -> None:
    old = lived(house, file=False)
    camille.post(at("propose_list"), {"dossiers": [str(old.pk)], "do": "1"})
    row, client = ErasureList.objects.get(), client_of(house, who)
    assert client.post(at("propose_list"), {"dossiers": [str(old.pk)]}).status_code == 404
    for name in ("list", "list_slip", "list_visa", "list_start"):
        assert client.get(at(name, row.pk)).status_code == 404
    for name in ("list_withdraw", "list_step", "list_step_on"):
        assert client.post(at(name, row.pk)).status_code == 404
    assert Dossier.objects.filter(pk=old.pk).exists()


def test_nothing_ticked_is_told_and_a_list_is_given_up(house: House, camille: Client) -> None:
    for chosen in ([], ["pas un numéro"]):
        answer = camille.post(at("propose_list"), {"dossiers": chosen}, follow=True)
        assert "Cochez d'abord" in text(answer)
    old = lived(house, file=False)
    camille.post(at("propose_list"), {"dossiers": [str(old.pk)], "do": "1"})
    row = ErasureList.objects.get()
    assert camille.post(at("list_step", row.pk)).status_code == 404
    assert "reste" in text(camille.post(at("list_withdraw", row.pk), follow=True))
    assert "n'attend plus rien" in text(camille.post(at("list_withdraw", row.pk), follow=True))
    assert Dossier.objects.filter(pk=old.pk).exists()


def test_the_dry_run_is_for_who_confirms_and_names_nobody(house: House) -> None:
    assert "Aucun dossier terminé" in text(client_of(house, "Ada").get(at("dry_run")))
    old = lived(house, file=False)
    page = text(client_of(house, "Ines").get(at("dry_run")))
    assert str(old.pk)[:8] in page
    assert "1 dossier sans décision" in page
    assert "SARR-FICTIF" not in page.upper()
    assert client_of(house, "Camille").get(at("dry_run")).status_code == 404
    assert models.Record.objects.filter(container=old.pk).exists()
