"""What the law base says of an agreement with a requester, before and after it is noted.

An agreement never opens what a rule excludes (00-decisions 32): pages say so in these words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from entrenous.law import Rule, RuleBase, vocabulary
from entrenous.law.vocabulary import Status

NOT_LISTED = "Aucun texte de cette règle ne permet de donner cet élément."


@dataclass(frozen=True)
class Standing:
    """One requester: what an agreement may open, what it never opens and why.

    permitted  items that the rule may give, in the order of the vocabulary
    excluded   item → why, for those that the rule names as excluded
    because    why nothing can be given, when nothing can
    """

    rule: Rule
    status: Status
    permitted: tuple[str, ...]
    excluded: Mapping[str, str]
    because: str = ""

    def refused(self, items: Iterable[str]) -> dict[str, str]:
        """Item → why the law does not allow it, even with the agreement."""
        return {
            item: self.excluded.get(item) or self.because or NOT_LISTED
            for item in items
            if item not in self.permitted
        }


def standing(base: RuleBase, requester: str, on: date) -> Standing | None:
    """What the base says of a requester that day; None when it does not know her.

    on  a day outside the rule's period gives a standing that permits nothing
    """
    rule = base.rules.get(requester)
    if rule is None or rule.kind != "requester":
        return None
    if not rule.covers(on):
        why = "Aucune version de cette règle n’est connue à cette date."
        return Standing(rule, "no", (), rule.excludes, why)
    local = {
        item: each.label
        for each in base.restrictions.get(rule.id, ())
        if each.covers(on)
        for item in each.withholds
    }
    opened = {item for case in rule.cases if case.gives for item in case.permits}
    permitted = opened - rule.excludes.keys() - local.keys()
    closed = {item: f"Règle de l’organisation : {label}." for item, label in local.items()}
    return Standing(
        rule,
        rule.status,
        tuple(item for item in vocabulary().items if item in permitted),
        {**closed, **rule.excludes},
        "" if permitted else _why_nothing(rule),
    )


def _why_nothing(rule: Rule) -> str:
    return next((case.because for case in rule.cases if case.because), NOT_LISTED)
