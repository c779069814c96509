"""« Si je travaille plus » : what the engine gave for 81 salaries, and what may be shown of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from entrenous.rights.estimates import BENEFITS, Benefit, read_situation
from entrenous.rights.estimates.benefits import CRDS
from entrenous.rights.estimates.judging import concerns, missing_for
from entrenous.rights.estimates.situation import Situation

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """One benefit along the curve, in euros a month, after CRDS."""

    code: str
    label: str
    amounts: tuple[Decimal, ...]


@dataclass(frozen=True)
class Curve:
    """Salaries, and each benefit that moves or is paid along them; never their sum.

    untold  labels of the benefits that lack something: no amount is said of them
    """

    month: str
    salaries: tuple[Decimal, ...]
    lines: tuple[Line, ...]
    untold: tuple[str, ...]
    engine: str

    @property
    def most(self) -> Decimal:
        """The highest amount of all lines; zero without a line."""
        return max((amount for line in self.lines for amount in line.amounts), default=Decimal(0))


def curve_in(answered: Mapping[str, Any], said: Mapping[str, Any]) -> Curve:
    """What an answer lets be drawn: a benefit that lacks something is named, and not drawn."""
    household = _earning(read_situation(said))
    told = [b for b in BENEFITS if concerns(b, household) and b.code != "css"]
    lacking = {b.code for b in told if missing_for(b, household)}
    drawn = [_line(b, answered["points"]) for b in told if b.code not in lacking]
    return Curve(
        answered["month"],
        tuple(Decimal(point["salary"]) for point in answered["points"]),
        tuple(line for line in drawn if any(line.amounts)),
        tuple(b.label for b in told if b.code in lacking),
        str(answered["engine"]["openfisca_france"]),
    )


def _earning(said: Situation) -> Situation:
    """The same household, its first salary known: it is what the curve goes along."""
    first = replace(said.adults[0], net_salary=Decimal(0))
    return replace(said, adults=(first, *said.adults[1:]))


def _line(benefit: Benefit, points: list[Mapping[str, Any]]) -> Line:
    share = Decimal(str(CRDS)) if benefit.crds else Decimal(1)
    amounts = (max(Decimal(p["amounts"][benefit.code]), Decimal(0)) * share for p in points)
    return Line(benefit.code, benefit.label, tuple(amount.quantize(CENT) for amount in amounts))
