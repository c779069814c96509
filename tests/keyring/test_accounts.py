"""Accounts are made and closed by someone who reads nothing."""

import pytest

from entrenous.agents.models import Function
from entrenous.keyring import accounts, containers, enrolment
from entrenous.keyring.certificates import is_certified
from entrenous.keyring.containers import Recipient
from entrenous.keyring.models import Container
from entrenous.vault.grants import Motive
from tests.people import House

WHO = accounts.Identity("nadia-essai", "Nadia", "Fictif")


def test_a_new_account_opens_nothing(house: House) -> None:
    post = accounts.Post(Function.Kind.RECEPTION, house.circonscription)
    agent = accounts.create_account(house.organisation, WHO, [post], by=house.agents["Ada"].pk)
    assert agent.has_function("reception")
    assert enrolment.found_row(agent) is None
    assert not is_certified(house.organisation.pk, agent.pk)
    with pytest.raises(accounts.LoginTaken):
        accounts.create_account(house.organisation, WHO, [], by=None)


def test_an_account_is_not_closed_while_a_dossier_would_have_no_holder(house: House) -> None:
    camille, ada = house.agents["Camille"], house.agents["Ada"].pk
    containers.create(Container.Kind.DOSSIER, by=house.keyring("Camille"))
    with pytest.raises(accounts.StillHolder) as refused:
        accounts.close_account(camille, by=ada)
    assert refused.value.dossiers == 1
    camille.refresh_from_db()
    assert camille.is_active
    assert is_certified(house.organisation.pk, camille.pk)


def test_with_a_second_holder_it_is_closed_and_its_certificate_revoked(house: House) -> None:
    camille, alix = house.agents["Camille"], house.agents["Alix"]
    containers.create(
        Container.Kind.DOSSIER,
        by=house.keyring("Camille"),
        recipients=[Recipient(alix.pk, Motive.CO_HOLDER)],
    )
    accounts.close_account(camille, by=house.agents["Ada"].pk)
    camille.refresh_from_db()
    assert not camille.is_active
    assert not is_certified(house.organisation.pk, camille.pk)
    assert accounts.held_alone(alix)


def test_the_enrolled_wait_for_a_lead(house: House) -> None:
    newcomer = house.enrol("Nadia", "reception", certified=False)
    assert accounts.waiting_for_certificate(house.organisation.pk) == [newcomer]
    assert len(accounts.fingerprint_of(newcomer).split()) == 8
