"""Where a figure comes from: the values of the law base that a computation used."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from entrenous.law import Basis, RuleBase, national_base, value_on
from entrenous.law.model import Dated
from entrenous.law.typography import typeset


@dataclass
class Sources:
    """Reads dated values, and remembers what it read for whoever must quote it.

    raises  NotInForce: no value is known for that day; a year without its table stays an error
    """

    on: date
    base: RuleBase = field(default_factory=national_base)
    basis: list[Basis] = field(default_factory=list)
    values: list[Dated] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def amount(self, rule_id: str, key: str = "", *, articles: Iterable[str] = ()) -> Fraction:
        """A number or a fraction such as « 2/3 », exact.

        articles  those of the rule's texts that the computation rests on; all of them by default
        """
        value = value_on(self.base.get(rule_id), self.on, key)
        self._keep(rule_id, value, frozenset(articles))
        if not isinstance(value.content, str | Decimal):
            raise TypeError(f"{rule_id} is not an amount")
        return Fraction(value.content)

    def word(self, rule_id: str, key: str = "") -> str:
        """A qualification or a rule in words, such as « insaisissable »."""
        value = value_on(self.base.get(rule_id), self.on, key)
        self._keep(rule_id, value, frozenset())
        return str(value.content)

    def cite(self, rule_id: str, *articles: str) -> bool:
        """Add texts in force that the computation rests on; False when there is none that day."""
        found = [
            basis
            for basis in self.base.get(rule_id).basis
            if (not articles or basis.article in articles) and basis.applies(self.on, None)
        ]
        self.basis += [basis for basis in found if basis not in self.basis]
        return bool(found)

    def doubt(self, sentence: str) -> None:
        """Add what no text answers that day: it is shown, and the figure is to be verified."""
        self.doubts.append(typeset(sentence))

    @property
    def to_verify(self) -> bool:
        """Whether a figure or a text that was used is anything but V1."""
        marks = [text.verification for text in self.basis]
        marks += [value.verification for value in self.values]
        return bool(self.doubts) or any(mark != "V1" for mark in marks)

    def basis_json(self) -> list[dict[str, str]]:
        """The texts, as the commands print them."""
        return [basis.as_json() for basis in self.basis]

    def _keep(self, rule_id: str, value: Dated, articles: frozenset[str]) -> None:
        self.cite(rule_id, *articles)
        if value not in self.values:
            self.values.append(value)
