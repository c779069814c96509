import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entrenous.custody import naming, notices, rehearsing
from entrenous.custody.codes import Audience, Keeps
from entrenous.custody.models import Ceremony, Custodian, Terms
from entrenous.dossiers.contents import PersonCard
from entrenous.keyring.models import Grant
from entrenous.vault.people import SecretKeys
from entrenous.vault.quorum_files import written
from entrenous.vault.quorum_renewal import renew
from tests.browsing import client_of
from tests.custody.ceremony import MOTIVE, asked, held, opened_by_custodians, request_file, told
from tests.custody.conftest import recovery_file  # noqa: F401  # a fixture
from tests.custody.test_renewing import ON
from tests.dossiers.opened import contents, dossier_of
from tests.people import House


def url(name: str, *args: object) -> str:
    return reverse(f"custody:{name}", args=args)


def page(client: Client, name: str, *args: object) -> str:
    return client.get(url(name, *args)).content.decode().replace("\xa0", " ")


def test_a_lead_asks_verifies_signs_and_takes_the_result_back(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    lead, camille = client_of(house, "Ines"), house.agents["Camille"].pk
    assert "Camille Fictif" in page(lead, "ask")
    shown = page(lead, "ask_for", camille)
    assert "Secteur 07" in shown
    assert "Sarr" not in shown
    said = {"dossiers": [str(dossier.pk)], "ground": "deceased", "motive": MOTIVE,
            "recipient": str(house.agents["Alix"].pk)}  # fmt: skip
    verified = lead.post(url("ask_for", camille), said)
    assert verified.status_code == 200
    assert MOTIVE in verified.content.decode()
    assert not Ceremony.objects.exists()
    signed = lead.post(url("ask_for", camille), said | {"sure": "1"})
    made = Ceremony.objects.get()
    assert signed["Location"] == url("ceremony", made.pk)

    early = lead.post(url("file", made.pk))
    assert early.status_code == 422
    assert "Notez d’abord les avis" in early.content.decode()
    for notice in made.notices.exclude(audience=Audience.PERSON):
        noted = {"way": "letter", "on": "aujourd’hui"}
        assert lead.post(url("notice", made.pk, notice.pk), noted).status_code == 302
    file = lead.post(url("file", made.pk))
    assert file["Content-Disposition"].startswith("attachment")
    assert "no-store" in file["Cache-Control"]
    result = SimpleUploadedFile("resultat.json", opened_by_custodians(house, file.content))
    answer = lead.post(url("ceremony", made.pk), {"file": result}, follow=True)
    assert "Clés remises à Alix Fictif\N{NO-BREAK SPACE}: 1." in answer.content.decode()
    assert contents(house, "Alix", dossier, PersonCard)
    assert "Terminée" in page(lead, "ceremony", made.pk)
    assert lead.post(url("file", made.pk)).status_code == 422


def test_only_the_demonstration_says_where_its_sheets_are(
    house: House, settings: SimpleNamespace
) -> None:
    made = asked(house, dossier_of(house, "Camille"))
    lead = client_of(house, "Ines")
    assert "demo-gardiens.txt" not in page(lead, "ceremony", made.pk)
    settings.ENTRENOUS_DEMO = True
    assert "demo-gardiens.txt" in page(lead, "ceremony", made.pk)


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(house: House) -> None:
    dossier_of(house, "Camille")
    lead = client_of(house, "Ines")
    answer = lead.post(
        url("ask_for", house.agents["Camille"].pk), {"motive": MOTIVE, "ground": "gone"}
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Cochez au moins un dossier." in shown
    assert "Choisissez qui reprend ces dossiers." in shown
    assert MOTIVE in shown
    assert re.search(r'value="gone"[^>]*checked', shown)


@pytest.mark.parametrize("who", ["Camille", "Alix", "Sacha", "Rachel", "Ada", "Max"])
def test_who_neither_leads_nor_advises_does_not_ask(house: House, who: str) -> None:
    made = asked(house, dossier_of(house, "Camille"))
    other = client_of(house, who)
    for name, args in (("ask", []), ("rehearse", []), ("ceremony", [made.pk]), ("bar", [made.pk])):
        assert other.get(url(name, *args)).status_code == 404, name
    for name in ("file", "withdraw"):
        assert other.post(url(name, made.pk)).status_code == 404, name
    assert MOTIVE not in other.get(url("home")).content.decode()


def test_the_one_who_held_and_the_one_who_receives_are_told_on_screen(house: House) -> None:
    made = asked(house, dossier_of(house, "Camille"))
    for who in ("Camille", "Alix"):
        shown = page(client_of(house, who), "home")
        assert "Demandes qui vous concernent" in shown
        assert "par Ines Fictif" in shown
    assert "Demandes qui vous concernent" not in page(client_of(house, "Sacha"), "home")
    sheet = page(client_of(house, "Alix"), "sheet", made.pk)
    assert "à écrire à la main" in sheet
    assert client_of(house, "Sacha").get(url("sheet", made.pk)).status_code == 404


def test_the_recipient_notes_that_she_told_the_person(house: House) -> None:
    made = asked(house, dossier_of(house, "Camille"))
    person = made.notices.get(audience=Audience.PERSON)
    alix = client_of(house, "Alix")
    assert alix.post(url("notice", made.pk, person.pk), {}).status_code == 422
    noted = alix.post(url("notice", made.pk, person.pk), {"way": "talk", "on": "aujourd’hui"})
    assert noted["Location"] == url("home")
    dpo = made.notices.get(audience=Audience.DPO)
    typed = {"way": "talk", "on": "aujourd’hui"}
    assert alix.post(url("notice", made.pk, dpo.pk), typed).status_code == 404


def test_a_result_that_is_not_one_is_refused_and_nothing_changes(house: House) -> None:
    made, _ = held(house, dossier_of(house, "Camille"))
    lead = client_of(house, "Ines")
    for raw, said in ((b"{}", "téléchargez-le de nouveau"), (b"", "Ce fichier est vide")):
        sent = SimpleUploadedFile("r.json", raw)
        answer = lead.post(url("ceremony", made.pk), {"file": sent})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert lead.post(url("ceremony", made.pk)).status_code == 422
    assert not Grant.objects.filter(motive="quorum").exists()


def test_a_withdrawn_request_offers_neither_file_nor_result(house: House) -> None:
    made = asked(house, dossier_of(house, "Camille"))
    lead = client_of(house, "Ines")
    assert lead.post(url("withdraw", made.pk)).status_code == 302
    shown = page(lead, "ceremony", made.pk)
    assert "Retirée" in shown
    assert "Télécharger" not in shown
    assert lead.post(url("withdraw", made.pk)).status_code == 422


def test_the_legal_desk_puts_the_persons_notice_off_with_a_date(house: House) -> None:
    made = asked(house, dossier_of(house, "Camille"), by="Lou")
    desk = client_of(house, "Lou")
    assert desk.post(url("bar", made.pk), {"reason": "Enquête."}).status_code == 422
    past = {"until": "1 1 2020", "reason": "Enquête."}
    assert desk.post(url("bar", made.pk), past).status_code == 422
    assert desk.post(url("bar", made.pk), past | {"until": "1 1 2099"}).status_code == 302
    assert "pas avant le 1er janvier 2099" in page(desk, "ceremony", made.pk)
    assert "À ne pas remettre avant" in page(desk, "sheet", made.pk)


def test_a_rehearsal_is_read_by_its_recipient_once_opened(house: House) -> None:
    lead = client_of(house, "Ines")
    assert lead.post(url("rehearse"), {}).status_code == 422
    lead.post(url("rehearse"), {"recipient": str(house.agents["Alix"].pk)})
    made = Ceremony.objects.get()
    alix = client_of(house, "Alix")
    assert alix.get(url("word", made.pk)).status_code == 404
    raw = opened_by_custodians(house, request_file(house, made))
    lead.post(url("ceremony", made.pk), {"file": SimpleUploadedFile("r.json", raw)})
    word = rehearsing.word_of(house.keyring("Alix"), made)
    assert word in page(alix, "word", made.pk)
    assert "Une répétition ne concerne" in page(lead, "sheet", made.pk)


def test_the_administration_names_custodians_and_sets_the_delay(house: House) -> None:
    ada = client_of(house, "Ada")
    assert "Aucun gardien" in page(ada, "custodians")
    assert ada.post(url("custodians"), {"name": "Maya"}).status_code == 422
    said = {"name": "Maya Fictif", "title": "élue", "keeps": "share", "since": "aujourd’hui"}
    assert ada.post(url("custodians"), said).status_code == 302
    assert "Maya Fictif" in page(client_of(house, "Sacha"), "home")
    assert ada.post(url("end", Custodian.objects.get().pk)).status_code == 302
    assert "à changer" in page(ada, "home")
    assert ada.post(url("delay"), {"hours": "0"}).status_code == 422
    assert ada.post(url("delay"), {"hours": "72"}).status_code == 302
    assert Terms.objects.get().delay_hours == 72


def test_another_organisations_custodian_is_not_there(house: House) -> None:
    from tests.people import build_house

    far = build_house("Autre service (fictif)")
    keeper = naming.name_custodian(
        far.organisation.pk, name="Loin", title="élue", keeps=Keeps.SHARE, since=ON, by=None
    )
    assert client_of(house, "Ada").post(url("end", keeper.pk)).status_code == 404


def test_a_new_key_is_taken_then_each_entrusts_what_she_holds(
    house: House,
    recovery_file: Path,  # noqa: F811
    django_capture_on_commit_callbacks: object,
) -> None:
    dossier_of(house, "Camille")
    ada, camille = client_of(house, "Ada"), client_of(house, "Camille")
    forged, _ = renew(SecretKeys.generate(), needed=2, custodians=2, on=ON)
    refused = ada.post(url("key"), {"file": SimpleUploadedFile("s.json", written(forged))})
    assert refused.status_code == 422
    made, _ = renew(house.recovery, needed=2, custodians=2, on=ON)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        sent = {"file": SimpleUploadedFile("s.json", written(made))}
        assert ada.post(url("key"), sent).status_code == 302
    assert "gardent leurs anciennes feuilles" in page(ada, "key")
    assert "La clé de secours a changé" in page(camille, "home")
    assert "Confier" in page(camille, "entrust")
    assert camille.post(url("entrust")).status_code == 302
    assert "Tout est confié" in page(camille, "entrust")
    assert url("entrust") in page(camille, "home"), "the page is found when nothing waits, too"
    assert url("entrust") not in page(ada, "home")


def test_the_list_costs_the_same_for_one_request_or_several(house: House) -> None:
    costs = []
    lead = client_of(house, "Ines")
    for name in ("Un-Fictif", "Deux-Fictif", "Trois-Fictif"):
        told(house, asked(house, dossier_of(house, "Camille", name)))
        with CaptureQueriesContext(connection) as seen:
            lead.get(url("home"))
        costs.append(len(seen))
    assert costs[1] == costs[2] < 20  # the first opens the browser's session


def test_the_holder_reads_that_the_person_is_not_to_be_told_yet(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    made = asked(house, dossier, by="Lou")
    log = reverse("dossiers:log", args=[dossier.pk])
    camille = client_of(house, "Camille")
    assert "Information différée" not in camille.get(log).content.decode()
    notices.bar(house.keyring("Lou"), made, until=date(2099, 1, 1), reason="Enquête.")
    shown = camille.get(log).content.decode()
    assert "Information différée" in shown
    assert "Enquête" not in shown
