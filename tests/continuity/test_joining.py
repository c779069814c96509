"""A request to join: who learns what, who decides, when it expires."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from entrenous.continuity import joining
from entrenous.continuity.codes import JOIN_DAYS, JoinDecision, Told
from entrenous.continuity.contents import JoinWish
from entrenous.continuity.errors import BadCover, NotYours, Over, PersonNotAsked, SameName
from entrenous.continuity.models import JoinRequest
from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.sharing import AlreadyHolder
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.errors import KeyNotHeld
from tests.continuity.planned import today
from tests.dossiers.opened import contents, dossier_of
from tests.people import House

WISH = JoinWish("Awa Sarr, reçue avec vous mardi", "Je suis son dossier de logement.")


def asked(house: House, who: str = "Alix", of: str = "Camille") -> JoinRequest:
    return joining.ask(house.keyring(who), house.agents[of], WISH)


def accept(house: House, row: JoinRequest, dossier: Dossier, who: str = "Camille") -> None:
    joining.accept(house.keyring(who), row, dossier, agreed_on=today(), way=Told.TALK)


def test_the_referente_and_the_person_say_yes_and_the_asker_holds_the_dossier(house: House) -> None:
    dossier, row = dossier_of(house, "Camille"), asked(house)
    with pytest.raises(KeyNotHeld):
        contents(house, "Alix", dossier, PersonCard)
    assert joining.read(house.keyring("Camille"), row).wish == WISH
    accept(house, row, dossier)
    assert contents(house, "Alix", dossier, PersonCard)
    row.refresh_from_db()
    assert (row.decision, row.agreed_on) == (JoinDecision.ACCEPTED, today())
    assert Entry.objects.filter(container=dossier.pk, act=Act.JOIN_ACCEPTED).exists()


def test_nobody_joins_without_the_person(house: House) -> None:
    dossier, row = dossier_of(house, "Camille"), asked(house)
    camille = house.keyring("Camille")
    with pytest.raises(PersonNotAsked):
        joining.accept(camille, row, dossier, agreed_on=None, way=Told.TALK)
    with pytest.raises(PersonNotAsked):
        joining.accept(camille, row, dossier, agreed_on=today(), way=Told.IMPOSSIBLE)
    with pytest.raises(KeyNotHeld):
        contents(house, "Alix", dossier, PersonCard)


def test_asking_about_someone_known_or_not_is_the_same_for_the_asker(house: House) -> None:
    """The server stores nothing that depends on whether the person has a dossier."""
    dossier_of(house, "Camille")
    known = asked(house)
    unknown = joining.ask(
        house.keyring("Alix"), house.agents["Camille"], JoinWish("Personne-Inconnue", "Pour voir.")
    )
    told = [
        {
            f.attname: getattr(r, f.attname)
            for f in JoinRequest._meta.fields
            if f.attname != "container_id"
        }
        for r in (known, unknown)
    ]
    assert told[0] == told[1]


def test_nobody_else_reads_it_and_its_asker_cannot_accept_it(house: House) -> None:
    dossier, row = dossier_of(house, "Camille"), asked(house)
    for who in ("Sacha", "Ines", "Rachel", "Ada"):
        with pytest.raises(KeyNotHeld):
            joining.read(house.keyring(who), row)
    hers = dossier_of(house, "Alix", "Autre-Fictif")
    with pytest.raises(NotYours):
        accept(house, row, hers, who="Alix")
    with pytest.raises(KeyNotHeld):
        accept(house, row, hers)
    assert dossier.referent == house.agents["Camille"]


def test_it_expires(house: House) -> None:
    dossier, row = dossier_of(house, "Camille"), asked(house)
    with time_machine.travel(timezone.now() + timedelta(days=JOIN_DAYS + 1), tick=False):
        assert joining.to_answer(house.keyring("Camille")) == []
        with pytest.raises(Over):
            joining.accept(
                house.keyring("Camille"), row, dossier, agreed_on=row.asked_on, way=Told.TALK
            )


def test_a_refusal_is_read_by_its_asker_and_changes_no_key(house: House) -> None:
    dossier, row = dossier_of(house, "Camille"), asked(house)
    joining.refuse(house.keyring("Camille"), row, "Je ne peux pas donner suite.", dossier=dossier)
    read = joining.read(house.keyring("Alix"), row)
    assert read.answer is not None
    assert read.answer.reason == "Je ne peux pas donner suite."
    assert Entry.objects.filter(container=dossier.pk, act=Act.JOIN_REFUSED).exists()
    with pytest.raises(Over):
        accept(house, JoinRequest.objects.get(), dossier)
    with pytest.raises(KeyNotHeld):
        contents(house, "Alix", dossier, PersonCard)


def test_a_request_given_up_cannot_be_accepted(house: House) -> None:
    dossier, row = dossier_of(house, "Camille"), asked(house)
    with pytest.raises(NotYours):
        joining.withdraw(house.keyring("Sacha"), row)
    joining.withdraw(house.keyring("Alix"), row)
    with pytest.raises(Over):
        accept(house, row, dossier)


def test_a_person_never_joins_the_dossier_that_bears_her_name(house: House) -> None:
    alix = house.agents["Alix"]
    card = PersonCard(family_name="Autre", birth_name=alix.family_name, given_name=alix.given_name)
    hers = open_dossier(house.keyring("Camille"), card, secteur=house.secteur)
    with pytest.raises(SameName):
        accept(house, asked(house), hers)


def test_who_holds_it_already_joins_nothing_and_the_request_still_waits(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    accept(house, asked(house), dossier)
    again = asked(house)
    with pytest.raises(AlreadyHolder):
        accept(house, again, dossier)
    again.refresh_from_db()
    assert again.decision == ""


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Max"])
def test_only_another_social_worker_is_asked(house: House, who: str) -> None:
    with pytest.raises(BadCover):
        asked(house, of=who)


def test_a_number_told_finds_the_dossier_for_its_referente_only(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cards = [(dossier.pk, None)]
    assert joining.known_as(JoinWish(f"dossier {str(dossier.pk)[:8]}", ""), cards) == dossier.pk
    assert joining.known_as(JoinWish("Awa", ""), cards) is None
