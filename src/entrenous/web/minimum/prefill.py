"""What the budget of a dossier already says; what it does not know stays empty."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from entrenous.budgets import conversions, queries
from entrenous.budgets.codes import ResourceKind
from entrenous.budgets.contents import Budget
from entrenous.budgets.figures import name_of
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.minimum.forms import NETS

#: A resource of a budget -> what the law base calls it, when someone wants to seize it.
CALLED: Final = {
    ResourceKind.RSA: "rsa",
    ResourceKind.AAH: "aah",
    ResourceKind.AF: "prestations_familiales",
    ResourceKind.CF: "prestations_familiales",
    ResourceKind.ASF: "prestations_familiales",
    ResourceKind.PAJE_BASE: "prestations_familiales",
    ResourceKind.FAMILY_OTHER: "prestations_familiales",
    ResourceKind.ANNUITY: "rente_accident_travail",
    ResourceKind.MAINTENANCE: "pension_alimentaire",
    ResourceKind.PPA: "prime_activite",
    ResourceKind.ASS: "ass",
    ResourceKind.ASPA: "aspa",
}


@dataclass(frozen=True)
class Prefilled:
    """The first values of a form, the budget they come from, and what it does not say."""

    initial: dict[str, Any] = field(default_factory=dict)
    budget: Budget | None = None
    unknown: tuple[str, ...] = ()
    received: frozenset[str] = frozenset()


def prefill(page: DossierPage) -> Prefilled:
    """From the budget in force, if there is one. The reading must cover Budget."""
    known = queries.latest(page.reading)
    if known is None:
        return Prefilled()
    budget = known.content
    nets, unknown = _incomes(budget)
    household = conversions.household_of(budget)
    resources, charges = conversions.month_of_debts(budget)
    initial = {
        **dict(zip(NETS, nets, strict=False)),
        "dependants": household.children,
        "adults": str(household.adults),
        "children": household.children,
        **(
            {"resources": resources, "charges": charges} if None not in (resources, charges) else {}
        ),
    }
    for name, amount in (("ressources", resources), ("dépenses courantes", charges)):
        unknown += [f"une partie des {name}"] if amount is None else []
    received = frozenset(CALLED[each.kind] for each in budget.resources if each.kind in CALLED)
    return Prefilled(initial, budget, tuple(unknown), received)


def _incomes(budget: Budget) -> tuple[list[Decimal], list[str]]:
    """Of the person alone: a creditor of hers asks her own payers. Beyond three, the rest adds."""
    lines = conversions.earned(budget, 0)
    known = sorted((amount for _, amount in lines if amount is not None), reverse=True)
    most = len(NETS)
    if len(known) > most:
        known = [*known[: most - 1], sum(known[most - 1 :], Decimal(0))]
    return known, [name_of(line) for line, amount in lines if amount is None]
