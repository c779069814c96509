"""Apply a sheet: eligible by the scale, or outside it, and then the commission decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from entrenous.law.errors import InvalidRequest, NotInForce
from entrenous.law.lookups import period_text
from entrenous.law.typography import typeset

from .model import Ceiling, Sheet, Term

CENT = Decimal("0.01")
ELIGIBLE = "eligible_by_scale"
COMMISSION = "commission"


@dataclass(frozen=True)
class Reckoning:
    """What a sheet says of a household: the figure, the ceiling, and how it was reckoned."""

    sheet: Sheet
    result: Decimal
    ceiling: Ceiling
    steps: tuple[str, ...]

    @property
    def is_eligible(self) -> bool:
        """Whether the scale alone allows the aid; outside it nothing is refused."""
        return self.result <= self.ceiling.limit

    def as_json(self) -> dict[str, object]:
        """What `aid compute` prints."""
        return {
            "sheet": self.sheet.id,
            "outcome": ELIGIBLE if self.is_eligible else COMMISSION,
            "result": f"{self.result:.2f}",
            "unit": self.sheet.unit,
            "limit": f"{self.ceiling.limit:.2f}",
            "maximum": f"{self.ceiling.maximum:.2f}",
            "steps": list(self.steps),
            "documents": list(self.sheet.documents),
            "counters": [
                {"label": c.label, "most": str(c.most), "unit": c.unit, "months": c.months}
                for c in self.sheet.counters
            ],
            "basis": [basis.as_json() for basis in self.sheet.basis],
            "to_verify": any(basis.verification != "V1" for basis in self.sheet.basis),
        }


def reckon(
    sheet: Sheet, inputs: Mapping[str, Decimal], *, persons: int, on: date | None = None
) -> Reckoning:
    """Apply `sheet` to what is known of a household of `persons`.

    inputs  every input of the sheet, in euros a month; a missing one is unknown, never zero
    raises  InvalidRequest: an input is missing or strange. NotInForce: not on that day
    """
    if on is not None and not sheet.covers(on):
        period = period_text(sheet.from_on, sheet.until_on)
        raise NotInForce(f"{sheet.label} : pas de barème au {on.isoformat()}.", (period,))
    known = {term.code: term.label for term in sheet.inputs}
    if missing := [label for code, label in known.items() if code not in inputs]:
        raise InvalidRequest(f"Inconnu : {', '.join(missing)}.", tuple(known))
    if strange := sorted(set(inputs) - set(known)):
        raise InvalidRequest(f"Cette fiche ne compte pas : {', '.join(strange)}.", tuple(known))
    ceiling = next((c for c in sheet.ceilings if c.concerns(persons)), None)
    if ceiling is None:
        raise InvalidRequest("Cette fiche ne prévoit pas de foyer de cette taille.")
    exact = _total(sheet, inputs) / (persons if sheet.per_person else 1) / sheet.days
    return Reckoning(sheet, _rounded(exact), ceiling, _steps(sheet, inputs, persons, exact))


def _total(sheet: Sheet, inputs: Mapping[str, Decimal]) -> Fraction:
    lines = (Fraction(_amount(term, inputs)) * term.share for term in sheet.terms)
    return sum(lines, Fraction(0))


def _amount(term: Term, inputs: Mapping[str, Decimal]) -> Decimal:
    return inputs[term.code] if term.fixed is None else term.fixed


def _steps(
    sheet: Sheet, inputs: Mapping[str, Decimal], persons: int, exact: Fraction
) -> tuple[str, ...]:
    lines = []
    for term in sheet.terms:
        sign = "−" if term.share < 0 else "+"
        share = "" if abs(term.share) == 1 else f" × {abs(term.share)}"
        lines.append(f"{sign} {_euros(_amount(term, inputs))}{share} ({term.label})")
    lines += [f"÷ {persons} personnes"] if sheet.per_person else []
    lines += [f"÷ {sheet.days} jours"] if sheet.days > 1 else []
    lines.append(f"= {_euros(_rounded(exact))} {sheet.unit}")
    return tuple(typeset(line) for line in lines)


def _euros(amount: Decimal) -> str:
    return f"{amount:,.2f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",") + " €"


def _rounded(exact: Fraction) -> Decimal:
    """To the cent, half up, once; a negative figure away from zero."""
    cents, rest = divmod(abs(exact) * 100, 1)
    rounded = Decimal(int(cents) + (rest * 2 >= 1)) * CENT
    return rounded if exact >= 0 else -rounded
