"""From what was typed to every figure that can be had; one without its table says so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from entrenous.law import NotInForce
from entrenous.rights import (
    DebtCapacity,
    ProtectedBalance,
    Resource,
    RsaFloor,
    SecondFile,
    Seizure,
    Standing,
    Stated,
    bank_fees,
    debt_capacity,
    protected_balance,
    rsa_floor,
    second_file,
    seizable,
    unseizable,
)
from entrenous.web.common.days_said import in_french
from entrenous.web.minimum.forms import FactsForm

T = TypeVar("T")


@dataclass
class Reckoned:
    """What is known of a day and of a household. None: not asked, or `absent` says why."""

    on: date
    dependants: int = 0
    seizure: Seizure | None = None
    balance: ProtectedBalance | None = None
    floor: RsaFloor | None = None
    capacity: DebtCapacity | None = None
    resources: tuple[Resource, ...] = ()
    caps: tuple[Stated, ...] = ()
    second: SecondFile | None = None
    absent: dict[str, str] = field(default_factory=dict)

    @property
    def has_figures(self) -> bool:
        """Whether something was computed, or should have been."""
        names = ("seizure", "balance", "floor", "capacity")
        return any(getattr(self, name) or name in self.absent for name in names)

    @property
    def has_doubtful_caps(self) -> bool:
        """Whether a cap of bank fees is still to be verified."""
        return any(each.to_verify for each in self.caps)

    @property
    def kept(self) -> list[Resource]:
        """What nobody may seize: money first."""
        return sorted(self._standing(Standing.KEPT), key=lambda each: not each.is_money)

    @property
    def like_a_wage(self) -> list[Resource]:
        """What is seized by the same table as a wage."""
        return self._standing(Standing.LIKE_A_WAGE)

    @property
    def doubtful(self) -> list[Resource]:
        """What the texts leave in doubt."""
        return self._standing(Standing.DOUBTFUL)

    def _standing(self, standing: Standing) -> list[Resource]:
        return [each for each in self.resources if each.standing is standing]


def reckon(form: FactsForm, confirmed: Mapping[str, date]) -> Reckoned:
    """Everything that a valid form lets compute; `confirmed`: the articles read again here."""
    said: dict[str, Any] = form.cleaned_data
    on, household = said["on"], form.household
    found = Reckoned(on, dependants=said["dependants"] or 0)
    if form.nets:
        found.seizure = _try(found, "seizure", lambda: _seizable(form))
    if said["balance"] is not None:
        found.balance = _try(found, "balance", lambda: _protected(said))
    if household:
        found.floor = _try(found, "floor", lambda: rsa_floor(household, on=on))
    if household and said["resources"] is not None and said["charges"] is not None:
        found.capacity = _try(
            found,
            "capacity",
            lambda: debt_capacity(
                said["resources"], said["charges"], household, on=on,
                dependants=said["dependants"],
            ),
        )  # fmt: skip
    _reckon_lists(found, confirmed)
    return found


def _reckon_lists(found: Reckoned, confirmed: Mapping[str, date]) -> None:
    """What depends on the day alone."""
    resources = _try(found, "resources", lambda: unseizable(found.on)) or ()
    found.resources = tuple(
        replace(each, stated=each.stated.read_again(confirmed)) for each in resources
    )
    caps = _try(found, "caps", lambda: bank_fees(found.on)) or ()
    found.caps = tuple(each.read_again(confirmed) for each in caps)
    second = _try(found, "second", lambda: second_file(found.on))
    if second:
        same = tuple(each.read_again(confirmed) for each in second.same)
        found.second = replace(second, same=same)


def _seizable(form: FactsForm) -> Seizure:
    said = form.cleaned_data
    return seizable(
        form.nets,
        dependants=said["dependants"] or 0,
        on=said["on"],
        maintenance_claim=said["maintenance_claim"],
    )


def _protected(said: dict[str, Any]) -> ProtectedBalance:
    again = said["seized_within_month"]
    return protected_balance(said["balance"], on=said["on"], seized_within_month=again)


def _try(found: Reckoned, name: str, compute: Callable[[], T]) -> T | None:
    try:
        return compute()
    except NotInForce as absent:
        known = f" Connu : {', '.join(absent.known)}." if absent.known else ""
        found.absent[name] = in_french(f"{absent.message}{known}")
        return None
