"""A message left at reception for someone who is away: who reads it, who learns that it waits."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from entrenous.agents.models import Secteur
from entrenous.continuity import covers
from entrenous.continuity.codes import Scope
from entrenous.continuity.models import Cover
from entrenous.desk import standing_in
from entrenous.dossiers import actions, left_messages, merging
from entrenous.dossiers.contents import ReceptionMessage
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.reception import actions as desk
from entrenous.reception.models import Vacancy
from tests.browsing import client_of
from tests.desk.test_written import page
from tests.dossiers.opened import dossier_of
from tests.people import House

SAID = "Passe jeudi avec la facture."
AHEAD = timedelta(days=9)


@pytest.fixture
def hers(house: House) -> Dossier:
    return dossier_of(house, "Camille", "Lefèvre-Fictif")


def leave(house: House, dossier: Dossier) -> None:
    desk.leave_message(dossier.pk, ReceptionMessage(SAID), by=house.keyring("Rachel"))


def answer(house: House, dossier: Dossier) -> None:
    camille = house.keyring("Camille")
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    for left in records.read(opened, ReceptionMessage).of(ReceptionMessage):
        actions.handle_message(camille, dossier, left.id)


def away(house: House, dossier: Dossier, scope: Scope) -> Cover:
    """Camille is away from today, Alix stands in; the keys are handed over."""
    today = timezone.localdate()
    said = covers.Plan(house.agents["Alix"], scope, today, today + AHEAD)
    made = covers.plan(house.keyring("Camille"), said, [dossier.pk])
    covers.carry_on(house.keyring("Camille"))
    return made


def typed_at_reception(house: House, dossier: Dossier, **promise: str) -> str:
    """What the desk is told once the message is left."""
    url = reverse("reception:message", args=[dossier.pk])
    shown = client_of(house, "Rachel").post(url, {"text": SAID, **promise}, follow=True)
    told = [(message.level_tag, str(message)) for message in shown.context["messages"]]
    return "{}: {}".format(*told[0]).replace("\N{NO-BREAK SPACE}", " ")


def test_when_she_is_there_she_will_read_it(house: House, hers: Dossier) -> None:
    shown = page(house, "Rachel", "reception:message", hers.pk)
    assert "Camille Fictif le lira à sa prochaine ouverture." in shown
    assert "promettez un rappel" not in shown
    assert typed_at_reception(house, hers).startswith("success: Le message est remis, scellé. ")


def test_who_stands_in_with_dates_only_learns_that_it_waits_and_the_desk_knows(
    house: House, hers: Dossier
) -> None:
    row = away(house, hers, Scope.DATES)
    shown = page(house, "Rachel", "reception:message", hers.pk)
    assert "Camille Fictif n’est pas là jusqu’au" in shown
    assert "Relève assurée par Alix Fictif, sans la clé de ce dossier" in shown
    assert "promettez un rappel avec son heure" in shown
    told = typed_at_reception(house, hers)
    assert told.startswith("warning: ")
    assert told.endswith("Si cela ne peut pas attendre, dites-le à votre responsable.")
    day = page(house, "Alix", "dossiers:day")
    assert "Laissé à l’accueil pour Camille Fictif : 1 personne" in day
    carried = page(house, "Alix", "continuity:carry", row.pk)
    assert "A laissé un message à l’accueil le" in carried
    assert "Laissé à l’accueil pour" not in page(house, "Sacha", "dossiers:day")
    for shown in (day, carried):
        assert SAID not in shown
    answer(house, hers)
    assert standing_in.told_to(house.keyring("Alix"), []) == []


def test_who_stands_in_with_the_key_reads_it(house: House, hers: Dossier) -> None:
    away(house, hers, Scope.WHOLE)
    assert "Relève assurée par Alix Fictif, qui lira ce message." in typed_at_reception(house, hers)
    day = page(house, "Alix", "dossiers:day")
    assert SAID in day
    assert "Laissé à l’accueil pour" not in day


def test_without_anyone_to_stand_in_an_hour_promised_is_in_the_queue(
    house: House, hers: Dossier
) -> None:
    away(house, dossier_of(house, "Camille", "Diallo-Fictif"), Scope.DATES)
    assert "Personne ne relève : ce message attendra son retour." in typed_at_reception(house, hers)
    soon = timezone.localdate() + timedelta(days=3)
    promise = {"call_back_on": f"{soon:%d %m %Y}", "call_back_at": "11 h"}
    told = typed_at_reception(house, hers, **promise)
    assert told.startswith("success: ")
    assert "Le rappel promis est dans la file de l’accueil." in told


def test_the_cover_of_a_vacant_post_is_told_once_nobody_is_there(
    house: House, hers: Dossier
) -> None:
    leave(house, hers)
    Vacancy.objects.create(
        secteur=house.secteur, since_on=timezone.localdate(), cover=house.agents["Sacha"]
    )
    assert standing_in.told_to(house.keyring("Sacha"), []) == []  # Camille is there to read it
    camille = house.agents["Camille"]
    camille.is_active = False
    camille.save(update_fields=["is_active"])
    assert "Laissé à l’accueil : 1 personne" in page(house, "Sacha", "dossiers:day")
    shown = page(house, "Rachel", "reception:message", hers.pk)
    assert "Camille Fictif n’est plus dans le service" in shown
    assert "Relève assurée par Sacha Fictif, sans la clé" in shown


def test_what_waits_is_told_at_the_same_cost_for_one_vacancy_or_many(
    house: House, hers: Dossier
) -> None:
    leave(house, hers)
    house.agents["Camille"].is_active = False
    house.agents["Camille"].save(update_fields=["is_active"])
    place, sacha, costs = house.circonscription, house.keyring("Sacha"), []
    others = [Secteur.objects.create(circonscription=place, name=name) for name in ("8", "9")]
    for secteur in (house.secteur, *others):
        Vacancy.objects.create(
            secteur=secteur, since_on=timezone.localdate(), cover=house.agents["Sacha"]
        )
        with CaptureQueriesContext(connection) as asked:
            assert len(standing_in.told_to(sacha, [])) == 1
        costs.append(len(asked))
    assert costs == [6, 6, 6]


def test_an_answered_message_stays_answered_when_two_dossiers_become_one(
    house: House, hers: Dossier
) -> None:
    kept, both = dossier_of(house, "Camille", "Double-Fictif"), [hers.pk]
    leave(house, hers)
    answer(house, hers)
    merging.merge(house.keyring("Camille"), hers, into=kept)
    both.append(kept.pk)
    assert left_messages.waiting_among(both) == {}
    leave(house, kept)
    assert left_messages.waiting_among(both) == {kept.pk: timezone.localdate()}


def test_another_container_is_no_dossier(house: House) -> None:
    with pytest.raises(KeyNotHeld):
        standing_in.reach(house.agents["Camille"].pk)


def test_the_last_day_said_is_that_of_the_longest_running_absence(
    house: House, hers: Dossier
) -> None:
    away(house, hers, Scope.DATES)
    today = timezone.localdate()
    Cover.objects.create(
        absent=house.agents["Camille"], colleague=house.agents["Sacha"], scope=Scope.DATES.value,
        starts_on=today - timedelta(days=2), ends_on=today + 2 * AHEAD, planned_on=date(2026, 1, 1),
    )  # fmt: skip
    assert standing_in.reach(hers.pk).until == today + 2 * AHEAD
