"""What follows a dossier's key, and what a writer of the database cannot make follow it."""

from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from entrenous.journal.acts import Act
from entrenous.keyring import containers, following, models, records, rotation, satellites
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.following import Satellite
from entrenous.keyring.kinds import code_of
from entrenous.keyring.satellites import AlreadyAttached
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from tests.people import House

Kind = models.Container.Kind


def made(house: House, kind: str, *recipients: Recipient, who: str = "Camille") -> UUID:
    by = house.keyring(who)
    return containers.create(models.Container.Kind(kind), by=by, recipients=recipients).id


def attached(house: House, *on_dossier: Recipient, on_request: tuple[Recipient, ...] = ()):
    dossier = made(house, Kind.DOSSIER, *on_dossier)
    request = made(house, Kind.THIRD_PARTY, *on_request)
    satellites.attach(request, dossier, by=house.keyring("Camille"))
    return dossier, request


def holds_whole(house: House, name: str, container: UUID) -> bool:
    try:
        opened = house.keyring(name).open(container, Act.REQUEST_OPENED)
    except KeyNotHeld:
        return False
    return opened.covers(Compartment.WHOLE)


def grant(house: House, container: UUID, name: str, compartment=Compartment.WHOLE) -> None:
    by = house.keyring("Camille")
    to = Recipient(house.agents[name].pk, Motive.CO_HOLDER, compartment)
    with transaction.atomic():
        containers.grant(by.writing(container), to, by=by)


def test_whoever_holds_the_dossier_when_it_is_attached_receives_it(house: House) -> None:
    alix = Recipient(house.agents["Alix"].pk, Motive.CO_HOLDER)
    _, request = attached(house, alix)
    assert holds_whole(house, "Alix", request)
    assert not holds_whole(house, "Sacha", request)


def test_it_follows_a_whole_key_handed_over_and_no_compartment(house: House) -> None:
    dossier, request = attached(house)
    grant(house, dossier, "Sacha", Compartment.RECEPTION)
    assert not holds_whole(house, "Sacha", request)
    grant(house, dossier, "Alix")
    assert holds_whole(house, "Alix", request)


def test_whoever_loses_the_dossier_loses_it_and_its_own_recipients_stay(house: House) -> None:
    duty = models.Group.objects.get(kind="duty", circonscription=house.circonscription)
    leads = models.Group.objects.get(kind="leads", circonscription=house.circonscription)
    alix = Recipient(house.agents["Alix"].pk, Motive.CO_HOLDER)
    reception = Recipient(leads.pk, Motive.LETTER_BOX, Compartment.RECEPTION)
    on_request = (Recipient(leads.pk, Motive.LETTER_BOX, Compartment.REQUESTS),)
    dossier, request = attached(house, alix, reception, on_request=on_request)
    rotation.renew(
        dossier, by=house.keyring("Camille"), without=frozenset({alix.actor, leads.pk, duty.pk})
    )
    assert not holds_whole(house, "Alix", request)
    assert holds_whole(house, "Camille", request)
    assert house.keyring("Ines").open(request, Act.REQUEST_OPENED).covers(Compartment.REQUESTS)
    assert models.Container.objects.get(pk=request).epoch == 2


def test_a_renewal_that_nobody_loses_leaves_it_alone(house: House) -> None:
    dossier, request = attached(house)
    rotation.renew(dossier, by=house.keyring("Camille"))
    assert models.Container.objects.get(pk=request).epoch == 1


def test_the_one_who_passes_the_dossier_on_loses_it_too(house: House) -> None:
    dossier, request = attached(house)
    grant(house, dossier, "Alix")
    gone = frozenset({house.agents["Camille"].pk})
    rotation.renew(dossier, by=house.keyring("Camille"), without=gone)
    assert holds_whole(house, "Alix", request)
    assert not holds_whole(house, "Camille", request)


def test_detached_it_stays_with_the_one_who_detaches_it(house: House) -> None:
    alix = Recipient(house.agents["Alix"].pk, Motive.CO_HOLDER)
    dossier, request = attached(house, alix)
    assert satellites.detach(request, by=house.keyring("Camille")) == dossier
    assert holds_whole(house, "Camille", request)
    assert not holds_whole(house, "Alix", request)
    grant(house, dossier, "Sacha")
    assert not holds_whole(house, "Sacha", request)
    assert satellites.detach(request, by=house.keyring("Camille")) is None
    reading = records.read(house.keyring("Camille").open(request, Act.REQUEST_OPENED))
    assert following.parent_named_in(reading) is None


def test_detached_it_may_be_kept_for_someone(house: House) -> None:
    alix = Recipient(house.agents["Alix"].pk, Motive.CO_HOLDER)
    _, request = attached(house, alix)
    satellites.detach(request, by=house.keyring("Camille"), keep=frozenset({alix.actor}))
    assert holds_whole(house, "Alix", request)


def test_it_says_itself_whom_it_follows(house: House) -> None:
    dossier, request = attached(house)
    reading = records.read(house.keyring("Camille").open(request, Act.REQUEST_OPENED))
    assert following.parent_named_in(reading) == dossier


def test_one_level_only_and_one_parent(house: House) -> None:
    _, request = attached(house)
    other = made(house, Kind.DOSSIER)
    for child, parent in ((request, other), (other, request), (other, other)):
        with pytest.raises(AlreadyAttached):
            satellites.attach(child, parent, by=house.keyring("Camille"))


def test_both_whole_keys_are_needed(house: House) -> None:
    theirs = made(house, Kind.DOSSIER, who="Sacha")
    mine = made(house, Kind.THIRD_PARTY)
    for name in ("Camille", "Sacha"):
        with pytest.raises(KeyNotHeld):
            satellites.attach(mine, theirs, by=house.keyring(name))


def test_they_follow_another_dossier_when_two_become_one(house: House) -> None:
    dossier, request = attached(house)
    kept = made(house, Kind.DOSSIER)
    assert satellites.move_all(dossier, kept, by=house.keyring("Camille")) == 1
    grant(house, kept, "Alix")
    grant(house, dossier, "Sacha")
    assert holds_whole(house, "Alix", request)
    assert not holds_whole(house, "Sacha", request)


# --- someone who writes in the database ----------------------------------------------------------


def test_a_parent_written_in_the_database_makes_no_key_travel(house: House) -> None:
    dossier, secret = made(house, Kind.DOSSIER), made(house, Kind.THIRD_PARTY)
    models.Container.objects.filter(pk=secret).update(parent_id=dossier)
    grant(house, dossier, "Sacha")
    assert not holds_whole(house, "Sacha", secret)


def test_a_parent_erased_in_the_database_keeps_no_key_for_whoever_leaves(house: House) -> None:
    alix = Recipient(house.agents["Alix"].pk, Motive.CO_HOLDER)
    dossier, request = attached(house, alix)
    models.Container.objects.filter(pk=request).update(parent=None)
    rotation.renew(dossier, by=house.keyring("Camille"), without=frozenset({alix.actor}))
    assert not holds_whole(house, "Alix", request)


def test_a_list_of_satellites_cut_short_stops_the_renewal(house: House) -> None:
    alix = Recipient(house.agents["Alix"].pk, Motive.CO_HOLDER)
    dossier, _ = attached(house, alix)
    models.Record.objects.filter(container_id=dossier, kind=code_of(Satellite)).delete()
    with pytest.raises(Damaged):
        rotation.renew(dossier, by=house.keyring("Camille"), without=frozenset({alix.actor}))
    assert models.Container.objects.get(pk=dossier).epoch == 1


def hand_all_over(house: House, dossiers: list[UUID], name: str) -> int:
    by = house.keyring("Camille")
    to = Recipient(house.agents[name].pk, Motive.TRANSFER)
    with transaction.atomic():
        opened = by.open_list(dossiers, Act.LIST_OPENED)
        return containers.grant_many(opened.values(), to, by=by)


def test_they_follow_many_dossiers_handed_over_at_once(house: House) -> None:
    (first, one), (second, two) = attached(house), attached(house)
    alone = made(house, Kind.DOSSIER)
    assert hand_all_over(house, [first, second, alone], "Alix") == 5
    for container in (first, one, second, two, alone):
        assert holds_whole(house, "Alix", container)
    assert not holds_whole(house, "Sacha", one)


def test_looking_for_them_costs_as_many_queries_for_twelve_as_for_two(house: House) -> None:
    dossiers = [made(house, Kind.DOSSIER) for _ in range(14)]
    counts = []
    for some in (dossiers[:2], dossiers[2:]):
        by = house.keyring("Camille")
        opened = by.open_list(some, Act.LIST_OPENED)
        with CaptureQueriesContext(connection) as captured:
            assert following.satellites_of_all(opened.values(), by=by) == []
        counts.append(len(captured))
    assert counts == [2, 2]


def test_one_list_spoiled_stops_the_whole_handing_over(house: House) -> None:
    (first, _), (second, request) = attached(house), attached(house)
    rows = models.Record.objects.filter(container_id=second, kind=code_of(Satellite))
    assert rows.delete()[0] == 1
    before = models.Grant.objects.count()
    with pytest.raises(Damaged):
        hand_all_over(house, [first, second], "Alix")
    assert models.Grant.objects.count() == before
    assert not holds_whole(house, "Alix", request)
