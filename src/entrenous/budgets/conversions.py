"""A budget as the calculations of `rights` take it. What it does not say stays unknown."""

from collections.abc import Container, Iterable
from decimal import Decimal
from typing import Final

from entrenous.budgets.codes import RENTED, Relation, ResourceKind
from entrenous.budgets.contents import Adult, Budget, Resource
from entrenous.budgets.figures import charge_flows, is_landlords, monthly, resource_flows, total
from entrenous.rights import Household, written
from entrenous.rights.budget import Flow
from entrenous.rights.estimates.situation import OF_PERSON

#: What the estimates take of an adult -> the kinds of a budget that say it.
INCOME: Final = {
    "net_salary": frozenset({ResourceKind.SALARY}),
    "net_unemployment": frozenset({ResourceKind.UNEMPLOYMENT}),
    "net_pension": frozenset({ResourceKind.RETIREMENT}),
}
#: What they take of an adult when it is said, and otherwise count for nothing -> likewise.
PLAIN: Final = {
    "maintenance": frozenset({ResourceKind.MAINTENANCE}),
    "disability_pension": frozenset({ResourceKind.DISABILITY_PENSION}),
}
#: What they take as received -> likewise.
RECEIVED: Final = {
    "af": frozenset({ResourceKind.AF}),
    "asf": frozenset({ResourceKind.ASF}),
    "cf": frozenset({ResourceKind.CF}),
    "paje_base": frozenset({ResourceKind.PAJE_BASE}),
    "aide_logement": frozenset({ResourceKind.HOUSING_AID, ResourceKind.HOUSING_AID_LANDLORD}),
    "ppa": frozenset({ResourceKind.PPA}),
    "rsa": frozenset({ResourceKind.RSA}),
    "aah": frozenset({ResourceKind.AAH}),
    "ass": frozenset({ResourceKind.ASS}),
    "aspa": frozenset({ResourceKind.ASPA}),
    "asi": frozenset({ResourceKind.ASI}),
}
#: Paid for work, or in its place: what a creditor may ask an employer or a fund to withhold.
EARNED: Final = frozenset(
    {
        ResourceKind.SALARY,
        ResourceKind.UNEMPLOYMENT,
        ResourceKind.SICK_PAY,
        ResourceKind.RETIREMENT,
        ResourceKind.DISABILITY_PENSION,
    }
)
_TAKEN: Final = frozenset().union(*INCOME.values(), *PLAIN.values(), *RECEIVED.values())
#: Without these the estimates ask, rather than count for nothing.
_ASKED: Final = frozenset().union(
    *INCOME.values(), *(RECEIVED[code] for code in ("rsa", "ppa", "aide_logement"))
)


def to_situation(budget: Budget, *, month: str) -> dict[str, object]:
    """The JSON object of `rights estimate`, for one month (« 2026-10 »).

    An amount is there when it is known: written down, or zero in a list said complete. Adults who
    are neither the person nor the partner are not of that household: see `left_out`.
    """
    return {
        "month": month,
        "couple": budget.partner is not None,
        "adults": [_adult(budget, place) for place in _couple(budget)],
        "children": [
            {"birth": child.birth_on.isoformat()}
            for child in budget.children_at_home
            if child.birth_on
        ],
        "home": _home(budget),
        "received": {code: said for code in RECEIVED if (said := _paid_to(budget, code))},
    }


def lacking(budget: Budget) -> list[str]:
    """What must be known before anything is estimated: birth dates of those who count."""
    adults = [
        f"la date de naissance ({budget.adults[place].relation.label})"
        for place in _couple(budget)
        if budget.adults[place].birth_on is None
    ]
    children = [c for c in budget.children_at_home if c.birth_on is None]
    return adults + (["la date de naissance de chaque enfant"] if children else [])


def left_out(budget: Budget) -> list[str]:
    """What the budget says and the estimates do not take: said beside them, never hidden.

    Kinds that they know none of; and a line that they would count for nothing while it comes in.
    """
    kinds = {line.kind.label: None for line in budget.resources if not _is_taken(budget, line)}
    others = [a for n, a in enumerate(budget.adults) if n not in _couple(budget)]
    adults = [f"les ressources de : {adult.relation.label}" for adult in others]
    return [*kinds, *dict.fromkeys(adults)]


def earned(budget: Budget, adult: int) -> list[tuple[Resource, Decimal | None]]:
    """What one adult is paid for work or in its place, payer by payer, of one month."""
    return [
        (line, monthly(line.amount, line.period))
        for line in budget.resources
        if line.kind in EARNED and line.adult == adult
    ]


def household_of(budget: Budget) -> Household:
    """Who lives on it, as `rights.debt_capacity` takes it: the person, the partner, children."""
    return Household(adults=len(_couple(budget)), children=len(budget.children_at_home))


def month_of_debts(budget: Budget) -> tuple[Decimal | None, Decimal | None]:
    """(resources, charges) of one month for `rights.debt_capacity`: None is unknown.

    Charges are all of them, food included, and no instalment: what could be paid back is asked.
    An aid paid to the landlord is a resource here, and the rent a charge in full.
    """
    has_charges = bool(budget.charges) or budget.home.is_rented or budget.all_charges
    is_said = budget.home.status is not None and has_charges
    aid = [Flow("", monthly(r.amount, r.period)) for r in budget.resources if is_landlords(r)]
    paid = total([*charge_flows(budget), *charge_flows(budget, current=True), *aid])
    has_resources = budget.resources or budget.all_resources
    resources = total([*resource_flows(budget), *aid]) if has_resources else None
    return resources, paid if is_said else None


def _couple(budget: Budget) -> list[int]:
    wanted = (Relation.PERSON, Relation.PARTNER)
    return [n for n, adult in enumerate(budget.adults) if adult.relation in wanted]


def _is_taken(budget: Budget, line: Resource) -> bool:
    if line.kind not in _TAKEN:
        return False
    is_plain = any(line.kind in kinds for kinds in PLAIN.values())
    if is_plain and line.adult is None and budget.partner is not None:
        return False  # whose it is changes what each may claim
    return line.amount is not None or line.kind in _ASKED


def _adult(budget: Budget, place: int) -> dict[str, object]:
    adult: Adult = budget.adults[place]
    said: dict[str, object] = {
        "birth": adult.birth_on.isoformat() if adult.birth_on else None,
        "activity": adult.activity.value if adult.activity else None,
    }
    for name, kinds in INCOME.items():
        lines = [r for r in budget.resources if r.kind in kinds]
        if any(line.adult is None for line in lines):
            continue  # nobody's: of whom it is must be said first
        hers = (line for line in lines if line.adult == place)
        said[name] = _sum(hers, is_all=budget.all_resources)
    whose = {place} if budget.partner is not None else {place, None}
    for name, kinds in PLAIN.items():
        hers = (r for r in budget.resources if r.kind in kinds and r.adult in whose)
        said[name] = _sum(hers, is_all=budget.all_resources)
    if place == budget.partner:
        received = {code: _received(budget, code, {place}) for code in OF_PERSON}
        said["received"] = {code: paid for code, paid in received.items() if paid} or None
    return {name: value for name, value in said.items() if value is not None}


def _paid_to(budget: Budget, code: str) -> str | None:
    """What the household receives; the partner's own AAH, ASS or ASI is said of the partner."""
    whose = {None, *_couple(budget)}
    if code in OF_PERSON and budget.partner is not None:
        whose.remove(budget.partner)
    return _received(budget, code, whose)


def _received(budget: Budget, code: str, whose: Container[int | None]) -> str | None:
    lines = (r for r in budget.resources if r.kind in RECEIVED[code] and r.adult in whose)
    return _sum(lines, is_all=budget.all_resources)


def _sum(lines: Iterable[Resource], *, is_all: bool) -> str | None:
    flows = [Flow("", monthly(line.amount, line.period)) for line in lines]
    said = total(flows) if flows or is_all else None
    return None if said is None else written(said)


def _home(budget: Budget) -> dict[str, object]:
    home = budget.home
    said: dict[str, object] = {
        "status": home.status.value if home.status else None,
        "rent": written(home.rent) if home.status in RENTED and home.rent is not None else None,
        "insee": home.insee or None,
        "furnished": home.is_furnished,
        "shared": home.is_shared,
    }
    return {name: value for name, value in said.items() if value is not None}
