"""OpenFisca-France, loaded once and warmed: households in, figures out. Nothing is kept.

Runs in the engine's own environment (requirements/rights.txt); imports no Django.
"""

import csv
import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_france import FranceTaxBenefitSystem

from entrenous.law import InvalidRequest

from .benefits import BENEFITS, PATCHES
from .inputs import Household, Inputs, Value, household_of, with_income, with_salary
from .judging import Figures
from .situation import Adult, Situation

LESS, MORE = Decimal("0.9"), Decimal("1.1")
#: Entity -> the role of the first adult, of the second, of a child.
ROLES: Final = {
    "famille": ("demandeur", "conjoint", "enfant"),
    "foyer_fiscal": ("declarant_principal", "conjoint", "personne_a_charge"),
    "menage": ("personne_de_reference", "conjoint", "enfant"),
}
CHILD: Final = 2


@dataclass(frozen=True)
class Point:
    """One point of a curve: a net salary, and each benefit in euros a month."""

    salary: Decimal
    amounts: Mapping[str, float]


class Engine:
    """The tax and benefit system, with our dated patches. Loading costs seconds: do it once."""

    def __init__(self) -> None:
        was_enabled = gc.isenabled()
        gc.disable()  # loading makes a million lasting objects: collecting meanwhile is wasted
        try:
            self._system = FranceTaxBenefitSystem()
        finally:
            if was_enabled:
                gc.enable()
        for patch in PATCHES:
            _parameter(self._system, patch.parameter).update(start=patch.since, value=patch.value)
        gc.freeze()

    def warm(self) -> None:
        """Compute one household, so that the next one does not pay for cold caches."""
        adult = Adult(date(1990, 1, 1), Decimal(800), Decimal(0), Decimal(0))
        self.estimate(Situation("2026-10", (adult,), couple=False))

    def estimate(self, situation: Situation) -> tuple[dict[str, Figures], tuple[str, ...]]:
        """The figures of one household and of its variants, in one simulation.

        returns  figures by benefit, and what was assumed
        raises   InvalidRequest: a commune code that the engine does not know
        """
        self._demand_commune(situation)
        base = household_of(situation)
        variants = [base, *_variants(situation, base)]
        found = self._simulate(variants)
        codes = {benefit.code for benefit in BENEFITS}
        return {code: found[code] for code in codes}, base.assumed

    def curve(self, situation: Situation, salaries: Sequence[Decimal]) -> list[Point]:
        """Every benefit for each salary of the first adult: as dear as one household."""
        self._demand_commune(situation)
        households = [household_of(with_salary(situation, amount)) for amount in salaries]
        simulation = self._build(households)
        amounts = {
            benefit.code: _by_household(simulation, benefit.variable, households)
            for benefit in BENEFITS
            if benefit.code != "css"
        }
        return [
            Point(salary, {code: float(amounts[code][n]) for code in amounts})
            for n, salary in enumerate(salaries)
        ]

    def _simulate(self, households: Sequence[Household]) -> dict[str, Figures]:
        simulation = self._build(households)
        month = households[0].month
        flag = simulation.calculate("aide_logement_non_calculable", month)
        blocked = str(flag.decode_to_str()[0]) != "calculable"
        found = {}
        for benefit in BENEFITS:
            amounts = _by_household(simulation, benefit.variable, households)
            explained = {
                name: float(numpy.atleast_1d(simulation.calculate(name, month))[0])
                for name in benefit.explain
            }
            reason = "Ce logement ne se calcule pas ici." if blocked else ""
            found[benefit.code] = Figures(
                float(amounts[0]),
                float(amounts.min()),
                float(amounts.max()),
                explained,
                reason if benefit.code == "aide_logement" else "",
            )
        return found

    def _build(self, households: Sequence[Household]) -> Any:
        builder = SimulationBuilder()
        builder.create_entities(self._system)
        persons = _persons(households)
        count = len(households)
        builder.declare_person_entity("individu", list(range(len(persons))))
        for entity, roles in ROLES.items():
            builder.join_with_persons(
                builder.declare_entity(entity, list(range(count))),
                numpy.array([person.household for person in persons]),
                roles=[roles[person.place] for person in persons],
            )
        simulation = builder.build(self._system)
        _tell(simulation, [person.inputs for person in persons])
        _tell(simulation, [household.family for household in households])
        _tell(simulation, [household.home for household in households])
        return simulation

    def _demand_commune(self, situation: Situation) -> None:
        code = situation.home.insee
        if code is not None and code not in _communes():
            raise InvalidRequest(
                f"« {code} » n’est pas un code INSEE connu : est-ce un code postal ?"
            )


@dataclass(frozen=True)
class _Person:
    """Someone of a household; `place` is 0, 1 for the adults and 2 for each child."""

    household: int
    place: int
    inputs: Inputs


def _persons(households: Sequence[Household]) -> list[_Person]:
    return [
        _Person(n, place, inputs)
        for n, household in enumerate(households)
        for place, inputs in (
            *enumerate(household.adults),
            *((CHILD, child) for child in household.children),
        )
    ]


def _tell(simulation: Any, members: Sequence[Inputs]) -> None:
    """Set every variable and period that someone says something of; others keep the default."""
    said = {(name, period) for inputs in members for name in inputs for period in inputs[name]}
    for name, period in sorted(said):
        variable = simulation.tax_benefit_system.get_variable(name, check_existence=True)
        values = [inputs.get(name, {}).get(period, _default(variable)) for inputs in members]
        simulation.set_input(name, period, _array(variable, values))


def _default(variable: Any) -> Value:
    default: Any = variable.default_value
    return getattr(default, "name", default)  # type: ignore[no-any-return]


def _array(variable: Any, values: list[Value]) -> Any:
    if variable.value_type.__name__ == "date":
        return numpy.array(values, dtype="datetime64[D]")
    if variable.value_type in (float, int, bool):
        return numpy.array(values, dtype=variable.dtype)
    return numpy.array(values, dtype=object if variable.value_type is str else str)


def _by_household(simulation: Any, name: str, households: Sequence[Household]) -> Any:
    """One figure per household: individuals are added up within theirs."""
    amounts = simulation.calculate(name, households[0].month).astype(float)
    variable = simulation.tax_benefit_system.get_variable(name)
    if variable.entity.is_person:
        return simulation.populations["famille"].sum(amounts)
    return amounts


def _variants(situation: Situation, base: Household) -> list[Household]:
    """Income ± 10 %, the other reference quarter, housing aid received or not."""
    other = not base.family["departement_experimentation_rsa"][base.month]
    quarter = base.family | {"departement_experimentation_rsa": {base.month: other}}
    past = base.family["aide_logement"]
    without = base.family | {"aide_logement": dict.fromkeys(past, 0.0)}
    return [
        household_of(with_income(situation, LESS)),
        household_of(with_income(situation, MORE)),
        replace(base, family=quarter),
        replace(base, family=without),
    ]


def _parameter(system: Any, path: str) -> Any:
    node = system.parameters
    for name in path.split("."):
        node = getattr(node, name)
    return node


@cache
def _communes() -> frozenset[str]:
    """The communes of the engine's own table of housing zones."""
    table = files("openfisca_france") / "assets" / "apl" / "20110914_zonage.csv"
    with table.open("r", encoding="utf-8") as lines:
        return frozenset(row["CODGEO"] for row in csv.DictReader(lines))
