"""Read the estimates of a dossier, and whether its budget has changed since."""

from datetime import date

from entrenous.agents.models import Secteur, StreetRange
from entrenous.benefits.contents import Estimation
from entrenous.budgets.queries import latest as latest_budget
from entrenous.keyring.records import OpenRecord, Reading


def estimates(reading: Reading) -> list[OpenRecord[Estimation]]:
    """Every estimate, the latest first."""
    found = enumerate(reading.of(Estimation))
    return [each for _, each in sorted(found, key=_age, reverse=True)]


def original_of(said: Estimation, reading: Reading) -> OpenRecord[Estimation] | None:
    """The estimate that this one changes one thing of, when it is one and it still opens."""
    known = said.compared_with
    return None if known is None else reading.find(Estimation, known)


def is_behind_its_budget(said: Estimation, reading: Reading) -> bool:
    """Whether the budget in force is not the one it was filled from, or it had none."""
    budget = latest_budget(reading)
    if budget is None:
        return False
    return (budget.id, budget.version) != (said.budget, said.budget_version)


def commune_code(secteur: Secteur) -> str:
    """The « code de calcul » of a secteur, when its streets all have the same; or nothing."""
    known = StreetRange.objects.filter(secteur=secteur).exclude(insee="")
    codes = set(known.values_list("insee", flat=True).distinct()[:2])
    return codes.pop() if len(codes) == 1 else ""


def _age(numbered: tuple[int, OpenRecord[Estimation]]) -> tuple[date, int]:
    place, each = numbered
    return (each.written_on, place)
