"""Enter what a third party asks: by whom, what is refused beside its field, what is never lost."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from entrenous.documents import store
from entrenous.documents.contents import Document
from entrenous.documents.queries import Attachment, attachments
from entrenous.gateway.contents import RequestLetter
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.gateway.queries import open_request
from entrenous.keyring import drafts
from entrenous.keyring.models import Draft
from tests.browsing import client_of
from tests.documents.papers import jpeg
from tests.gateway.letters import dossier_of, legal_desk
from tests.people import House
from tests.web.gateway.desk import STEPS, at, bailiff, day, enter, text


def letter_of(house: House, pk: Any, who: str = "Camille") -> RequestLetter:
    found = open_request(house.keyring(who), pk).letter
    assert found is not None
    return found.content


def opened_files(house: House, pk: Any, who: str = "Camille") -> list[Attachment]:
    return attachments(open_request(house.keyring(who), pk).reading)


def test_whoever_neither_enters_nor_reads_finds_no_page(house: House) -> None:
    for who in ("Ada", "Max"):
        client = client_of(house, who)
        assert {client.get(at(n)).status_code for n in ("list", "new", "legal")} == {404}
    assert client_of(house, "Ines").get(at("new")).status_code == 404


def test_each_answer_leads_to_the_next_question_and_is_kept_as_a_draft(house: House) -> None:
    client, url = client_of(house, "Camille"), at("enter", uuid4())
    assert "Qui demande ?" in text(client.get(url))
    page = client.post(url, {"step": "who", "group": "creancier"})
    assert "Plus précisément ?" in text(page)
    draft = Draft.objects.get(agent=house.agents["Camille"])
    assert draft.form == "gateway:enter"
    assert "Plus précisément ?" in text(client.get(url)), "found again where it was left"
    assert "Sollicitation commencée" in text(client.get(at("list")))
    client.post(url.rstrip("/") + "/abandonner/")
    assert not Draft.objects.exists()


def test_what_is_typed_survives_a_closed_vault(house: House) -> None:
    arriving = uuid4()
    sent = bailiff(letter="Écrit avant que le coffre se ferme")
    answer = client_of(house, "Camille", locked=True).post(at("enter", arriving), sent)
    assert answer["Location"].startswith("/coffre/")
    assert not ThirdPartyRequest.objects.exists()
    page = text(client_of(house, "Camille").get(at("enter", arriving)))
    assert "Écrit avant que le coffre se ferme" in page


def test_saved_it_is_sealed_once_with_its_file_and_its_draft_is_gone(house: House) -> None:
    client, arriving = client_of(house, "Camille"), uuid4()
    for _ in range(2):
        file = SimpleUploadedFile("lettre.jpg", jpeg(), content_type="image/jpeg")
        answer = client.post(at("enter", arriving), bailiff(file=file))
        assert answer["Location"] == at("show", arriving)
    found = open_request(house.keyring("Camille"), arriving)
    assert len(found.reading.of(Document)) == 1
    assert not drafts.of(house.agents["Camille"])
    shown = text(client.get(at("show", arriving)))
    assert "La lettre reçue" in shown
    record = found.reading.of(Document)[0].id
    assert client.get(at("file", arriving, record)).status_code == 200
    assert b"".join(client.get(at("file-take", arriving, record))) == jpeg()
    assert client.get(at("file-page", arriving, record, 1))["Content-Type"] == "image/jpeg"
    assert client_of(house, "Alix").get(at("file-take", arriving, record)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"letter_on": day(shift=-1)}, "La lettre est datée d’après son arrivée"),
        ({"letter_on": "32 13 2026"}, "Cette date n’existe pas"),
        ({"received_on": ""}, "c’est lui qui compte"),
        ({"asked": [], "asked_free": ""}, "Cochez au moins un élément"),
        ({"requester": "inventé"}, "Choisissez une réponse de la liste"),
        ({"person_birth_on": day(shift=3)}, "jusqu’au"),
        ({"letter": "x" * 100_001}, "Raccourcissez-le"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field_and_nothing_is_lost(
    house: House, typed: dict[str, Any], said: str
) -> None:
    step = next((s for s, n in _STEP_OF.items() if set(typed) & n), "check")
    sent = bailiff(**{"requester_name": "Me Ne-Se-Perd-Pas", "step": step, **typed})
    answer = client_of(house, "Camille").post(at("enter", uuid4()), sent)
    assert answer.status_code == 422
    page = text(answer)
    assert said in page
    assert "Me Ne-Se-Perd-Pas" in page
    assert "data-resume-erreurs" in page
    assert not ThirdPartyRequest.objects.exists()


_STEP_OF = {"how": {"received_on"}, "what": {"asked"}, "requester": {"requester"}}


def test_a_letter_without_a_date_is_kept_by_its_day_of_arrival(house: House) -> None:
    client = client_of(house, "Camille")
    letter = letter_of(house, enter(client, letter_on=""))
    assert letter.letter_on is None
    assert letter.received_on < timezone.localdate()


def test_a_title_announced_and_not_shown_opens_nothing_and_it_is_said(house: House) -> None:
    client, arriving = client_of(house, "Camille"), uuid4()
    last = text(client.post(at("enter", arriving), bailiff(step="situation", go="")))
    assert "Annoncé mais pas montré, donc pas compté" in last
    pk = enter(client)
    page = text(client.get(at("show", pk)))
    assert "Ne donnez rien pour l’instant" in page
    assert "Demander les pièces" in page
    assert "Annoncé, pas montré" in page
    assert "Annoncé mais pas montré, donc pas compté" in text(client.get(at("correct", pk)))
    assert letter_of(house, pk).announced == ("titre_executoire",)


def test_a_deadline_already_past_presses_nobody(house: House) -> None:
    client = client_of(house, "Camille")
    pk = enter(client, deadline_claimed_on=day(shift=-40))
    assert "Le délai annoncé par la lettre est déjà passé" in text(client.get(at("show", pk)))


def test_an_item_never_seen_stays_in_its_own_words_and_a_person_decides(house: House) -> None:
    client = client_of(house, "Camille")
    pk = enter(client, asked=[], asked_free="La couleur de sa voiture")
    page = text(client.get(at("show", pk)))
    assert "La couleur de sa voiture" in page
    assert "Une personne décide" in page


def test_a_requisition_by_an_unverified_e_mail_waits_for_who_wrote_it(house: House) -> None:
    client = client_of(house, "Camille")
    pk = enter(
        client, group="justice", requester="req_flag", channel="email", asked=["identite", "notes"],
        ev_requisition_ecrite="shown", ev_article_cite="shown",
    )  # fmt: skip
    page = text(client.get(at("show", pk)))
    assert "Courriel d’un expéditeur non vérifié" in page
    assert "Demander les pièces" in page


def test_an_elected_person_gets_courtesy_whoever_employs_us(house: House) -> None:
    client = client_of(house, "Camille")
    pk = enter(client, group="ecole", requester="elu", asked=["connu_du_service", "ressources"])
    assert "Ne donnez rien" in text(client.get(at("show", pk)))
    client.post(at("decide", pk), {"proposed": ""})
    page = text(client.get(at("letter", pk, "neutral")))
    assert "ne confirme ni n’infirme" in page


def test_a_dossier_of_another_name_is_questioned_before_it_is_linked(house: House) -> None:
    dossier, client, arriving = dossier_of(house), client_of(house, "Camille"), uuid4()
    sent = bailiff(person_named="Mme Portal", dossier=str(dossier.pk))
    answer = client.post(at("enter", arriving), sent)
    assert answer.status_code == 422
    assert "ce dossier est celui de « FERREIRA Rui »" in text(answer)
    client.post(at("enter", arriving), sent | {"same_person": "on"})
    assert open_request(house.keyring("Camille"), arriving).dossier == dossier


def test_from_her_dossier_it_is_already_chosen(house: House) -> None:
    dossier, client = dossier_of(house), client_of(house, "Camille")
    page = client.get(at("new") + f"?dossier={dossier.pk}", follow=True)
    assert f'name="dossier" value="{dossier.pk}"' in text(page)
    pk = enter(client_of(house, "Alix"), dossier=str(dossier.pk))
    assert open_request(house.keyring("Alix"), pk).dossier is None, "it is not hers to choose"


def test_the_same_letter_is_taken_again_for_another_person(house: House) -> None:
    client = client_of(house, "Camille")
    first = enter(client, several=["persons", "requesters"])
    assert "Reprenez la même lettre" in text(client.get(at("show", first)))
    answer = client.post(at("again", first), {"what": "persons"})
    page = text(client.get(answer["Location"]))
    assert "Qu’avez-vous sous les yeux ?" in page
    assert "Ferreira" not in page
    arriving = UUID(answer["Location"].rstrip("/").rpartition("/")[2])
    client.post(
        answer["Location"], bailiff(person_named="Mme Ghislaine Portal", same_as=str(first))
    )
    second = letter_of(house, arriving)
    assert opened_files(house, arriving) == []
    assert second == replace(
        letter_of(house, first),
        person_named="Mme Ghislaine Portal",
        same_letter_as=str(first),
    )


def test_the_file_of_the_letter_goes_with_it_and_what_came_since_only_if_one_says_so(
    house: House,
) -> None:
    client, arriving = client_of(house, "Camille"), uuid4()
    first = enter(client, file=SimpleUploadedFile("lettre.jpg", jpeg()))
    title = SimpleUploadedFile("titre.jpg", jpeg())
    client.post(at("file-add", first), {"file": title, "label": "Le titre"})
    again = {"same_as": str(first), "step": "situation", "go": ""}
    form = client.post(at("enter", arriving), bailiff(**again)).context["form"]
    labels = [label for _, label in form.fields["copies"].choices]
    letter = opened_files(house, first)[labels.index("La lettre reçue")]
    assert sorted(labels) == ["La lettre reçue", "Le titre"]
    assert form["copies"].value() == [str(letter.id)]
    client.post(at("enter", arriving), bailiff(same_as=str(first), copies=[str(letter.id)]))
    (copy,) = opened_files(house, arriving)
    assert copy.content.file != letter.content.file, "sealed again, under a key of its own"
    assert b"".join(client.get(at("file-take", arriving, copy.id))) == jpeg()
    store.drop(letter.content.file)
    gone = client.post(
        at("enter", late := uuid4()), bailiff(same_as=str(first), copies=[str(letter.id)])
    )
    assert gone.status_code == 422
    assert not ThirdPartyRequest.objects.filter(pk=late).exists()
    other = client_of(house, "Alix").post(at("enter", uuid4()), bailiff(**again))
    assert "copies" not in other.context["form"].fields


def test_for_another_requester_who_signed_it_only_the_requester_is_asked_again(
    house: House,
) -> None:
    client = client_of(house, "Camille")
    first = enter(client)
    answer = client.post(at("again", first), {"what": "requesters"})
    page = text(client.get(answer["Location"]))
    assert "Qui demande ?" in page
    assert "Vasselin" not in page
    assert "Rui Ferreira" in page, "the same person, carried"
    assert client.post(at("again", first), {"what": "autre"}).status_code == 404


def test_reception_enters_chooses_who_answers_and_keeps_nothing(house: House) -> None:
    legal_desk(house)
    client, arriving = client_of(house, "Rachel"), uuid4()
    page = text(client.post(at("enter", arriving), bailiff(step="situation", go="")))
    assert "Qui va répondre" in page
    assert "Le dossier de la personne" not in page
    assert "Remettre à qui va répondre" in page
    assert "voir la réponse" not in page
    file = SimpleUploadedFile("lettre.jpg", jpeg())
    sent = bailiff(to=str(house.agents["Alix"].pk), file=file)
    answer = client.post(at("enter", arriving), sent)
    assert answer["Location"] == at("list")
    assert "C’est remis" in text(client.get(at("list")))
    assert client.get(at("show", arriving)).status_code == 404
    assert "Vasselin" in text(client_of(house, "Alix").get(at("list")))
    (kept,) = opened_files(house, arriving, "Alix")
    assert client.get(at("file-take", arriving, kept.id)).status_code == 404
    assert b"".join(client_of(house, "Alix").get(at("file-take", arriving, kept.id))) == jpeg()
    assert "Vasselin" not in text(client_of(house, "Camille").get(at("list")))


def test_without_anyone_named_it_waits_for_the_team_on_duty(house: House) -> None:
    arriving = uuid4()
    client_of(house, "Rachel").post(at("enter", arriving), bailiff())
    camille = client_of(house, "Camille")
    assert "Vasselin" in text(camille.get(at("list")))
    camille.post(at("entrust", arriving), {"to": str(house.agents["Camille"].pk)})
    assert ThirdPartyRequest.objects.get(pk=arriving).in_charge == house.agents["Camille"]
    assert client_of(house, "Alix").get(at("show", arriving)).status_code == 404


def test_a_correction_adds_what_was_shown_and_the_proposal_follows(house: House) -> None:
    client = client_of(house, "Camille")
    pk = enter(client)
    page = client.get(at("correct", pk))
    assert page.status_code == 200
    sent = bailiff(ev_titre_executoire="shown", version="1")
    assert client.post(at("correct", pk), sent)["Location"] == at("show", pk)
    assert "titre_executoire" in letter_of(house, pk).evidence
    assert "Ne donnez rien pour l’instant" not in text(client.get(at("show", pk)))
    late = client.post(at("correct", pk), bailiff(version="1", reference="n° 7"))
    assert late.status_code == 422
    assert "a été corrigée entre-temps" in text(late)
    assert 'name="version" value="2"' in text(late)


def test_every_step_may_be_gone_back_to(house: House) -> None:
    client, url = client_of(house, "Camille"), at("enter", uuid4())
    for step in STEPS[2:5]:
        page = client.post(url, bailiff(go=f"edit-{step}"))
        assert page.status_code == 200
        assert "Enregistrer et voir la réponse" not in text(page)
