"""What does not hold together in a budget, said in French sentences. Pure: `today` is given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Final

from entrenous.budgets.codes import MOST_ADULTS, MOST_CHILDREN, Relation, ResourceKind
from entrenous.budgets.contents import Adult, Budget, Charge, Debt, Resource
from entrenous.rights.amounts import LARGEST

MOST_LINES: Final = 40
ADULT_AGE: Final = 18
OLDEST_BIRTH: Final = 120
#: Paid to someone by name: nobody's would be left out of every calculation.
OF_SOMEONE: Final = frozenset(
    {
        ResourceKind.SALARY,
        ResourceKind.SELF_EMPLOYMENT,
        ResourceKind.UNEMPLOYMENT,
        ResourceKind.SICK_PAY,
        ResourceKind.RETIREMENT,
        ResourceKind.DISABILITY_PENSION,
        ResourceKind.ANNUITY,
    }
)
_LATE = "Cette date est dans l’avenir : vérifiez-la."
_OLD = "Vérifiez l’année de naissance."


@dataclass(frozen=True)
class Fault:
    """One thing to put right: in which list, at which place of it, in which field.

    part  « adults », « children », « home », « resources », « charges », « debts », or "" (budget)
    """

    part: str
    place: int | None
    field: str
    sentence: str


class BudgetRefused(ValueError):
    """A budget that does not hold together. `faults` says where and why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def demand_whole(said: Budget, today: date) -> None:
    """Raise BudgetRefused unless the budget holds together."""
    found = list(faults(said, today))
    if found:
        raise BudgetRefused(found)


def faults(said: Budget, today: date) -> Iterator[Fault]:
    """Everything to put right, in the order of the page."""
    return chain(
        _of_days(said, today),
        _of_adults(said, today),
        _of_children(said, today),
        _of_home(said),
        _of_resources(said),
        _of_lines(said, today),
    )


def _of_days(said: Budget, today: date) -> Iterator[Fault]:
    if said.on > today:
        yield Fault("", None, "on", _LATE)
    if said.read_together_on and said.read_together_on > today:
        yield Fault("", None, "read_together_on", _LATE)


def _of_adults(said: Budget, today: date) -> Iterator[Fault]:
    if not said.adults or said.adults[0].relation is not Relation.PERSON:
        yield Fault("adults", 0, "relation", "La personne du dossier vient en premier.")
    if len(said.adults) > MOST_ADULTS:
        yield Fault("", None, "adults", f"Un foyer compte {MOST_ADULTS} adultes au plus ici.")
    for place, adult in enumerate(said.adults):
        yield from _of_adult(adult, place, today, is_second=said.partner not in (None, place))


def _of_adult(adult: Adult, place: int, today: date, *, is_second: bool) -> Iterator[Fault]:
    if adult.relation is Relation.PERSON and place > 0:
        yield Fault(
            "adults", place, "relation", "La personne est déjà notée sur la première ligne."
        )
    if adult.relation is Relation.PARTNER and is_second:
        yield Fault("adults", place, "relation", "Un seul conjoint ou partenaire par foyer.")
    if fault := _birth_fault(adult.birth_on, today):
        yield Fault("adults", place, "birth_on", fault)
    elif adult.birth_on and place > 0 and _age(adult.birth_on, today) < ADULT_AGE:
        yield Fault("adults", place, "birth_on", "Moins de 18 ans : notez-le avec les enfants.")


def _of_children(said: Budget, today: date) -> Iterator[Fault]:
    if len(said.children) > MOST_CHILDREN:
        sentence = (
            f"{len(said.children)} enfants sont notés ; la page en prend {MOST_CHILDREN}. "
            "Gardez ceux qui vivent ici."
        )
        yield Fault("", None, "children", sentence)
    for place, child in enumerate(said.children):
        if fault := _birth_fault(child.birth_on, today):
            yield Fault("children", place, "birth_on", fault)


def _of_home(said: Budget) -> Iterator[Fault]:
    home = said.home
    if home.rent is not None:
        if fault := _amount_fault(home.rent):
            yield Fault("home", None, "rent", fault)
        elif home.status is None:
            yield Fault("home", None, "status", "Un loyer est noté : dites de quel logement.")
        elif not home.is_rented and home.rent:
            sentence = (
                "Un loyer ne se paie qu’en location : changez le logement, ou notez ce qui est "
                "payé dans les charges."
            )
            yield Fault("home", None, "rent", sentence)


def _of_resources(said: Budget) -> Iterator[Fault]:
    for place, line in enumerate(said.resources):
        if line.adult is not None and not 0 <= line.adult < len(said.adults):
            yield Fault("resources", place, "adult", "Cette personne n’est pas dans le foyer.")
        elif line.adult is None and line.kind in OF_SOMEONE:
            yield Fault("resources", place, "adult", "Dites de qui est ce revenu.")
    if not said.home.is_rented:
        yield from _of_landlord_aid(said.resources)


def _of_landlord_aid(resources: tuple[Resource, ...]) -> Iterator[Fault]:
    for place, line in enumerate(resources):
        if line.kind is ResourceKind.HOUSING_AID_LANDLORD:
            sentence = "Une aide versée au bailleur suppose un loyer : vérifiez le logement."
            yield Fault("resources", place, "kind", sentence)


def _of_lines(said: Budget, today: date) -> Iterator[Fault]:
    lists: dict[str, Sequence[Resource | Charge | Debt]] = {
        "resources": said.resources,
        "charges": said.charges,
        "debts": said.debts,
    }
    for part, lines in lists.items():
        if len(lines) > MOST_LINES:
            yield Fault("", None, part, f"La page prend {MOST_LINES} lignes au plus.")
        for place, line in enumerate(lines):
            if line.as_of and line.as_of > today:
                yield Fault(part, place, "as_of", _LATE)
            for name in ("amount", "remaining", "instalment"):
                if fault := _amount_fault(getattr(line, name, None)):
                    yield Fault(part, place, name, fault)


def _amount_fault(amount: Decimal | None) -> str:
    if amount is None or 0 <= amount <= LARGEST:
        return ""
    if amount < 0:
        return "Un montant ne se note pas en moins : écrivez-le sans le signe."
    return "Ce montant dépasse dix millions d’euros : vérifiez-le."


def _birth_fault(born: date | None, today: date) -> str:
    if born is None:
        return ""
    if born > today:
        return "Cette date de naissance est dans l’avenir : vérifiez-la."
    return _OLD if _age(born, today) > OLDEST_BIRTH else ""


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
