"""Story H2 has an estimate when the demonstration opens, and it is the engine's own."""

from decimal import Decimal

from entrenous.benefits import queries
from entrenous.benefits.codes import State
from entrenous.benefits.contents import Estimation
from entrenous.budgets.contents import Budget
from entrenous.budgets.conversions import to_situation
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.ops.demo import budgets, estimates
from tests.dossiers.opened import dossier_of
from tests.people import House


def test_the_story_keeps_the_recorded_estimate_of_its_last_budget(house: House) -> None:
    dossier, by = dossier_of(house, "Camille"), house.keyring("Camille")
    for told in budgets.H2:
        budgets.keep(told, by=by, dossier=dossier)
    opened = by.open(dossier.pk, Act.DOSSIER_OPENED)
    reading = records.read(opened, Estimation, Budget)
    (kept,) = queries.estimates(reading)
    assert not queries.is_behind_its_budget(kept.content, reading)
    assert kept.content.engine == "176.1.8"
    (ppa,) = [each for each in kept.content.found if each.code == "ppa"]
    assert (ppa.state, ppa.amount is not None) == (State.PROBABLE, True)
    assert kept.content.asked.paid("ppa") == Decimal(214)


def test_it_was_asked_what_the_budget_says() -> None:
    """Births aside: those of a demonstration move with the weeks."""
    said = to_situation(budgets.H2[-1].said, month=estimates.H2.month)
    asked = estimates.recorded()["question"]
    assert asked["home"] == said["home"]
    assert asked["received"]["ppa"] == said["received"]["ppa"]  # type: ignore[index]
    for told, known in zip(asked["adults"], said["adults"], strict=True):  # type: ignore[call-overload]
        for name in ("net_salary", "maintenance", "disability_pension", "activity"):
            assert told[name] == known[name]
    assert len(asked["children"]) == len(said["children"])  # type: ignore[arg-type]
