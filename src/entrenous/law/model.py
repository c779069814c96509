"""What a rule is once read: its bases, its ordered cases or dated values, its examples."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .articles import Article
from .days import Count, Season
from .errors import UnknownRule
from .vocabulary import STATUS_ORDER, AnsweredBy, Inform, Kind, Status, vocabulary

Content = Decimal | str | Count | Season


@dataclass(frozen=True, slots=True)
class Basis:
    """One text a rule rests on; anything but V1 says what exactly is unverified."""

    text: str
    article: str
    version: str
    verification: str
    unverified: str
    read_on: date
    url: str
    from_on: date | None = None
    until_on: date | None = None
    employers: frozenset[str] = frozenset()
    quoted: bool = True  # False: it binds us or frightens, it does not answer whoever asks

    @property
    def name(self) -> str:
        """Code and article as a letter cites them."""
        return f"{self.text}, {self.article}" if self.article else self.text

    def as_json(self) -> dict[str, str]:
        """What a command prints of a text."""
        return {
            "text": self.text,
            "article": self.article,
            "verification": self.verification,
            "read_on": self.read_on.isoformat(),
            "url": self.url,
        }

    def applies(self, on: date | None, employer: str | None) -> bool:
        """Whether this text was in force that day and binds this kind of employer."""
        if self.employers and employer is not None and employer not in self.employers:
            return False
        if on is None:
            return self.until_on is None
        return (self.from_on or on) <= on <= (self.until_on or on)


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a rule: its conditions, what it demands, what it opens."""

    title: str
    status: Status
    because: str
    requires: tuple[tuple[str, ...], ...]
    facts: frozenset[str]
    unless_facts: frozenset[str]
    employers: frozenset[str]
    channels: frozenset[str]
    permits: tuple[str, ...]
    answered_by: AnsweredBy
    inform: Inform
    warnings: tuple[str, ...]
    uses: tuple[str, ...]

    @property
    def gives(self) -> bool:
        """Whether this case can ever give an item."""
        return self.status != "no"

    def concerns(self, facts: Collection[str], employer: str | None) -> bool:
        """Whether the facts and the employer's legal nature put us in this case."""
        return (
            self.facts <= set(facts)
            and self.unless_facts.isdisjoint(facts)
            and (not self.employers or employer in self.employers)
        )

    def lacks(self, evidence: Collection[str]) -> tuple[tuple[str, ...], ...]:
        """The demands that no evidence meets; each is a group of alternatives."""
        return tuple(group for group in self.requires if not set(group) & set(evidence))


@dataclass(frozen=True, slots=True)
class Dated:
    """An amount, a word, a way of counting or a season, with its period and source."""

    key: str
    from_on: date
    until_on: date | None
    content: Content
    source: str
    verification: str
    unverified: str

    def covers(self, on: date) -> bool:
        """Whether `on` is in the period, both ends included."""
        return self.from_on <= on <= (self.until_on or on)


@dataclass(frozen=True, slots=True)
class Example:
    """A question to the rule and the answer a jurist expects, run by `law check`."""

    title: str
    on: date
    expects: Mapping[str, object]
    asks: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file and the text beside it."""

    id: str
    kind: Kind
    chapter: str
    label: str
    question: str
    line: str
    reviewed: str
    from_on: date
    until_on: date | None
    basis: tuple[Basis, ...]
    article: Article
    examples: tuple[Example, ...]
    cases: tuple[Case, ...] = ()
    excludes: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[str, ...] = ()
    deadline: str = ""
    sanction: str = ""
    own_data: bool = False
    unit: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    values: tuple[Dated, ...] = ()
    restricts: str = ""
    withholds: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    declared: str = ""

    @property
    def status(self) -> Status:
        """The widest status among the cases; « no » when none gives."""
        return min((case.status for case in self.cases), key=STATUS_ORDER.index, default="no")

    @property
    def verification(self) -> str:
        """The least verified code among the bases and the values."""
        codes = [basis.verification for basis in self.basis] + [v.verification for v in self.values]
        return max(codes, key=VERIFICATION_ORDER.index)

    def covers(self, on: date) -> bool:
        """Whether a version of the rule is known for that day."""
        return self.from_on <= on <= (self.until_on or on)


VERIFICATION_ORDER = ("V1", "V1?", "V2", "S", "M")


@dataclass(frozen=True, slots=True)
class RuleBase:
    """Every rule by identifier; local restrictions are kept apart, by the rule they narrow."""

    rules: Mapping[str, Rule]
    restrictions: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)

    def get(self, rule_id: str) -> Rule:
        """The rule of that identifier, or UnknownRule with the known ones."""
        if rule_id not in self.rules:
            raise UnknownRule(f"Règle inconnue : {rule_id}.", tuple(sorted(self.rules)))
        return self.rules[rule_id]

    def everything(self) -> tuple[Rule, ...]:
        """Rules and restrictions, in the order of the chapters then of the identifiers."""
        chapters = tuple(vocabulary().chapters)
        local = (rule for rules in self.restrictions.values() for rule in rules)
        return tuple(
            sorted([*self.rules.values(), *local], key=lambda r: (chapters.index(r.chapter), r.id))
        )
