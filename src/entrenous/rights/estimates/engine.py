"""OpenFisca-France, loaded once and warmed: households in, figures out. Nothing is kept.

Runs in the engine's own environment (requirements/rights.txt); imports no Django.
"""

import csv
import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

from entrenous.law import InvalidRequest

from .benefits import BENEFITS, Parameter
from .inputs import Household, commune_of, earning, household_of, with_income
from .judging import Figures
from .situation import Adult, Situation
from .system import System, in_force
from .telling import simulation_of

LESS, MORE = Decimal("0.9"), Decimal("1.1")
LAST_MONTH: Final = "2999-12"


@dataclass(frozen=True)
class Point:
    """One point of a curve: a net salary, and each benefit in euros a month."""

    salary: Decimal
    amounts: Mapping[str, float]


class Engine:
    """The tax and benefit system, with our dated patches. Loading costs seconds: do it once."""

    def __init__(self) -> None:
        with _without_collecting():  # loading makes a million lasting objects
            self._system = System()
        gc.freeze()

    def warm(self) -> None:
        """Compute one household, so that the next one does not pay for cold caches."""
        adult = Adult(date(1990, 1, 1), Decimal(800), Decimal(0), Decimal(0))
        self.estimate(Situation("2026-10", (adult,), couple=False))
        gc.collect()
        gc.freeze()

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
        households = earning(situation, salaries)
        simulation = simulation_of(self._system, households)
        amounts = {
            benefit.code: _by_household(simulation, benefit.variable, households)
            for benefit in BENEFITS
            if benefit.code != "css"
        }
        return [
            Point(salary, {code: float(amounts[code][n]) for code in amounts})
            for n, salary in enumerate(salaries)
        ]

    def newest(self, listed: Parameter) -> Parameter:
        """A figure as the model knows it last, patched by us or not."""
        return in_force(self._system, listed, LAST_MONTH)

    def _simulate(self, households: Sequence[Household]) -> dict[str, Figures]:
        simulation = simulation_of(self._system, households)
        month = households[0].month
        flag = simulation.calculate("aide_logement_non_calculable", month)
        blocked = str(flag.decode_to_str()[0]) != "calculable"
        found = {}
        for benefit in BENEFITS:
            amounts = _by_household(simulation, benefit.variable, households)
            explained = {
                name: float(_by_household(simulation, name, households)[0])
                for name in benefit.explain
            }
            reason = "Ce logement ne se calcule pas ici." if blocked else ""
            found[benefit.code] = Figures(
                float(amounts[0]),
                float(amounts.min()),
                float(amounts.max()),
                explained,
                reason if benefit.code == "aide_logement" else "",
                tuple(in_force(self._system, each, month) for each in benefit.parameters),
            )
        return found

    def _demand_commune(self, situation: Situation) -> None:
        code = situation.home.insee
        if code is not None and commune_of(code) not in _communes():
            raise InvalidRequest(
                f"« {code} » n’est pas un code INSEE connu : est-ce un code postal ?"
            )


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
        with_income(base, situation, LESS),
        with_income(base, situation, MORE),
        replace(base, family=quarter),
        replace(base, family=without),
    ]


@contextmanager
def _without_collecting() -> Iterator[None]:
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@cache
def _communes() -> frozenset[str]:
    """The communes of the engine's own table of housing zones."""
    table = files("openfisca_france") / "assets" / "apl" / "20110914_zonage.csv"
    with table.open("r", encoding="utf-8") as lines:
        return frozenset(row["CODGEO"] for row in csv.DictReader(lines))
