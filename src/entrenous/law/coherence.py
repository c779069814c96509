"""What a rule must hold beyond its shape: no hidden opening, no gap, no overlap.

The important one is `_demand_monotony`: because the first complete case wins, adding a proof
could otherwise close what its absence opened, and a forged silence would be worth something.
"""

from itertools import combinations, pairwise

from .errors import RuleRefused
from .model import Case, Rule, RuleBase
from .vocabulary import CONSENT, vocabulary


def demand_coherence(base: RuleBase) -> None:
    """Check every rule and every reference between rules; raise RuleRefused."""
    for rule in base.everything():
        if rule.kind in {"requester", "initiative"}:
            _demand_cases(rule)
        elif rule.kind in {"amount", "deadline"}:
            _demand_values(rule)
        deadline = base.rules.get(rule.deadline)
        if rule.deadline and (deadline is None or deadline.kind != "deadline"):
            raise _refusal(rule, f"délai inconnu : {rule.deadline}.")


def _refusal(rule: Rule, message: str) -> RuleRefused:
    return RuleRefused(f"Règle {rule.id} : {message}")


def _demand_cases(rule: Rule) -> None:
    if not rule.cases or rule.values:
        raise _refusal(rule, "des cas ([[case]]) sont attendus, et pas de valeurs.")
    if rule.declared != rule.status:
        raise _refusal(rule, f"statut annoncé {rule.declared or 'absent'}, cas : {rule.status}.")
    if unknown := rule.excludes.keys() - vocabulary().items.keys():
        raise _refusal(rule, f"élément exclu inconnu : {', '.join(sorted(unknown))}.")
    names = {basis.article for basis in rule.basis}
    for case in rule.cases:
        if missing := set(case.uses) - names:
            raise _refusal(rule, f"« uses » ne nomme aucune base : {', '.join(sorted(missing))}.")
        if rule.kind == "requester":
            _demand_case(rule, case)
    if rule.kind == "requester":
        _demand_monotony(rule)
        _demand_reachable_refusals(rule)


def _demand_case(rule: Rule, case: Case) -> None:
    if not case.gives and (case.permits or case.requires):
        raise _refusal(rule, f"« {case.title} » est un NON : ni élément permis ni preuve.")
    if not (case.gives or case.because):
        raise _refusal(rule, f"« {case.title} » est un NON sans raison (« because »).")
    if case.gives and not (case.permits and case.requires):
        raise _refusal(rule, f"« {case.title} » ouvre : éléments et preuves sont attendus.")
    if both := set(case.permits) & rule.excludes.keys():
        raise _refusal(rule, f"permis et exclu à la fois : {', '.join(sorted(both))}.")
    consents = any(set(group) <= CONSENT for group in case.requires)
    if case.status == "agreement" and not consents:
        raise _refusal(rule, f"« {case.title} » est un ACCORD sans accord ni mandat exigé.")


def _demand_monotony(rule: Rule) -> None:
    giving = [case for case in rule.cases if case.gives]
    for first, second in combinations(giving, 2):
        if _exclude_each_other(first, second):
            continue
        narrows = set(second.permits) - set(first.permits)
        if narrows or (first.status == "agreement" != second.status):
            raise _refusal(rule, f"une preuve de plus pour « {first.title} » ferait donner moins.")


def _demand_reachable_refusals(rule: Rule) -> None:
    """A NON behind a case that always applies would be read, and never answered."""
    for refusal in (case for case in rule.cases if not case.gives):
        if any(_always_wins(case, refusal) for case in rule.cases if case.gives):
            raise _refusal(rule, f"« {refusal.title} » n’est jamais atteint.")


def _always_wins(giving: Case, refusal: Case) -> bool:
    employers = not giving.employers or (
        bool(refusal.employers) and refusal.employers <= giving.employers
    )
    return (
        employers and giving.facts <= refusal.facts and giving.unless_facts <= refusal.unless_facts
    )


def _exclude_each_other(first: Case, second: Case) -> bool:
    employers_differ = (
        first.employers and second.employers and first.employers.isdisjoint(second.employers)
    )
    return bool(
        employers_differ
        or first.channels.isdisjoint(second.channels)
        or first.facts & second.unless_facts
        or second.facts & first.unless_facts
    )


def _demand_values(rule: Rule) -> None:
    if not rule.values or rule.cases:
        raise _refusal(rule, "des valeurs ([[value]]) sont attendues, et pas de cas.")
    known = set(rule.keys) or {""}
    if strays := {value.key for value in rule.values} ^ known:
        raise _refusal(rule, f"clés sans valeur ou sans nom : {', '.join(sorted(strays))}.")
    for key in known:
        dated = sorted((v for v in rule.values if v.key == key), key=lambda v: v.from_on)
        for earlier, later in pairwise(dated):
            if earlier.until_on is None or earlier.until_on >= later.from_on:
                raise _refusal(rule, f"deux valeurs le même jour pour « {key} ».")
        if rule.kind == "amount" and dated[-1].until_on is None:
            raise _refusal(rule, f"le dernier montant de « {key} » n’a pas de fin connue.")
