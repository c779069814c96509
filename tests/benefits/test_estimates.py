"""Estimates: asked with what is known, sealed with what made them, never changed."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from entrenous.benefits import actions, queries, what_if
from entrenous.benefits.actions import Refused
from entrenous.benefits.codes import Change, State
from entrenous.benefits.contents import Estimation, Home, Income, MonthPaid
from entrenous.benefits.questions import situation
from entrenous.budgets.contents import Budget
from entrenous.dossiers import merging
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld, VaultClosed
from entrenous.rights.estimates import read_situation
from tests.benefits.engines import engine
from tests.benefits.households import ALONE, COUPLE, PARENT, estimated, kept
from tests.budgets import typed as budgets
from tests.dossiers.opened import contents, dossier_of
from tests.people import House


@pytest.fixture
def asked() -> Iterator[list[dict[str, Any]]]:
    with engine(settings.ENTRENOUS_HOME) as questions:
        yield questions


def found(said: Estimation, code: str) -> Any:
    return next(each for each in said.found if each.code == code)


# --- what is asked ---------------------------------------------------------------------------


def test_the_engine_reads_what_it_is_asked() -> None:
    read = read_situation(situation(COUPLE))
    assert (len(read.adults), len(read.children), read.couple) == (2, 2, True)
    assert read.received["asf"] == 0


def test_what_is_unknown_is_absent_and_zero_is_said() -> None:
    adult = replace(ALONE.adults[0], net_pension=Income(), activity="")
    said = situation(replace(ALONE, adults=(adult,), home=Home(), received=(), nationality=""))
    assert said["adults"][0]["net_unemployment"] == "0.00"
    assert not {"net_pension", "activity", "disability_rate"} & set(said["adults"][0])
    assert "nationality" not in said
    assert said["received"] == {}
    assert not {"rent", "insee", "status"} & set(said["home"])


def test_an_income_that_varies_is_said_month_by_month() -> None:
    months = (MonthPaid("2026-08", Decimal(1400)), MonthPaid("2026-09", Decimal(0)))
    adult = replace(ALONE.adults[0], net_salary=Income(Decimal(5), months))
    said = situation(replace(ALONE, adults=(adult,)))
    assert said["adults"][0]["net_salary"] == {"2026-08": "1400.00", "2026-09": "0.00"}


# --- what is found ---------------------------------------------------------------------------


def test_an_estimate_says_with_what_it_was_made(asked: list[dict[str, Any]]) -> None:
    said = actions.estimate(settings.ENTRENOUS_HOME, PARENT)
    assert asked[0]["situation"]["children"][0] == {"birth": "2018-03-02"}
    rsa = found(said, "rsa")
    assert (rsa.state, rsa.amount, rsa.low, rsa.high) == (State.PROBABLE, 300, 262, 338)
    assert rsa.parameters[0].text == "décret 2026-220"
    assert said.engine == "176.1.8"
    assert "10\N{NO-BREAK SPACE}339,00" in said.patches[0]
    assert said.simulator.startswith("https://")


@pytest.mark.usefixtures("asked")
def test_no_amount_is_said_without_what_it_needs() -> None:
    said = actions.estimate(settings.ENTRENOUS_HOME, replace(PARENT, received=()))
    rsa = found(said, "rsa")
    assert (rsa.state, rsa.amount, rsa.low) == (State.NOT_COMPUTABLE, None, None)
    assert "received.asf" in rsa.missing


@pytest.mark.usefixtures("asked")
def test_without_a_nationality_what_depends_on_a_permit_is_not_said() -> None:
    said = actions.estimate(settings.ENTRENOUS_HOME, replace(PARENT, nationality=""))
    for code in ("rsa", "ppa", "af", "aide_logement"):
        each = found(said, code)
        assert (each.state, each.amount) == (State.NOT_COMPUTABLE, None)
        assert "nationality" in each.missing


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("change", [Change.JOB_LOST, Change.SEPARATED, Change.HOURS_CUT])
def test_a_recent_change_leaves_nothing_probable_of_what_looks_back(change: Change) -> None:
    said = actions.estimate(settings.ENTRENOUS_HOME, replace(PARENT, changes=(change,)))
    assert {found(said, code).state for code in ("rsa", "ppa", "aide_logement")} == {State.TO_CHECK}
    assert found(said, "af").state is State.PROBABLE


@pytest.mark.usefixtures("asked")
def test_income_that_the_engine_is_not_told_of_leaves_no_amount_that_would_be_too_high() -> None:
    said = actions.estimate(settings.ENTRENOUS_HOME, replace(PARENT, has_other_income=True))
    for code in ("rsa", "ppa", "aide_logement"):
        each = found(said, code)
        assert each.state is State.TO_CHECK
        assert (each.amount, each.low, each.high) == (None, None, None)
        assert "trop haut" in each.why[0]
    assert found(said, "af").state is State.PROBABLE


@pytest.mark.usefixtures("asked")
def test_a_postcode_is_refused_with_its_sentence() -> None:
    home = replace(PARENT.home, insee="75013")
    with pytest.raises(Refused) as refused:
        actions.estimate(settings.ENTRENOUS_HOME, replace(PARENT, home=home))
    assert "code postal" in refused.value.sentence
    assert "75013" not in str(refused.value)


# --- the curve -------------------------------------------------------------------------------


def test_a_curve_draws_what_is_known_and_names_the_rest(asked: list[dict[str, Any]]) -> None:
    drawn = actions.curve(settings.ENTRENOUS_HOME, PARENT)
    assert len(drawn.salaries) == 81
    assert asked[0]["up_to"] == "2000.00"
    lines = {line.code: line.amounts for line in drawn.lines}
    assert lines["rsa"][0] == 600
    assert lines["af"][0] == Decimal("597.00")  # what is paid, once the CRDS is taken
    assert not {"css", "aah", "ass"} & set(lines)
    assert "allocation aux adultes handicapés" in drawn.untold


@pytest.mark.usefixtures("asked")
def test_a_curve_of_the_unknown_draws_nothing() -> None:
    drawn = actions.curve(settings.ENTRENOUS_HOME, replace(PARENT, nationality="", received=()))
    assert drawn.lines == ()
    assert "RSA" in drawn.untold


def test_a_curve_goes_beyond_the_salary_of_today(asked: list[dict[str, Any]]) -> None:
    adult = replace(PARENT.adults[0], net_salary=Income(Decimal(1900)))
    actions.curve(settings.ENTRENOUS_HOME, replace(PARENT, adults=(adult,)))
    assert asked[0]["up_to"] == "3200.00"


# --- one thing changed -----------------------------------------------------------------------


def test_one_thing_changes_and_the_rest_stays() -> None:
    earning = what_if.with_salary(COUPLE, Decimal(1200), place=1)
    assert earning.adults[1].net_salary == Income(Decimal(1200))
    assert earning.adults[0] == COUPLE.adults[0]
    assert what_if.with_rent(PARENT, Decimal(600)).home.rent == 600
    born = PARENT.children_on[0]
    assert what_if.with_child(PARENT, born).children_on == (*PARENT.children_on, born)


def test_after_a_separation_the_asf_is_asked_and_never_supposed() -> None:
    alone = what_if.separated(COUPLE, None)
    assert not alone.is_couple
    assert alone.paid("asf") is None
    assert alone.paid("rsa") == 0
    assert what_if.separated(COUPLE, Decimal(200)).paid("asf") == 200


# --- what is kept ----------------------------------------------------------------------------


def test_an_estimate_is_sealed_whole_and_journaled(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = kept(house, dossier, estimated())
    assert contents(house, "Camille", dossier, Estimation) == [estimated()]
    assert Entry.objects.filter(container=dossier.pk, act=Act.RECORD_WRITTEN).count() >= 1
    stored = records.models.Record.objects.get(container_id=dossier.pk, record=record)
    assert b"tenant_private" not in bytes(stored.blob)


def test_sent_twice_it_is_kept_once(house: House) -> None:
    dossier, once = dossier_of(house, "Camille"), uuid4()
    for _ in range(2):
        actions.keep(house.keyring("Camille"), dossier, estimated(), record=once)
    assert len(contents(house, "Camille", dossier, Estimation)) == 1


def test_only_the_holder_keeps_one(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    with pytest.raises(KeyNotHeld):
        actions.keep(house.keyring("Alix"), dossier, estimated())
    with pytest.raises(VaultClosed):
        actions.keep(house.closed("Camille"), dossier, estimated())


def test_the_latest_comes_first_and_a_comparison_finds_its_start(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    first = kept(house, dossier)
    later = estimated(what_if.with_rent(PARENT, Decimal(600)), compared_with=first)
    second = kept(house, dossier, later)
    reading = _reading(house, dossier)
    assert [each.id for each in queries.estimates(reading)] == [second, first]
    start = queries.original_of(later, reading)
    assert start is not None
    assert start.id == first
    assert queries.original_of(estimated(), reading) is None


def test_a_budget_changed_since_is_known(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    assert not queries.is_behind_its_budget(estimated(), _reading(house, dossier))
    record = budgets.kept(house, dossier)
    reading = _reading(house, dossier)
    known = reading.find(Budget, record)
    assert known is not None
    said = estimated(budget=record, budget_version=known.version)
    assert not queries.is_behind_its_budget(said, reading)
    assert queries.is_behind_its_budget(replace(said, budget_version=known.version + 1), reading)
    assert queries.is_behind_its_budget(estimated(), reading)


def test_estimates_follow_a_merged_dossier(house: House) -> None:
    kept_one, duplicate = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Doublon")
    record = kept(house, duplicate)
    merging.merge(house.keyring("Camille"), duplicate, into=kept_one)
    assert [each.id for each in queries.estimates(_reading(house, kept_one))] == [record]


def _reading(house: House, dossier: Any) -> records.Reading:
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    return records.read(opened, Estimation, Budget)
