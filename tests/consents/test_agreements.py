"""Agreements: given item by item, always with a last day, withdrawn in one act without a reason."""

from contextlib import suppress
from dataclasses import fields, replace
from datetime import date
from uuid import uuid4

import pytest

from entrenous.consents import actions
from entrenous.consents.codes import Kind, Signed
from entrenous.consents.contents import Agreement, Withdrawal
from entrenous.consents.queries import agreed_items, evidence, valid
from entrenous.consents.terms import TermsRefused
from entrenous.dossiers import merging
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import containers, models, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld, VaultClosed
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from tests.consents.agreed import BUDGET, GIVEN_ON, noted
from tests.dossiers.opened import contents, dossier_of
from tests.people import House

IN_MARCH = date(2026, 3, 1)
ALL = frozenset({"budget", "objet_aide"})


def agreed(house: House, dossier: Dossier, on: date, requester: str = "caf_aide") -> frozenset[str]:
    return agreed_items(house.keyring("Camille"), dossier, requester, on)


def versions(house: House, dossier: Dossier, record: object) -> list[Agreement]:
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    return [v.content for v in records.versions(opened, record)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "given"),
    [
        (date(2026, 2, 9), frozenset()),
        (GIVEN_ON, ALL),
        (date(2026, 5, 10), ALL),
        (date(2026, 5, 11), frozenset()),
    ],
)
def test_it_says_something_from_its_first_day_to_its_last(house, on, given) -> None:
    dossier = dossier_of(house, "Camille")
    noted(house, dossier, BUDGET)
    assert agreed(house, dossier, on) == given


def test_it_is_for_one_requester_and_no_other(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    noted(house, dossier, BUDGET)
    assert agreed(house, dossier, IN_MARCH, "bailleur") == frozenset()
    assert agreed(house, dossier, IN_MARCH, "") == frozenset()


def test_a_partner_named_in_words_is_nobody_for_the_desk(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    noted(house, dossier, replace(BUDGET, requester="", partner="Fournisseur d’énergie (fictif)"))
    assert agreed(house, dossier, IN_MARCH, "") == frozenset()
    assert len(valid(house.keyring("Camille"), dossier, IN_MARCH)) == 1


def test_a_withdrawal_stops_the_next_answer_from_its_own_day(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = noted(house, dossier, BUDGET)
    actions.withdraw(house.keyring("Camille"), dossier, record, on=IN_MARCH)
    assert agreed(house, dossier, date(2026, 2, 28)) == ALL
    assert agreed(house, dossier, IN_MARCH) == frozenset()
    assert not DueDate.objects.filter(dossier=dossier).exists()
    former, first = versions(house, dossier, record)
    assert (former.withdrawn_on, first.withdrawn_on) == (IN_MARCH, None)
    assert Entry.objects.filter(container=dossier.pk, act=Act.AGREEMENT_WITHDRAWN).count() == 1


def test_one_item_may_be_taken_back_alone(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = noted(house, dossier, BUDGET)
    camille = house.keyring("Camille")
    actions.withdraw(camille, dossier, record, on=IN_MARCH, items=("budget",))
    assert agreed(house, dossier, IN_MARCH) == {"objet_aide"}
    assert DueDate.objects.filter(dossier=dossier, due_on=BUDGET.until_on).exists()
    with pytest.raises(actions.AlreadyEnded):
        actions.withdraw(camille, dossier, record, on=IN_MARCH, items=("budget",))
    actions.withdraw(camille, dossier, record, on=IN_MARCH)
    with pytest.raises(actions.AlreadyEnded):
        actions.withdraw(camille, dossier, record, on=IN_MARCH)
    assert len(versions(house, dossier, record)) == 3


def test_no_field_holds_a_reason_to_withdraw() -> None:
    assert [f.name for f in fields(Withdrawal)] == ["items", "on"]


def test_a_withdrawal_before_the_signature_is_refused_and_changes_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = noted(house, dossier, BUDGET)
    with pytest.raises(TermsRefused) as refused:
        actions.withdraw(house.keyring("Camille"), dossier, record, on=date(2026, 2, 1))
    assert refused.value.field == "on"
    assert agreed(house, dossier, IN_MARCH) == ALL


def test_a_correction_keeps_what_was_withdrawn_and_the_former_version(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    record = noted(house, dossier, BUDGET)
    actions.withdraw(camille, dossier, record, on=IN_MARCH, items=("budget",))
    later = replace(BUDGET, until_on=date(2026, 6, 1))
    actions.correct(camille, dossier, record, later, based_on=2)
    assert agreed(house, dossier, IN_MARCH) == {"objet_aide"}
    assert [v.until_on for v in versions(house, dossier, record)][-1] == BUDGET.until_on
    assert DueDate.objects.get(dossier=dossier).due_on == date(2026, 6, 1)


def test_two_tabs_the_second_is_told(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    record = noted(house, dossier, BUDGET)
    actions.correct(camille, dossier, record, replace(BUDGET, purpose="Autre"), based_on=1)
    with pytest.raises(EditedMeanwhile):
        actions.correct(camille, dossier, record, BUDGET, based_on=1)


def test_a_withdrawn_agreement_is_not_written_again(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    record = noted(house, dossier, BUDGET)
    actions.withdraw(camille, dossier, record, on=IN_MARCH)
    with pytest.raises(actions.AlreadyEnded):
        actions.correct(camille, dossier, record, BUDGET, based_on=2)


def test_sent_twice_it_is_noted_once(house: House) -> None:
    dossier, camille, once = dossier_of(house, "Camille"), house.keyring("Camille"), uuid4()
    for _ in range(2):
        assert actions.note(camille, dossier, BUDGET, record=once) == once
    assert contents(house, "Camille", dossier, Agreement) == [BUDGET]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"items": ()}, "items"),
        ({"requester": ""}, "partner"),
        ({"kind": Kind.MANDAT, "signed": Signed.ORAL}, "signed"),
        ({"from_on": date(2026, 2, 1)}, "from_on"),
        ({"until_on": date(2026, 2, 1)}, "until_on"),
        ({"until_on": date(2027, 2, 11)}, "until_on"),
    ],
)
def test_terms_that_do_not_hold_together_are_refused(house, changed, field) -> None:
    dossier = dossier_of(house, "Camille")
    with pytest.raises(TermsRefused) as refused:
        noted(house, dossier, replace(BUDGET, **changed))
    assert refused.value.field == field
    assert contents(house, "Camille", dossier, Agreement) == []
    assert not DueDate.objects.filter(dossier=dossier).exists()


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ines", "Lou"])
def test_nobody_else_notes_or_reads_an_agreement(house: House, who: str) -> None:
    dossier = dossier_of(house, "Camille")
    noted(house, dossier, BUDGET)
    with pytest.raises(KeyNotHeld):
        actions.note(house.keyring(who), dossier, BUDGET)
    seen: frozenset[str] = frozenset()
    with suppress(KeyNotHeld):  # reception and the legal desk hold another compartment of it
        seen = agreed_items(house.keyring(who), dossier, "caf_aide", IN_MARCH)
    assert seen == frozenset()


def test_a_closed_vault_reads_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    noted(house, dossier, BUDGET)
    with pytest.raises(VaultClosed):
        agreed_items(house.closed("Camille"), dossier, "caf_aide", IN_MARCH)


def test_another_compartment_gives_no_agreement(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    noted(house, dossier, BUDGET)
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    lent = Recipient(house.agents["Alix"].pk, Motive.CO_HOLDER, Compartment.ADMINISTRATIVE_CARD)
    containers.grant(opened, lent, by=camille)
    alix = house.keyring("Alix")
    assert agreed_items(alix, dossier, "caf_aide", IN_MARCH) == frozenset()


def test_a_withdrawal_deleted_from_the_database_gives_nothing_back(house: House) -> None:
    """Whoever writes in the database may drop the latest version: the head then says so."""
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    record = noted(house, dossier, BUDGET)
    actions.withdraw(camille, dossier, record, on=IN_MARCH)
    models.Record.objects.filter(record=record, version=2).delete()
    assert agreed(house, dossier, IN_MARCH) == frozenset()


def test_a_dossier_put_back_to_the_day_before_a_withdrawal_gives_nothing(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    record = noted(house, dossier, BUDGET)
    heads = list(models.HeadRow.objects.filter(container_id=dossier.pk))
    actions.withdraw(camille, dossier, record, on=IN_MARCH)
    models.Record.objects.filter(record=record, version=2).delete()
    for head in heads:  # rows and heads of the day before agree with each other
        head.save()
    assert agreed(house, dossier, IN_MARCH) == frozenset()


@pytest.mark.parametrize(
    ("changed", "proof"),
    [
        ({}, {"accord_signe"}),
        ({"signed": Signed.ORAL}, set()),
        ({"signed": Signed.MANDATE}, {"mandat_personne"}),
        ({"kind": Kind.MANDAT}, {"mandat_personne"}),
    ],
)
def test_only_a_paper_is_a_proof(house: House, changed: dict[str, object], proof) -> None:
    dossier = dossier_of(house, "Camille")
    noted(house, dossier, replace(BUDGET, **changed))  # type: ignore[arg-type]
    assert evidence(house.keyring("Camille"), dossier, "caf_aide", IN_MARCH) == proof


def test_the_database_knows_a_day_and_no_word(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = noted(house, dossier, BUDGET)
    row = DueDate.objects.get(dossier=dossier)
    assert (row.kind, row.record, row.due_on) == ("agreement", record, BUDGET.until_on)


def test_joined_dossiers_keep_every_agreement(house: House) -> None:
    kept, double = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Double-Fictif")
    record = noted(house, double, BUDGET)
    camille = house.keyring("Camille")
    actions.withdraw(camille, double, record, on=IN_MARCH, items=("budget",))
    merging.merge(camille, double, into=kept)
    assert agreed(house, kept, IN_MARCH) == {"objet_aide"}
    assert DueDate.objects.get(dossier=kept).kind == "agreement"
