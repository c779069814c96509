"""A crash in the middle of an act leaves the dossier exactly as it was, at every step."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from entrenous.dossiers import closing, households, merging, sharing, support
from entrenous.dossiers.codes import ActionState, Doer, EndingReason, Mode
from entrenous.dossiers.contents import (
    PlanAction,
    PlanReview,
    SharedExtract,
    SharedHousehold,
    ThreadEntry,
)
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.thread import write_entry
from entrenous.journal import actions as journal
from entrenous.plans import actions
from tests.dossiers.opened import OPENED_ON, dossier_of
from tests.people import House

ON = date(2026, 2, 10)
SHARED = SharedHousehold("un couple", "", OPENED_ON)
_STATE = ("dossiers", "keyring", "journal", "activity")
Acting = Callable[[House, Dossier, Dossier], object]


class PowerCutError(Exception):
    """What the test throws."""


def end(house: House, first: Dossier, _: Dossier) -> None:
    camille = house.keyring("Camille")
    closing.end(camille, first, on=ON, reason=EndingReason.MUTUAL, summary="Relais pris.")


def take_up_again(house: House, first: Dossier, second: Dossier) -> None:
    end(house, first, second)
    closing.take_up_again(house.keyring("Camille"), first, on=ON, former_may_be_read=True)


def add_and_withdraw(house: House, first: Dossier, _: Dossier) -> None:
    camille, alix = house.keyring("Camille"), house.agents["Alix"]
    sharing.add_co_holder(camille, first, alix, told_on=ON)
    sharing.withdraw_co_holder(camille, first, alix.pk)


def transfer(house: House, first: Dossier, _: Dossier) -> None:
    sharing.transfer(house.keyring("Camille"), first, house.agents["Alix"])


def lend_and_take_back(house: House, first: Dossier, _: Dossier) -> None:
    camille = house.keyring("Camille")
    lent = support.lend(camille, first, SharedExtract("a", "b"), to=house.agents["Ines"])
    support.take_back(camille, lent)


def link_and_transfer(house: House, first: Dossier, second: Dossier) -> None:
    households.link(house.keyring("Camille"), first, second, SHARED)
    transfer(house, first, second)


def link_and_separate(house: House, first: Dossier, second: Dossier) -> None:
    camille = house.keyring("Camille")
    households.separate(camille, households.link(camille, first, second, SHARED))


def link_pass_on_and_separate(house: House, first: Dossier, second: Dossier) -> None:
    camille = house.keyring("Camille")
    household = households.link(camille, first, second, SHARED)
    sharing.transfer(camille, second, house.agents["Alix"])
    households.separate(camille, household)
    second.refresh_from_db()
    households.settle(house.keyring("Alix"), second)


def merge(house: House, first: Dossier, second: Dossier) -> None:
    merging.merge(house.keyring("Camille"), first, into=second)


def plan_and_review(house: House, first: Dossier, _: Dossier) -> None:
    camille = house.keyring("Camille")
    objective = actions.add_objective(camille, first, "Payer l’énergie")
    what = PlanAction(str(objective), "Déposer le FSL", Doer.SERVICE, due_on=ON)
    record = actions.keep_action(camille, first, what)
    news = {record: actions.ActionNews(ActionState.DONE)}
    actions.review(camille, first, PlanReview(ON), news, next_review_on=ON, seen={record: 1})


ACTS: list[Acting] = [
    end, take_up_again, add_and_withdraw, transfer, lend_and_take_back, link_and_transfer,
    link_and_separate, link_pass_on_and_separate, merge, plan_and_review,
]  # fmt: skip


def state() -> dict[str, list[str]]:
    """Every row of what an act may touch."""
    return {
        model._meta.label: sorted(map(repr, model._default_manager.values_list()))
        for label in _STATE
        for model in apps.get_app_config(label).get_models()
    }


def cut_at(monkeypatch: pytest.MonkeyPatch, step: int) -> list[int]:
    """Make the journal fail at its n-th line of the act (0: never); returns the lines seen."""
    seen: list[int] = []
    real = journal.record_all

    def record_all(*args: Any, **kwargs: Any) -> Any:
        seen.append(1)
        if len(seen) == step:
            raise PowerCutError
        return real(*args, **kwargs)

    monkeypatch.setattr(journal, "record_all", record_all)
    return seen


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_a_cut_at_any_step_changes_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch, act: Acting
) -> None:
    first, second = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Portal-Fictif")
    entry = ThreadEntry(OPENED_ON, Mode.PHONE, text="un appel")
    write_entry(house.keyring("Camille"), first, entry)
    before = state()
    seen = cut_at(monkeypatch, 0)
    with transaction.atomic():
        act(house, first, second)
        transaction.set_rollback(True)
    monkeypatch.undo()
    assert state() == before
    assert seen
    for step in range(1, len(seen) + 1):
        one, two = (Dossier.objects.get(pk=d.pk) for d in (first, second))
        cut_at(monkeypatch, step)
        with pytest.raises(PowerCutError), transaction.atomic():
            act(house, one, two)
        monkeypatch.undo()
        assert state() == before, f"cut at step {step} of {len(seen)}"


@pytest.mark.parametrize("act", [end, transfer, merge], ids=lambda act: act.__name__)
def test_one_act_is_whole_by_itself(
    house: House, monkeypatch: pytest.MonkeyPatch, act: Acting
) -> None:
    """Without the test's own transaction around it: the act's is enough."""
    first, second = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Portal-Fictif")
    before = state()
    for step in (1, 2):
        one, two = (Dossier.objects.get(pk=d.pk) for d in (first, second))
        cut_at(monkeypatch, step)
        with pytest.raises(PowerCutError):
            act(house, one, two)
        monkeypatch.undo()
        assert state() == before
