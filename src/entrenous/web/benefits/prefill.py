"""What the form starts from: the budget first, then the identity, then the last estimate."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from entrenous.benefits.codes import INCOMES, PLAIN
from entrenous.benefits.contents import Estimation
from entrenous.benefits.queries import commune_code, estimates
from entrenous.budgets.contents import Budget
from entrenous.budgets.conversions import left_out, to_situation
from entrenous.budgets.queries import latest
from entrenous.keyring.records import OpenRecord, Reading
from entrenous.web.benefits.forms import PARTNER, PERSON, YES_OR_NO, initial_of, this_month
from entrenous.web.dossiers.pages import DossierPage

#: What an earlier estimate may say again beside a budget: it seldom changes, and nobody else knows.
_LASTING: Final = (
    "nationality", "insee", "is_furnished", "is_shared", "disability_rate", "ass_eligible",
    "partner_disability_rate", "partner_ass_eligible",
)  # fmt: skip


@dataclass(frozen=True)
class Prefill:
    """The first values of the form, and where they come from.

    left_out  what the budget says and no estimate takes into account
    """

    initial: dict[str, Any]
    budget: OpenRecord[Budget] | None
    last: OpenRecord[Estimation] | None
    left_out: tuple[str, ...]
    place_code: str = ""

    @property
    def has_place_code(self) -> bool:
        """Whether the commune's code is the « code de calcul » of the secteur, and said to be."""
        return bool(self.place_code) and self.initial.get("insee") == self.place_code

    @property
    def origin(self) -> dict[str, Any]:
        """The budget of an estimate made from this form."""
        if self.budget is None:
            return {}
        return {"budget": self.budget.id, "budget_version": self.budget.version}


def prefill(page: DossierPage) -> Prefill:
    """Everything that the dossier already says of the household."""
    budget = latest(page.reading)
    last = next(iter(estimates(page.reading)), None)
    code = commune_code(page.dossier.secteur)
    initial = {"month": this_month(), "insee": code, **_known(page, budget, last)}
    ignored = tuple(left_out(budget.content)) if budget else ()
    return Prefill(initial, budget, last, ignored, code)


def is_there(reading: Reading) -> bool:
    """Whether the dossier has a budget."""
    return latest(reading) is not None


def _known(
    page: DossierPage, budget: OpenRecord[Budget] | None, last: OpenRecord[Estimation] | None
) -> dict[str, Any]:
    earlier = initial_of(last.content.asked) if last else {}
    if budget:
        earlier = {name: value for name, value in earlier.items() if name in _LASTING}
    said = _of_budget(budget.content) if budget else {}
    person = {"birth": page.card.birth_on} if page.card.birth_on else {}
    layers = (person, earlier, said)
    return {name: value for layer in layers for name, value in layer.items() if _is_said(value)}


def _of_budget(budget: Budget) -> dict[str, Any]:
    said: dict[str, Any] = to_situation(budget, month=this_month())
    home = said["home"]
    initial: dict[str, Any] = {
        "couple": "yes" if said["couple"] else "no",
        "children_on": tuple(_day(child["birth"]) for child in said["children"]),
        "status": home.get("status"),
        "rent": _euros(home.get("rent")),
        "insee": home.get("insee"),
        "is_furnished": YES_OR_NO[home.get("furnished")],
        "is_shared": YES_OR_NO[home.get("shared")],
        "has_other_income": bool(left_out(budget)),
    }
    initial |= {f"received_{code}": _euros(paid) for code, paid in said["received"].items()}
    for place, adult in zip((PERSON, PARTNER), said["adults"], strict=False):
        initial[f"{place}birth"] = _day(adult.get("birth"))
        initial[f"{place}activity"] = adult.get("activity")
        initial |= {f"{place}{name}": _euros(adult.get(name)) for name in (*INCOMES, *PLAIN)}
        own = adult.get("received", {})
        initial |= {f"{place}received_{code}": _euros(paid) for code, paid in own.items()}
    return initial


def _is_said(value: Any) -> bool:
    return value not in (None, "")


def _euros(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
