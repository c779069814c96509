"""Two dossiers share a part, and a separation gives each her own again."""

from dataclasses import replace
from datetime import date

import pytest

from entrenous.dossiers import households, merging, sharing
from entrenous.dossiers.codes import Doer, Domain, Mode
from entrenous.dossiers.contents import (
    DomainAssessment,
    PersonCard,
    PlanAction,
    SharedHousehold,
    ThreadEntry,
)
from entrenous.dossiers.models import Accompagnement, Dossier
from entrenous.dossiers.thread import write_entry
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import rotation
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.models import Container, Grant, Record
from entrenous.plans import actions, assessment
from tests.dossiers.opened import contents, dossier_of
from tests.people import House

SHARED = SharedHousehold("un couple, un enfant", "un trois-pièces", date(2026, 1, 20))


def test_what_is_shared_is_read_from_both_and_a_separation_ends_it(house: House) -> None:
    camille = house.keyring("Camille")
    hers, his = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Ferreira-Fictif")
    household = households.link(camille, hers, his, SHARED)
    assert households.others(hers) == [his]
    known = households.shared_with(camille, his)
    assert known is not None
    assert known.content == SHARED
    households.separate(camille, household)
    for dossier in (hers, his):
        dossier.refresh_from_db()
        assert households.others(dossier) == []
        assert contents(house, "Camille", dossier, SharedHousehold) == [SHARED]
    assert not Grant.objects.filter(container_id=household.pk).exclude(box=None).exists()


def test_separated_in_one_act_when_a_colleague_holds_the_other(house: House) -> None:
    camille, alix = house.keyring("Camille"), house.keyring("Alix")
    hers, his = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Ferreira-Fictif")
    household = households.link(camille, hers, his, SHARED)
    sharing.transfer(camille, his, house.agents["Alix"])
    epoch = Container.objects.get(pk=household.pk).epoch
    households.separate(camille, household)
    assert contents(house, "Camille", hers, SharedHousehold) == [SHARED]
    assert Container.objects.get(pk=household.pk).epoch == epoch + 1
    assert not house.keyring("Camille").holds(household.pk)
    for dossier in (hers, his):
        noted = Entry.objects.filter(act=Act.HOUSEHOLD_SEPARATED, container=dossier.pk)
        assert noted.count() == 1, "said in the journal of both"
    his.refresh_from_db()
    assert households.settle(alix, his)
    his.refresh_from_db()
    assert not households.settle(alix, his)
    assert contents(house, "Alix", his, SharedHousehold) == [SHARED]
    assert his.household_id is None
    assert not Grant.objects.filter(container_id=household.pk).exclude(box=None).exists()


def test_what_one_corrects_afterwards_the_other_never_sees(house: House) -> None:
    camille = house.keyring("Camille")
    hers, his = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Ferreira-Fictif")
    households.separate(camille, households.link(camille, hers, his, SHARED))
    again = replace(SHARED, composition="elle et l’enfant")
    other = dossier_of(house, "Camille", "Nouveau-Fictif")
    hers.refresh_from_db()
    households.separate(camille, households.link(camille, hers, other, again))
    assert contents(house, "Camille", hers, SharedHousehold) == [again]
    assert contents(house, "Camille", his, SharedHousehold) == [SHARED]


def test_who_holds_neither_separates_nothing(house: House) -> None:
    camille = house.keyring("Camille")
    hers, his = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Ferreira-Fictif")
    household = households.link(camille, hers, his, SHARED)
    with pytest.raises(KeyNotHeld):
        households.separate(house.keyring("Alix"), household)
    assert households.others(hers) == [his]


def test_a_damaged_part_is_not_lost_without_a_word(house: House) -> None:
    camille = house.keyring("Camille")
    hers, his = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Ferreira-Fictif")
    household = households.link(camille, hers, his, SHARED)
    Record.objects.filter(container_id=household.pk).delete()
    with pytest.raises(Damaged):
        households.separate(camille, household)
    assert households.others(hers) == [his]
    households.carry_out_constat(camille, hers)
    households.separate(camille, household)
    assert contents(house, "Camille", hers, SharedHousehold) == []
    hers.refresh_from_db()
    assert hers.household_id is None


def test_a_separation_never_waits_for_a_key(house: House) -> None:
    camille = house.keyring("Camille")
    hers, his = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Ferreira-Fictif")
    household = households.link(camille, hers, his, SHARED)
    Grant.objects.filter(container_id=household.pk).update(box=None)
    households.separate(house.keyring("Camille"), household)
    for dossier in (hers, his):
        dossier.refresh_from_db()
        assert dossier.household_id is None


def test_a_failure_at_the_renewal_leaves_both_linked_and_readable(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    camille = house.keyring("Camille")
    hers, his = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Ferreira-Fictif")
    household = households.link(camille, hers, his, SHARED)
    sharing.transfer(camille, his, house.agents["Alix"])

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(rotation, "_seal_again", broken)
    with pytest.raises(OSError, match="disk full"):
        households.separate(camille, household)
    monkeypatch.undo()
    hers = Dossier.objects.get(pk=hers.pk)
    assert households.others(hers) == [his]
    for name, dossier in (("Camille", hers), ("Alix", Dossier.objects.get(pk=his.pk))):
        known = households.shared_with(house.keyring(name), dossier)
        assert known is not None
        assert known.content == SHARED
    assert contents(house, "Camille", hers, SharedHousehold) == []


def test_no_sharing_without_a_dated_agreement(house: House) -> None:
    hers, his = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Ferreira-Fictif")
    with pytest.raises(ValueError, match="agree"):
        households.link(house.keyring("Camille"), hers, his, SharedHousehold("un couple"))


def test_a_dossier_held_by_someone_else_cannot_be_linked(house: House) -> None:
    hers, his = dossier_of(house, "Camille"), dossier_of(house, "Alix", "Ferreira-Fictif")
    with pytest.raises(KeyNotHeld):
        households.link(house.keyring("Camille"), hers, his, SHARED)


def test_a_duplicate_is_merged_with_nothing_lost(house: House) -> None:
    camille = house.keyring("Camille")
    kept, double = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Sarr-Fictive")
    for dossier, text in ((kept, "un"), (double, "deux")):
        write_entry(camille, dossier, ThreadEntry(date(2026, 1, 14), Mode.PHONE, text=text))
        home = DomainAssessment(Domain.HOUSING, facts=f"bail {text}")
        assessment.keep_domain(camille, dossier, home, based_on=0)
    objective = actions.add_objective(camille, double, "garder le logement")
    actions.keep_action(
        camille, double, PlanAction(str(objective), "écrire", Doer.SERVICE, due_on=date(2026, 2, 1))
    )
    merging.merge(camille, double, into=kept)
    assert sorted(e.text for e in contents(house, "Camille", kept, ThreadEntry)) == ["deux", "un"]
    (home,) = contents(house, "Camille", kept, DomainAssessment)
    assert home.facts == "bail un\n\nbail deux"
    assert kept.due_dates.get().kind == "action"
    assert contents(house, "Camille", double, ThreadEntry) == []
    assert len(contents(house, "Camille", kept, PersonCard)) == 1
    assert Accompagnement.objects.filter(dossier=kept, closed_on=None).count() == 1
    with pytest.raises(merging.NotMergeable):
        merging.merge(camille, double, into=kept)
