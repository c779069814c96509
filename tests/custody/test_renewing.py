from datetime import date
from pathlib import Path

import pytest

from entrenous.agents.keyfiles import custody_of, keys_of
from entrenous.custody import naming
from entrenous.custody.codes import Keeps
from entrenous.custody.models import Custodian
from entrenous.custody.queries import standing_of
from entrenous.custody.receiving import receive
from entrenous.custody.renewing import CeremonyUnderWay, take_new_key
from entrenous.dossiers.contents import PersonCard
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import recovery_key
from entrenous.keyring.errors import VaultClosed
from entrenous.keyring.models import Grant
from entrenous.vault.people import SecretKeys
from entrenous.vault.quorum_files import written
from entrenous.vault.quorum_renewal import renew
from entrenous.vault.quorum_request import Refused
from entrenous.vault.recovery import join
from tests.custody.ceremony import asked, opened_by_custodians, request_file, told
from tests.dossiers.opened import contents, dossier_of
from tests.people import House

ON = date(2026, 11, 22)


def custodian(house: House, name: str, keeps: Keeps = Keeps.SHARE) -> Custodian:
    return naming.name_custodian(
        house.organisation.pk, name=name, title="élue du personnel", keeps=keeps, since=ON, by=None
    )


def test_custodians_are_named_once_and_one_who_stops_asks_for_a_new_key(house: House) -> None:
    first = custodian(house, "Maya Fictif")
    assert custodian(house, "Maya Fictif") == first
    custodian(house, "Tom Fictif", Keeps.PIECE)
    standing = standing_of(house.organisation.pk)
    assert [len(standing.custodians), len(standing.pieces)] == [1, 1]
    assert not standing.to_renew
    for _ in range(2):
        naming.end(first, on=date(2026, 12, 1), by=house.agents["Ada"].pk)
    standing = standing_of(house.organisation.pk)
    assert standing.to_renew
    assert not standing.custodians
    assert Entry.objects.filter(act=Act.CUSTODY_CHANGED).count() == 3


def new_key(house: House) -> tuple[SecretKeys, bytes]:
    made, shares = renew(house.recovery, needed=2, custodians=2, on=ON)
    box = made.renewal.new.box
    return join([*shares.custodians, shares.procedural], expected_box=box), written(made)


@pytest.mark.django_db(transaction=False)
def test_a_new_key_receives_each_dossier_when_its_holder_comes_by(
    house: House, recovery_file: Path, django_capture_on_commit_callbacks: object
) -> None:
    dossier = dossier_of(house, "Camille")
    naming.end(custodian(house, "Maya Fictif"), on=date.today(), by=house.agents["Ada"].pk)  # noqa: DTZ011
    keys, raw = new_key(house)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        told_print = take_new_key(house.organisation.pk, raw, by=house.agents["Ada"].pk)
    assert told_print == keys.public.fingerprint()
    assert keys_of(house.organisation.pk).recovery == keys.public
    custody = custody_of(house.organisation.pk)
    assert custody is not None
    assert (custody.needed, custody.custodians) == (2, 2)
    before = recovery_key.depend_on_former(house.organisation.pk)
    camille = house.keyring("Camille")
    assert dossier.pk in recovery_key.waiting(camille).values_list("pk", flat=True)
    assert recovery_key.entrust_some(camille, seconds=60) >= 1
    assert not recovery_key.waiting(house.keyring("Camille")).exists()
    assert recovery_key.depend_on_former(house.organisation.pk) < before
    boxes = Grant.objects.filter(container=dossier.pk, recipient=house.organisation.pk)
    assert [bytes(g.recipient_box) for g in boxes.exclude(box=None)] == [keys.public.box]

    ceremony = asked(house, dossier)
    told(house, ceremony)
    raw = opened_by_custodians(house, request_file(house, ceremony), keys=keys)
    receive(house.keyring("Ines"), ceremony, raw)
    assert contents(house, "Alix", dossier, PersonCard)


def test_what_a_former_key_gave_back_stays_trusted(
    house: House, recovery_file: Path, django_capture_on_commit_callbacks: object
) -> None:
    dossier = dossier_of(house, "Camille")
    ceremony = asked(house, dossier)
    told(house, ceremony)
    receive(
        house.keyring("Ines"), ceremony, opened_by_custodians(house, request_file(house, ceremony))
    )
    _, raw = new_key(house)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        take_new_key(house.organisation.pk, raw, by=house.agents["Ada"].pk)
    assert contents(house, "Alix", dossier, PersonCard)
    with pytest.raises(Refused):
        take_new_key(house.organisation.pk, raw, by=house.agents["Ada"].pk)


def test_a_key_that_the_custodians_did_not_name_is_refused(house: House) -> None:
    made, _ = renew(SecretKeys.generate(), needed=2, custodians=2, on=ON)
    for raw in (written(made), b"{}", b""):
        with pytest.raises(Refused):
            take_new_key(house.organisation.pk, raw, by=house.agents["Ada"].pk)
    assert keys_of(house.organisation.pk).recovery == house.recovery.public


def test_the_key_does_not_change_while_a_request_awaits_its_result(house: House) -> None:
    asked(house, dossier_of(house, "Camille"))
    with pytest.raises(CeremonyUnderWay):
        take_new_key(house.organisation.pk, new_key(house)[1], by=house.agents["Ada"].pk)


def test_nothing_is_entrusted_with_a_closed_vault(house: House) -> None:
    with pytest.raises(VaultClosed):
        recovery_key.entrust_some(house.closed("Camille"))
