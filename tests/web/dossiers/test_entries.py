"""Writing an entry: one page, nothing lost, read over before it is saved, kept in versions."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from entrenous.dossiers.codes import Voice
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.keyring import drafts, records
from entrenous.keyring.models import Draft, Record
from entrenous.web.common.templatetags.look import jour_long
from tests.browsing import client_of
from tests.dossiers.files import open_samia
from tests.people import House
from tests.web.dossiers.test_pages import entries, text_of, with_entry

TYPED = {
    "on": "20 11 2025", "at": "14 h 30", "mode": "phone", "text": "Elle va mieux.",
    "decided": "Se revoir.", "themes": ["LOG", "BUD"], "minutes": "25",
    "step_0_doer": "service", "step_0_what": "Écrire au bailleur", "step_0_due_on": "01 12 2026",
    "step_1_doer": "person", "step_1_what": "", "step_1_due_on": "",
    "step_2_doer": "person", "step_2_what": "", "step_2_due_on": "",
}  # fmt: skip


def new(dossier: Dossier) -> str:
    return reverse("dossiers:entry_new", args=[dossier.pk])


def test_an_entry_is_saved_and_its_draft_is_gone(house: House) -> None:
    dossier, client = open_samia(house), client_of(house, "Camille")
    drafts.save(house.agents["Camille"], "dossiers:entry_new", dossier.pk, {"text": "brouillon"})
    assert "brouillon" in text_of(client.get(new(dossier)))
    response = client.post(new(dossier), TYPED | {"save": "1"})
    assert response.status_code == 302
    [entry] = entries(house, dossier)
    assert (entry.text, entry.at, entry.minutes, len(entry.next_steps)) == (
        "Elle va mieux.", "14\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30", 25, 1,
    )  # fmt: skip
    assert DueDate.objects.get().due_on.isoformat() == "2026-12-01"
    assert not Draft.objects.exists()


def test_an_entry_of_another_day_says_that_it_was_typed_afterwards_and_by_whom(
    house: House,
) -> None:
    dossier, client, today = open_samia(house), client_of(house, "Camille"), timezone.localdate()
    client.post(new(dossier), {"save": "1", "on": f"{today:%d %m %Y}", "mode": "phone"})
    said = "Saisi après coup le"
    assert said not in text_of(client.get(reverse("dossiers:dossier", args=[dossier.pk])))
    client.post(new(dossier), TYPED | {"save": "1"})
    late = next(e for e in entries(house, dossier) if e.typed_on)
    assert (late.typed_on, late.typed_by) == (today, house.agents["Camille"].pk)
    thread = text_of(client.get(reverse("dossiers:dossier", args=[dossier.pk])))
    assert thread.count(said) == 1
    shown = Record.objects.filter(container_id=dossier.pk, kind=30).latest("pk").record
    edit = reverse("dossiers:entry_edit", args=[dossier.pk, shown])
    client.post(edit, TYPED | {"save": "1", "version": "1", "text": "Corrigé."})
    entry = text_of(client.get(reverse("dossiers:entry", args=[dossier.pk, shown])))
    assert "Corrigé." in entry
    assert f"{said} {jour_long(today)}, par vous" in entry


def test_a_date_and_a_way_are_enough(house: House) -> None:
    dossier, client = open_samia(house), client_of(house, "Camille")
    client.post(new(dossier), {"save": "1", "on": "20 11 2025", "mode": "letter"})
    assert entries(house, dossier)[0].text == ""


TOMORROW_AFTER = timedelta(days=2)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"on": ""}, "Indiquez le jour."),
        ({"mode": ""}, "Choisissez comment"),
        ({"on": "31 02 2026"}, "Cette date n’existe pas"),
        ({"on": "01 01 1950"}, "précède la naissance"),
        ({"on": "01 01 1890"}, "1900"),
        ({"text": "é" * 200_000}, "200"),
        ({"themes": ["LOG", "BUD", "ENE", "SAN"]}, "trois thèmes au plus"),
        ({"minutes": "une heure"}, "en chiffres"),
        ({"minutes": "5000"}, "720"),
        ({"step_1_due_on": "01 12 2026"}, "Indiquez ce qui est à faire"),
        ({"step_0_due_on": "01 12 2090"}, "cinq ans"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_lost(
    house: House, change: dict[str, str], said: str
) -> None:
    from dataclasses import replace
    from datetime import date

    from tests.dossiers.files import SAMIA

    dossier = open_samia(house, card=replace(SAMIA, birth_on=date(1991, 5, 4)))
    response = client_of(house, "Camille").post(new(dossier), TYPED | change | {"save": "1"})
    assert response.status_code == 422
    page = text_of(response)
    assert said in page
    assert "Erreur – " in page
    assert "Écrire au bailleur" in page
    assert entries(house, dossier) == []


def test_the_future_is_refused_with_a_sentence(house: House) -> None:
    dossier = open_samia(house)
    on = (timezone.localdate() + TOMORROW_AFTER).strftime("%d %m %Y")
    response = client_of(house, "Camille").post(new(dossier), TYPED | {"on": on, "save": "1"})
    assert response.status_code == 422
    assert "pas encore passé" in text_of(response)


def test_emoji_and_right_to_left_text_are_kept_whole(house: House) -> None:
    dossier = open_samia(house)
    text = "Elle a écrit : 🙂 « أنا بخير » et שלום."
    client_of(house, "Camille").post(new(dossier), TYPED | {"text": text, "save": "1"})
    assert entries(house, dossier)[0].text == text


def test_markup_is_shown_as_it_was_typed(house: House) -> None:
    dossier, client = open_samia(house), client_of(house, "Camille")
    text = "<script>alert(1)</script> & « <b> »"
    response = client.post(new(dossier), TYPED | {"text": text, "save": "1"}, follow=True)
    assert "<script>alert" not in text_of(response)
    assert "&lt;script&gt;alert(1)" in text_of(response)


def test_it_is_read_over_as_she_will_read_it_before_anything_is_saved(house: House) -> None:
    dossier, client = open_samia(house), client_of(house, "Camille")
    page = text_of(client.post(new(dossier), TYPED | {"review": "1"}))
    assert "Telle que la personne la lira" in page
    assert "Elle va mieux." in page
    assert 'name="themes" value="BUD"' in page
    assert entries(house, dossier) == []
    back = client.post(new(dossier), TYPED | {"correct": "1"})
    assert back.status_code == 200
    assert "Elle va mieux." in text_of(back)
    assert "Écrire au bailleur" in text_of(back)
    assert "20 11 2025" in text_of(back)


def test_two_tabs_the_second_sees_the_first_and_both_are_kept(house: House) -> None:
    dossier, record = with_entry(house)
    url = reverse("dossiers:entry_edit", args=[dossier.pk, record])
    client = client_of(house, "Camille")
    assert 'name="version" value="1"' in text_of(client.get(url))
    mine = TYPED | {"save": "1", "version": "1"}
    assert client.post(url, mine | {"text": "premier onglet"}).status_code == 302
    response = client.post(url, mine | {"text": "second onglet"})
    assert response.status_code == 409
    page = text_of(response)
    assert page.index("premier onglet") < page.index("second onglet")
    assert 'name="version" value="2"' in page
    assert client.post(url, mine | {"text": "second onglet", "version": "2"}).status_code == 302
    versions = text_of(client.get(reverse("dossiers:entry_versions", args=[dossier.pk, record])))
    for text in ("La chaudière", "premier onglet", "second onglet"):
        assert text in versions


def test_passages_are_marked_without_a_script(house: House) -> None:
    dossier, record = with_entry(house, "Il fait froid. « J’ai peur. » La voisine le confirme.")
    url = reverse("dossiers:entry_marks", args=[dossier.pk, record])
    client = client_of(house, "Camille")
    assert text_of(client.get(url)).count("<select") == 3
    data = {"version": "1", "voice_0": "facts", "voice_1": "person", "voice_2": "third_party"}
    response = client.post(url, data, follow=True)
    assert "dit par un tiers" in text_of(response)
    assert [p.voice for p in entries(house, dossier)[0].passages] == [
        Voice.FACTS, Voice.PERSON, Voice.THIRD_PARTY,
    ]  # fmt: skip
    late = client.post(url, data)
    assert late.status_code == 422
    assert "a changé entre-temps" in text_of(late)
    assert client.post(url, data | {"version": "2", "voice_0": "autre"}).status_code == 422


def test_an_entry_is_moved_to_another_of_her_dossiers(house: House) -> None:
    source, record = with_entry(house)
    client = client_of(house, "Camille")
    url = reverse("dossiers:entry_move", args=[source.pk, record])
    assert "Vous n’avez pas d’autre dossier" in text_of(client.get(url))
    target = open_samia(house)
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"target": str(target.pk)}).status_code == 302
    assert entries(house, source) == []
    assert len(entries(house, target)) == 1


def test_a_closed_vault_keeps_what_was_typed(house: House) -> None:
    dossier = open_samia(house)
    response = client_of(house, "Camille", locked=True).post(new(dossier), TYPED | {"save": "1"})
    assert response.status_code == 302
    assert reverse("account:unlock") in response.headers["Location"]
    page = text_of(client_of(house, "Camille").get(new(dossier)))
    assert "Elle va mieux." in page
    assert "Abandonner ce brouillon" in page


def test_a_draft_is_given_up_on_demand(house: House) -> None:
    dossier, client = open_samia(house), client_of(house, "Camille")
    drafts.save(house.agents["Camille"], "dossiers:entry_new", dossier.pk, {"text": "brouillon"})
    client.post(new(dossier), {"forget": "1"})
    assert not Draft.objects.exists()


def test_when_the_database_refuses_nothing_is_half_written(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier, client = open_samia(house), client_of(house, "Camille")
    client.raise_request_exception = False
    before = Record.objects.count()

    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("entrenous.dossiers.counting.activity.record_all", fail)
    assert client.post(new(dossier), TYPED | {"save": "1"}).status_code == 500
    assert Record.objects.count() == before
    assert not DueDate.objects.exists()


def test_what_was_typed_is_in_no_clear_column(house: House) -> None:
    dossier = open_samia(house)
    client_of(house, "Camille").post(new(dossier), TYPED | {"text": "zibeline", "save": "1"})
    for row in Record.objects.filter(container_id=dossier.pk):
        assert b"zibeline" not in bytes(row.blob)
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    assert records.read(opened).of(ThreadEntry)[0].content.text == "zibeline"
