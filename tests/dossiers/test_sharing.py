"""A collègue relais, a new référente: who opens before, during and after."""

from datetime import date

import pytest

from entrenous.dossiers import sharing
from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.thread import write_entry
from entrenous.journal.acts import Act
from entrenous.keyring import rotation
from entrenous.keyring.certificates import NotCertified
from entrenous.keyring.errors import KeyNotHeld
from tests.dossiers.opened import contents, dossier_of
from tests.people import House


def entry(house: House, dossier: Dossier) -> None:
    write_entry(
        house.keyring("Camille"),
        dossier,
        ThreadEntry(on=date(2026, 1, 13), mode=Mode.OFFICE, text="premier entretien"),
    )


def test_a_co_holder_reads_until_she_is_withdrawn(house: House) -> None:
    dossier, alix = dossier_of(house, "Camille"), house.agents["Alix"]
    entry(house, dossier)
    camille = house.keyring("Camille")
    sharing.add_co_holder(camille, dossier, alix, told_on=date(2026, 1, 14))
    assert [e.text for e in contents(house, "Alix", dossier, ThreadEntry)] == ["premier entretien"]
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    assert sharing.co_holders(opened, dossier) == [(alix, date(2026, 1, 14))]
    sharing.withdraw_co_holder(camille, dossier, alix.pk)
    with pytest.raises(KeyNotHeld):
        contents(house, "Alix", dossier, ThreadEntry)
    assert [e.text for e in contents(house, "Camille", dossier, ThreadEntry)]


def test_the_same_colleague_twice_changes_nothing(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    sharing.add_co_holder(camille, dossier, house.agents["Alix"], told_on=None)
    with pytest.raises(sharing.AlreadyHolder):
        sharing.add_co_holder(camille, dossier, house.agents["Alix"], told_on=None)


def test_a_transfer_changes_hands_whole(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    entry(house, dossier)
    sharing.transfer(house.keyring("Camille"), dossier, house.agents["Alix"])
    dossier.refresh_from_db()
    assert dossier.referent == house.agents["Alix"]
    assert [e.text for e in contents(house, "Alix", dossier, ThreadEntry)] == ["premier entretien"]
    with pytest.raises(KeyNotHeld):
        contents(house, "Camille", dossier, ThreadEntry)


def test_a_transfer_to_uncertified_keys_leaves_all_as_it_was(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    newcomer = house.enrol("Nadia", "social_worker", certified=False)
    with pytest.raises(NotCertified):
        sharing.transfer(house.keyring("Camille"), dossier, newcomer)
    dossier.refresh_from_db()
    assert dossier.referent == house.agents["Camille"]


def test_a_crash_in_the_middle_leaves_a_holder_and_a_key(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = dossier_of(house, "Camille")
    entry(house, dossier)

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(rotation, "_seal_again", broken)
    with pytest.raises(OSError, match="disk full"):
        sharing.transfer(house.keyring("Camille"), dossier, house.agents["Alix"])
    monkeypatch.undo()
    assert Dossier.objects.get(pk=dossier.pk).referent == house.agents["Camille"]
    assert [e.text for e in contents(house, "Camille", dossier, ThreadEntry)]
    with pytest.raises(KeyNotHeld):
        contents(house, "Alix", dossier, ThreadEntry)
