"""What may be taken from a wage each month: brackets, dependants, and a floor nobody goes under."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from .amounts import MONTHS, rounded, written
from .sources import Sources

BRACKETS: Final = ("t1", "t2", "t3", "t4", "t5", "t6")
ABOVE: Final = "t7"
OPENFISCA: Final = "176.1.8"
TABLE: Final = ("R3252-2", "R3252-3", "L3252-2", "L3252-3")
#: Several payers: the computation bears on the whole since 1 July 2025.
TOGETHER: Final = "L3252-4"


@dataclass(frozen=True)
class Bracket:
    """A slice of the monthly net: from, to (None for the last), its rate, what it takes."""

    above: Fraction
    up_to: Fraction | None
    rate: Fraction
    taken: Fraction

    def as_json(self) -> dict[str, str | None]:
        """Bounds and part taken to the cent, the rate as a fraction."""
        return {
            "from": written(rounded(self.above)),
            "to": None if self.up_to is None else written(rounded(self.up_to)),
            "rate": str(self.rate),
            "taken": written(rounded(self.taken)),
        }


@dataclass(frozen=True)
class Seizure:
    """What may be taken of a net income of one month, what is left, and on which table.

    is_floored  the table alone would have left less than the floor
    payers      how many pay that income
    """

    net: Decimal
    seizable: Decimal
    floor: Decimal
    table: int
    brackets: tuple[Bracket, ...]
    is_floored: bool
    sources: Sources
    payers: int = 1

    @property
    def left(self) -> Decimal:
        """What stays with the person."""
        return self.net - self.seizable

    def as_json(self) -> dict[str, object]:
        """The contract of `rights seizable`."""
        return {
            "seizable": written(self.seizable),
            "left": written(self.left),
            "floor": written(self.floor),
            "table": str(self.table),
            "brackets": [bracket.as_json() for bracket in self.brackets],
            "floored": self.is_floored,
            "basis": self.sources.basis_json(),
            "to_verify": self.sources.to_verify,
        }


def seizable(
    nets: Sequence[Decimal], *, dependants: int, on: date, maintenance_claim: bool = False
) -> Seizure:
    """What may be taken of one month's income, all payers together (code du travail, L3252-4).

    nets               net incomes of the month in euros, after the income tax withheld at source
    dependants         as R3252-3 counts them; each raises every threshold
    maintenance_claim  a claim for maintenance takes all above the floor (L3252-5, R3252-5)
    raises             NotInForce: no table for that day
    """
    net = sum(nets, Decimal(0))
    sources = Sources(on)
    floor = sources.amount("rsa_personne_seule", articles=(OPENFISCA,))
    available = max(Fraction(net) - floor, Fraction(0))
    if len(nets) > 1 and not sources.cite("quotite_seuils", TOGETHER):
        sources.doubt("Plusieurs payeurs : règle lue dans sa rédaction du 1er juillet 2025.")
    if maintenance_claim:
        sources.cite("arrieres_pension", "L3252-5", "R3252-5")
        brackets: tuple[Bracket, ...] = ()
        quota = available
    else:
        brackets = brackets_of(Fraction(net), dependants, sources)
        quota = sum((bracket.taken for bracket in brackets), Fraction(0))
    return Seizure(
        net=net,
        seizable=rounded(min(quota, available)),
        floor=rounded(floor),
        table=on.year,
        brackets=brackets,
        is_floored=quota > available,
        sources=sources,
        payers=len(nets),
    )


def brackets_of(net: Fraction, dependants: int, sources: Sources) -> tuple[Bracket, ...]:
    """The slices of `net`, thresholds raised for each dependant (R3252-2, R3252-3)."""

    def threshold(key: str) -> Fraction:
        return sources.amount("quotite_seuils", key, articles=TABLE)

    raised = dependants * threshold("par_personne")
    bounds = [(threshold(key) + raised) / MONTHS for key in BRACKETS]
    rates = [sources.amount("quotite_proportions", key) for key in (*BRACKETS, ABOVE)]
    slices = zip([Fraction(0), *bounds], [*bounds, None], rates, strict=True)
    return tuple(
        Bracket(above, up_to, rate, rate * _inside(net, above, up_to))
        for above, up_to, rate in slices
    )


def _inside(net: Fraction, above: Fraction, up_to: Fraction | None) -> Fraction:
    top = net if up_to is None else min(net, up_to)
    return max(top - above, Fraction(0))
