"""What a rule of the law base says on a day, line by line, each with its text and its mark."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from entrenous.law import Basis, national_base, value_on
from entrenous.law.days import Count
from entrenous.law.deadlines.wording import UNITS
from entrenous.law.model import Content, Dated, Rule

from .amounts import written


@dataclass(frozen=True)
class Stated:
    """One line of a rule: what it is about, what it says, from where, how sure.

    basis  the text of the base that its source names, or None: then no letter quotes it
    confirmed_on  the day an organisation read that text in force, if it did
    """

    key: str
    label: str
    dated: Dated
    basis: Basis | None
    confirmed_on: date | None = None

    @property
    def content(self) -> Content:
        """An amount, a word, or a way of counting."""
        return self.dated.content

    @property
    def amount(self) -> Decimal:
        """The amount, in euros; TypeError when the line is no amount."""
        if not isinstance(self.content, Decimal):
            raise TypeError(f"{self.key} is not an amount")
        return self.content.quantize(Decimal("0.01"))

    @property
    def says(self) -> str:
        """« 8.00 », « insaisissable », « 3 mois »."""
        if isinstance(self.content, Decimal):
            return written(self.content)
        if isinstance(self.content, Count):
            one, many = UNITS[self.content.unit]
            return f"{self.content.amount} {many if self.content.amount > 1 else one}"
        return str(self.content)

    @property
    def to_verify(self) -> bool:
        """Whether the line itself is anything but V1, and its text not confirmed."""
        return self.dated.verification != "V1" and self.confirmed_on is None

    def read_again(self, confirmed: Mapping[str, date]) -> "Stated":
        """The same line where an organisation confirmed texts. `confirmed`: `Basis.name` -> day."""
        on = confirmed.get(self.basis.name) if self.basis else None
        return replace(self, confirmed_on=on)

    def as_json(self) -> dict[str, object]:
        """What the commands print of a line."""
        return {
            "code": self.key,
            "label": self.label,
            "says": self.says,
            "source": self.dated.source,
            "verification": self.dated.verification,
            "unverified": self.dated.unverified,
        }


def stated(rule_id: str, on: date) -> tuple[Stated, ...]:
    """Every line of a rule on that day, in the order of its keys; NotInForce when one has none."""
    rule = national_base().get(rule_id)
    dated = ((key, label, value_on(rule, on, key)) for key, label in rule.keys.items())
    return tuple(Stated(key, label, each, _basis_of(rule, each)) for key, label, each in dated)


def _basis_of(rule: Rule, dated: Dated) -> Basis | None:
    named = (each for each in rule.basis if each.article and each.article in dated.source)
    return next(named, None)
