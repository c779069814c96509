"""A grant between two days: released inside them only, not movable by whoever writes the base."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from entrenous.journal.acts import Act
from entrenous.keyring import containers, models, rotation
from entrenous.keyring.accounts import held_alone
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import OpenContainer
from entrenous.vault.grants import Motive
from tests.people import House

DAY = timedelta(days=1)


def today() -> date:
    return timezone.localdate()


def covered(house: House, since: date, until: date) -> OpenContainer:
    to = Recipient(house.agents["Alix"].pk, Motive.COVER, until=until, since=since)
    return containers.create(
        models.Container.Kind.DOSSIER, by=house.keyring("Camille"), recipients=[to]
    )


def opens(house: House, container: OpenContainer) -> bool:
    try:
        house.keyring("Alix").open(container.id, Act.DOSSIER_OPENED)
    except KeyNotHeld:
        return False
    return True


def test_a_cover_opens_between_its_two_days_and_on_each_of_them(house: House) -> None:
    made = covered(house, today() + 2 * DAY, today() + 4 * DAY)
    found = []
    for days in range(6):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            found.append(opens(house, made))
    assert found == [False, False, True, True, True, False]


@pytest.mark.parametrize(
    "moved",
    [
        {"since": None, "until": None},
        {"until": None},
        {"until": date(2030, 1, 1)},
        {"since": None},
    ],
)
def test_days_moved_in_the_database_open_nothing_even_after_a_first_opening(
    house: House, moved: dict[str, date | None]
) -> None:
    made = covered(house, today(), today() + DAY)
    assert opens(house, made)
    row = models.Grant.objects.filter(container_id=made.id, recipient=house.agents["Alix"].pk)
    row.update(**moved)
    assert not opens(house, made)


def test_a_new_epoch_serves_a_cover_to_come_with_the_same_days(house: House) -> None:
    made = covered(house, today() + 2 * DAY, today() + 4 * DAY)
    fresh = rotation.renew(made.id, by=house.keyring("Camille"))
    row = models.Grant.objects.get(
        container_id=made.id, epoch=fresh.place.epoch, recipient=house.agents["Alix"].pk
    )
    assert (row.since, row.until) == (today() + 2 * DAY, today() + 4 * DAY)
    with time_machine.travel(timezone.now() + 3 * DAY, tick=False):
        assert opens(house, made)


def test_a_new_epoch_after_the_last_day_serves_the_cover_no_more(house: House) -> None:
    made = covered(house, today(), today())
    with time_machine.travel(timezone.now() + DAY, tick=False):
        rotation.renew(made.id, by=house.keyring("Camille"))
    kept = models.Grant.objects.filter(container_id=made.id).exclude(box=None)
    assert house.agents["Alix"].pk not in set(kept.values_list("recipient", flat=True))


def test_ending_a_cover_leaves_a_lasting_key_of_the_same_colleague(house: House) -> None:
    made = covered(house, today(), today() + DAY)
    camille = house.keyring("Camille")
    containers.grant(made, Recipient(house.agents["Alix"].pk, Motive.CO_HOLDER), by=camille)
    with transaction.atomic():
        gone = containers.end_dated(camille.writing(made.id), by=camille)
    assert gone == {house.agents["Alix"].pk}
    assert opens(house, made)
    assert containers.whole_holders(made.id) >= {house.agents["Alix"].pk}


def test_a_cover_is_nobody_on_whom_a_dossier_can_rest(house: House) -> None:
    made = covered(house, today(), today() + DAY)
    assert house.agents["Alix"].pk not in containers.whole_holders(made.id)
    assert made.id in held_alone(house.agents["Camille"])
