"""What a rule of the law base lets a writing hold: the check-list of its elements. Pure.

The rule proposes; whoever signs decides, and never beyond it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from entrenous.law import Case, Rule, RuleBase, apply_initiative, vocabulary
from entrenous.writings.codes import APART, Kind, Part
from entrenous.writings.errors import BasisRefused

_CONSENT = frozenset({"accord_signe", "mandat_personne"})


@dataclass(frozen=True)
class Frame:
    """What a writing on this basis may hold.

    permitted  element → its French words, in the order of the list
    excluded   item → why the rule never lets it out
    agreed     the elements that leave only with the person's agreement
    proofs     written agreements that the rule asks for, each a group of alternatives
    demands    what else the rule asks to have in hand, in French words
    deferred   the person does not read of it before the legal desk says so
    """

    rule: Rule
    permitted: Mapping[str, str]
    excluded: Mapping[str, str]
    agreed: frozenset[str]
    proofs: tuple[frozenset[str], ...]
    demands: tuple[str, ...]
    warnings: tuple[str, ...]
    because: str
    deferred: bool

    def beyond(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The elements that this basis does not permit."""
        return tuple(code for code in codes if code not in self.permitted)


def frame(
    base: RuleBase,
    kind: Kind,
    basis: str,
    *,
    employer: str,
    on: date,
    facts: frozenset[str] | None = None,
) -> Frame:
    """The frame of a writing that day.

    facts   those that whoever writes states; None while they are still to be asked: every case
            that some fact could open then counts
    raises  BasisRefused: unknown rule, outside its period, or one that opens nothing here
    """
    rule = base.rules.get(basis)
    if rule is None or rule.kind not in ("requester", "initiative") or not rule.covers(on):
        raise BasisRefused("Cette règle n’est pas dans la base à cette date : choisissez-en une.")
    cases = _cases(rule, employer, facts)
    if rule.kind == "initiative":
        permitted = {part.value: part.label for part in Part}
        agreed: frozenset[str] = frozenset()
    else:
        permitted = _items(base, rule, cases, on)
        free = {item for case in cases if case.status != "agreement" for item in case.permits}
        agreed = frozenset(permitted.keys() - free)
        if not permitted:
            raise BasisRefused(_why(rule))
    return Frame(
        rule, permitted, rule.excludes, agreed,
        proofs=_proofs(cases), demands=_demands(cases),
        warnings=tuple(dict.fromkeys(w for case in cases for w in case.warnings)),
        because=next((case.because for case in cases if case.because), ""),
        deferred=kind in APART or any(case.inform == "embargo" for case in cases),
    )  # fmt: skip


def facts_of(rule: Rule) -> tuple[str, ...]:
    """The facts that some case of a rule asks for, in the order of the vocabulary."""
    asked = {fact for case in rule.cases for fact in case.facts | case.unless_facts}
    return tuple(fact for fact in vocabulary().facts if fact in asked)


def label_of(code: str) -> str:
    """An element in French, with its capital letter: a heading."""
    parts = {part.value: part.label for part in Part}
    words = parts.get(code) or vocabulary().items.get(code, code)
    return words[:1].upper() + words[1:]


def _cases(rule: Rule, employer: str, facts: frozenset[str] | None) -> list[Case]:
    """The cases that give, for these facts and this employer. BasisRefused when none does."""
    if rule.kind == "initiative" and facts is not None:
        found = [apply_initiative(rule, facts, employer)]
    else:
        found = [case for case in rule.cases if _concerns(case, employer, facts)]
    giving = [case for case in found if case.gives]
    if not giving:
        raise BasisRefused(next((case.because for case in found if case.because), _why(rule)))
    return giving


def _concerns(case: Case, employer: str, facts: frozenset[str] | None) -> bool:
    stated = case.facts if facts is None else facts
    return case.concerns(stated, employer)


def _items(base: RuleBase, rule: Rule, cases: list[Case], on: date) -> dict[str, str]:
    kept = {
        item
        for each in base.restrictions.get(rule.id, ())
        if each.covers(on)
        for item in each.withholds
    } | rule.excludes.keys()
    opened = {item for case in cases for item in case.permits} - kept
    return {code: words for code, words in vocabulary().items.items() if code in opened}


def _proofs(cases: list[Case]) -> tuple[frozenset[str], ...]:
    groups = {frozenset(g) & _CONSENT for case in cases for g in case.requires}
    return tuple(sorted((g for g in groups if g), key=sorted))


def _demands(cases: list[Case]) -> tuple[str, ...]:
    words = vocabulary().evidence
    groups = [g for case in cases for g in case.requires if not set(g) & _CONSENT]
    return tuple(dict.fromkeys(" ou ".join(words[code] for code in group) for group in groups))


def _why(rule: Rule) -> str:
    said = next((case.because for case in rule.cases if case.because), "")
    return said or f"{rule.label} : cette règle ne permet de rien donner ici."
