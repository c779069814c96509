"""An extract is lent for seven days, read in the open, taken back at will."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entrenous.dossiers import support
from entrenous.dossiers.contents import SharedExtract
from entrenous.dossiers.models import SupportExtract
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Grant
from tests.dossiers.opened import dossier_of
from tests.people import House

EXTRACT = SharedExtract(title="Entretien du 13", text="Le propriétaire…", question="Que faire ?")


def lent(house: House, **kwargs: int) -> SupportExtract:
    dossier = dossier_of(house, "Camille")
    return support.lend(
        house.keyring("Camille"), dossier, EXTRACT, to=house.agents["Ines"], **kwargs
    )


def test_the_lead_reads_the_extract_and_not_the_dossier(house: House) -> None:
    extract = lent(house)
    assert support.received(house.agents["Ines"]) == [extract]
    assert support.read(house.keyring("Ines"), extract) == EXTRACT
    assert Entry.objects.filter(container=extract.dossier_id, act=Act.SUPPORT_READ).count() == 1
    with pytest.raises(KeyNotHeld):
        house.keyring("Ines").open(extract.dossier_id, Act.DOSSIER_OPENED)


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ada"])
def test_nobody_else_reads_it(house: House, who: str) -> None:
    with pytest.raises(KeyNotHeld):
        support.read(house.keyring(who), lent(house))


def test_taken_back_it_opens_no_more(house: House) -> None:
    extract = lent(house)
    support.take_back(house.keyring("Camille"), extract)
    support.take_back(house.keyring("Camille"), extract)
    with pytest.raises(KeyNotHeld):
        support.read(house.keyring("Ines"), extract)
    assert support.received(house.agents["Ines"]) == []


def test_past_its_day_it_opens_no_more(house: House) -> None:
    extract = lent(house)
    yesterday = timezone.localdate() - timedelta(days=1)
    Grant.objects.filter(container_id=extract.pk, until__isnull=False).update(until=yesterday)
    with pytest.raises(KeyNotHeld):
        support.read(house.keyring("Ines"), extract)


@pytest.mark.parametrize("days", [0, 8])
def test_no_more_than_seven_days(house: House, days: int) -> None:
    with pytest.raises(ValueError, match="seven"):
        lent(house, days=days)
