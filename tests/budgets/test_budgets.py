"""A budget is kept version after version, by its holders only, and follows its dossier."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrenous.budgets import actions
from entrenous.budgets.contents import Budget
from entrenous.budgets.faults import BudgetRefused
from entrenous.budgets.queries import history, latest
from entrenous.dossiers import households, merging
from entrenous.dossiers.contents import SharedHousehold
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import containers, models, records, rotation
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import Damaged, EditedMeanwhile, KeyNotHeld, VaultClosed
from entrenous.keyring.records import OpenRecord
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from tests.altered import altered
from tests.budgets.typed import AWA, COUPLE, kept
from tests.dossiers.opened import dossier_of
from tests.people import House


def in_force(house: House, dossier: Dossier, who: str = "Camille") -> OpenRecord[Budget] | None:
    opened = house.keyring(who).open(dossier.pk, Act.DOSSIER_OPENED)
    return latest(records.read(opened, Budget))


def past(house: House, dossier: Dossier) -> list[OpenRecord[Budget]]:
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    return history(opened, records.read(opened, Budget))


def test_what_is_kept_is_read_back_to_the_cent(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    assert in_force(house, dossier) is None
    kept(house, dossier)
    found = in_force(house, dossier)
    assert found is not None
    assert found.content == AWA
    assert found.content.debts[0].remaining == Decimal("412.60")


def test_each_save_is_a_version_and_the_former_ones_are_read(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    kept(house, dossier)
    kept(house, dossier, words="Elle attend le RSA", based_on=1)
    assert [(v.version, v.content.words) for v in past(house, dossier)] == [
        (2, "Elle attend le RSA"), (1, ""),
    ]  # fmt: skip
    assert past(house, dossier)[0].author == house.agents["Camille"].pk
    acts = Entry.objects.filter(container=dossier.pk).values_list("act", flat=True)
    assert list(acts).count(Act.BUDGET_KEPT) == 2


def test_the_same_sent_twice_is_one_version(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    assert kept(house, dossier) == kept(house, dossier)
    assert len(past(house, dossier)) == 1


def test_two_tabs_do_not_write_over_each_other(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    kept(house, dossier)
    with pytest.raises(EditedMeanwhile):
        kept(house, dossier, words="d’un autre onglet", based_on=0)
    assert len(past(house, dossier)) == 1


def test_what_does_not_hold_together_is_not_written(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    with pytest.raises(BudgetRefused):
        kept(house, dossier, home=replace(AWA.home, rent=Decimal(-1)))
    assert in_force(house, dossier) is None


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ines", "Lou", "Sacha"])
def test_nobody_else_reads_or_writes_it(house: House, who: str) -> None:
    dossier = dossier_of(house, "Camille")
    kept(house, dossier)
    if who == "Rachel":  # reception holds a part of the dossier, and not this one
        assert in_force(house, dossier, who) is None
    else:
        with pytest.raises(KeyNotHeld):
            in_force(house, dossier, who)
    with pytest.raises(KeyNotHeld):
        actions.keep(house.keyring(who), dossier, COUPLE, based_on=1)


def test_a_closed_vault_keeps_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    with pytest.raises(VaultClosed):
        actions.keep(house.closed("Camille"), dossier, AWA, based_on=0)


def test_no_compartment_lent_to_a_service_shows_it(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    kept(house, dossier)
    lent = {Compartment.RECEPTION, Compartment.ADMINISTRATIVE_CARD, Compartment.PERSON,
            Compartment.PLAN, Compartment.MEANS}  # fmt: skip
    rows = models.Record.objects.filter(container=dossier.pk, kind=260)
    assert lent.isdisjoint(rows.values_list("compartment", flat=True))


def test_a_renewed_key_opens_it_to_who_stays_and_not_to_who_left(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    kept(house, dossier)
    camille = house.keyring("Camille")
    alix = Recipient(house.agents["Alix"].pk, Motive.CO_HOLDER)
    containers.grant(camille.writing(dossier.pk), alix, by=camille)
    assert in_force(house, dossier, "Alix") is not None
    rotation.renew(dossier.pk, by=camille, without=frozenset({house.agents["Alix"].pk}))
    found = in_force(house, dossier)
    assert found is not None
    assert found.content == AWA
    with pytest.raises(KeyNotHeld):
        in_force(house, dossier, "Alix")
    kept(house, dossier, COUPLE, based_on=1)
    assert [v.content for v in past(house, dossier)] == [COUPLE, AWA]


def test_it_follows_a_dossier_that_is_merged_with_its_versions(house: House) -> None:
    duplicate, into = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Sarr")
    kept(house, duplicate)
    kept(house, duplicate, COUPLE, based_on=1)
    merging.merge(house.keyring("Camille"), duplicate, into=into)
    assert [v.content for v in past(house, into)] == [COUPLE, AWA]


def test_two_budgets_of_merged_dossiers_both_stay_and_the_later_day_is_in_force(
    house: House,
) -> None:
    duplicate, into = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Sarr")
    kept(house, duplicate)
    kept(house, into, COUPLE, on=AWA.on.replace(month=2))
    merging.merge(house.keyring("Camille"), duplicate, into=into)
    found = in_force(house, into)
    assert found is not None
    assert found.content.adults == COUPLE.adults
    assert len(past(house, into)) == 2
    kept(house, into, words="suite", on=AWA.on.replace(month=3), based_on=found.version)
    assert [v.content.words for v in past(house, into)] == ["suite", "", ""]


def test_separating_a_household_leaves_each_her_own(house: House) -> None:
    hers, his = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Ferreira")
    kept(house, hers)
    kept(house, his, COUPLE)
    camille = house.keyring("Camille")
    shared = SharedHousehold(composition="deux adultes", agreed_on=AWA.on)
    households.separate(camille, households.link(camille, hers, his, shared))
    assert [v.content for v in past(house, hers)] == [AWA]
    assert [v.content for v in past(house, his)] == [COUPLE]


def test_a_damaged_budget_stops_the_merge_and_the_write(house: House) -> None:
    duplicate, into = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Sarr")
    kept(house, duplicate)
    row = models.Record.objects.filter(container=duplicate.pk, kind=260)
    row.update(blob=altered(bytes(row.get().blob)))
    with pytest.raises(Damaged):
        merging.merge(house.keyring("Camille"), duplicate, into=into)
    with pytest.raises(Damaged):
        kept(house, duplicate, COUPLE)
