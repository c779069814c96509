"""The pages of collective actions: a project, sessions by headcount, papers counted, a list."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from entrenous.collective import actions, queries
from entrenous.collective.actions import Held
from entrenous.collective.models import CollectiveAction, CollectiveSession
from entrenous.dossiers.codes import Doing
from entrenous.dossiers.contents import ThreadEntry
from tests.browsing import client_of
from tests.collective.started import TITLE, planned, started
from tests.dossiers.opened import contents, dossier_of
from tests.people import House

ALIAS = "Momo-du-marché"
OF_ACTION = (
    "action", "edit", "plan", "paper", "evaluation", "assessment", "printed", "facilitators",
    "leave", "end", "constat",
)  # fmt: skip
OF_SESSION = ("session", "move", "cancel", "sheet", "thread")


def at(name: str, *args: object) -> str:
    return reverse(f"collective:{name}", args=args)


def text(response: Any) -> str:
    return str(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def held(house: House) -> tuple[CollectiveAction, CollectiveSession]:
    action = started(house)
    session = planned(house, action, days=-1)
    actions.hold_session(house.keyring("Camille"), session, Held(6, (ALIAS,), "soupe"))
    return action, session


def test_the_service_sees_titles_and_days_and_opens_nothing(house: House) -> None:
    action, session = held(house)
    for name in ("Alix", "Rachel", "Ines"):
        client = client_of(house, name)
        page = text(client.get(at("list")))
        assert TITLE in page
        assert at("action", action.pk) not in page
        assert ALIAS not in page
        for url in (*(at(n, action.pk) for n in OF_ACTION),
                    *(at(n, action.pk, session.pk) for n in OF_SESSION)):  # fmt: skip
            assert client.get(url).status_code == 404
    for name in ("Lou", "Ada", "Max"):
        assert client_of(house, name).get(at("list")).status_code == 404


def test_empty_the_list_says_what_an_action_is(house: House) -> None:
    assert "Aucune action collective en cours" in text(client_of(house, "Alix").get(at("list")))


def test_it_starts_once_and_what_is_refused_loses_nothing(house: House) -> None:
    client = client_of(house, "Camille")
    typed = {
        "once": str(uuid4()), "place": str(house.circonscription.pk), "title": TITLE, "need": "",
        "aims": "souffler", "themes": ["ALI"],
    }  # fmt: skip
    back = client.post(at("new"), typed)
    assert back.status_code == 422
    for word in (TITLE, "souffler", "Écrivez le besoin observé"):
        assert word in text(back)
    for _ in range(2):
        assert client.post(at("new"), typed | {"need": "les colis"}).status_code == 302
    assert CollectiveAction.objects.count() == 1
    assert TITLE in text(client.get(at("list")))


def test_a_session_is_planned_moved_counted(house: House) -> None:
    client, action = client_of(house, "Camille"), started(house)
    on = timezone.localdate() + timedelta(days=2)
    typed = {
        "on": on.strftime("%d %m %Y"), "at": "14 h 30", "minutes": "90", "place": "la salle",
        "expected": "8", "session": str(uuid4()),
    }  # fmt: skip
    wrong = client.post(at("plan", action.pk), typed | {"at": "midi"})
    assert wrong.status_code == 422
    assert "la salle" in text(wrong)
    for _ in range(2):
        assert client.post(at("plan", action.pk), typed).status_code == 302
    (session,) = action.sessions.all()
    assert "8 personnes attendues" in text(client.get(at("action", action.pk)))
    client.post(at("move", action.pk, session.pk), typed | {"at": "16 h"})
    session.refresh_from_db()
    assert timezone.localtime(session.starts_at).hour == 16
    url = at("session", action.pk, session.pk)
    too_many = client.post(url, {"headcount": "1", "aliases": "Nine\nMomo", "notes": "soupe"})
    assert too_many.status_code == 422
    assert "Momo" in text(too_many)
    assert client.post(url, {"headcount": "2", "aliases": "Nine\nMomo"}).status_code == 302
    assert "2 personnes" in text(client.get(at("action", action.pk)))


def test_what_is_printed_names_nobody(house: House) -> None:
    action, session = held(house)
    client = client_of(house, "Camille")
    for url in (at("sheet", action.pk, session.pk), at("paper", action.pk),
                at("printed", action.pk)):  # fmt: skip
        page = client.get(url)
        assert page.status_code == 200
        assert ALIAS not in text(page)
    assert ALIAS in text(client.get(at("session", action.pk, session.pk)))


def test_papers_are_counted_and_never_more_than_came_back(house: House) -> None:
    action, session = held(house)
    client, today = client_of(house, "Camille"), timezone.localdate().strftime("%d %m %Y")
    typed = {
        "once": str(uuid4()), "on": today, "papers": "5", "session": str(session.pk),
        "useful_yes": "4", "useful_no": "2", "words": "merci pour la soupe",
    }  # fmt: skip
    wrong = client.post(at("evaluation", action.pk), typed)
    assert wrong.status_code == 422
    assert "plus de réponses que de papiers" in text(wrong)
    assert "merci pour la soupe" in text(wrong)
    for _ in range(2):
        right = client.post(at("evaluation", action.pk), typed | {"useful_no": ""})
        assert right.status_code == 302
    shown = queries.open_action(house.keyring("Camille"), action.pk)
    assert shown.papers == 5
    assert "merci pour la soupe" in text(client.get(at("action", action.pk)))
    assert "merci pour la soupe" not in text(client.get(at("printed", action.pk)))


def test_the_assessment_is_written_and_printed_and_a_newer_one_is_not_lost(house: House) -> None:
    action, _ = held(house)
    client, today = client_of(house, "Camille"), timezone.localdate().strftime("%d %m %Y")
    typed = {"on": today, "done": "trois repas", "said": "on revient", "version": ""}
    assert client.post(at("assessment", action.pk), typed).status_code == 302
    stale = client.post(at("assessment", action.pk), typed | {"done": "autre", "version": "0"})
    assert stale.status_code == 422
    assert "autre" in text(stale)
    assert "trois repas" in text(client.get(at("printed", action.pk)))


def test_it_is_shared_then_left_then_ended(house: House) -> None:
    action = started(house)
    client = client_of(house, "Camille")
    alone = client.post(at("leave", action.pk), {}, follow=True)
    assert "Personne d’autre ne tient cette action" in text(alone)
    nobody = client.post(at("facilitators", action.pk), {"colleague": ""})
    assert nobody.status_code == 422
    alix = str(house.agents["Alix"].pk)
    assert client.post(at("facilitators", action.pk), {"colleague": alix}).status_code == 302
    left = client.post(at("leave", action.pk), {})
    assert left.headers["Location"] == at("list")
    assert client.get(at("action", action.pk)).status_code == 404
    other = client_of(house, "Alix")
    today = timezone.localdate().strftime("%d %m %Y")
    assert other.post(at("end", action.pk), {"on": today}).status_code == 302
    assert "terminée le" in text(other.get(at("list")))
    assert other.get(at("plan", action.pk)).status_code == 302


def test_in_a_thread_only_if_she_asks_and_the_action_keeps_nothing(house: House) -> None:
    action, session = held(house)
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    url = at("thread", action.pk, session.pk)
    typed = {"dossier": str(dossier.pk), "words": "a cuisiné avec le groupe"}
    unasked = client.post(url, typed)
    assert unasked.status_code == 422
    assert "a cuisiné avec le groupe" in text(unasked)
    assert contents(house, "Camille", dossier, ThreadEntry) == []
    assert client.post(url, typed | {"asked": "on"}).status_code == 302
    (entry,) = contents(house, "Camille", dossier, ThreadEntry)
    assert (entry.doing, entry.text) == (Doing.COLLECTIVE, "a cuisiné avec le groupe")
    assert str(dossier.pk) not in text(client.get(at("action", action.pk)))


def test_someone_else_s_dossier_is_not_written_from_here(house: House) -> None:
    action, session = held(house)
    hers = dossier_of(house, "Alix")
    typed = {"dossier": str(hers.pk), "words": "x", "asked": "on"}
    page = client_of(house, "Camille").post(at("thread", action.pk, session.pk), typed)
    assert page.status_code == 422
    assert contents(house, "Alix", hers, ThreadEntry) == []


def test_the_list_does_not_ask_a_query_per_action(house: House) -> None:
    client = client_of(house, "Alix")
    started(house)
    client.get(at("list"))
    with CaptureQueriesContext(connection) as few:
        client.get(at("list"))
    for _ in range(3):
        started(house)
    client.get(at("list"))
    with CaptureQueriesContext(connection) as many:
        client.get(at("list"))
    assert len(many) <= len(few)
