"""Load the rule base: the national rules, then an organisation's own, never wider."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from .coherence import demand_coherence
from .errors import RuleRefused
from .model import Rule, RuleBase
from .reading import read_rule

RULES = Path(__file__).with_name("rules")
LOCAL_STATUSES = frozenset({"agreement", "no"})


@cache
def national_base() -> RuleBase:
    """The rules shipped with this package, read and checked once per process."""
    return load_directory(RULES)


def load_base(local: Path | None = None) -> RuleBase:
    """The national rules, completed by the organisation's folder when there is one."""
    return national_base() if local is None else _with_local(national_base(), local)


def load_directory(directory: Path) -> RuleBase:
    """Read every rule file under `directory`; raise RuleRefused on the first fault."""
    base = RuleBase(_by_id(read_rule(path) for path in sorted(directory.rglob("*.toml"))))
    if not base.rules:
        raise RuleRefused(f"Aucune règle dans {directory.name}.")
    demand_coherence(base)
    return base


def _by_id(rules: Iterable[Rule]) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in found:
            raise RuleRefused(f"Identifiant en double : {rule.id}.")
        found[rule.id] = rule
    return found


def _with_local(national: RuleBase, directory: Path) -> RuleBase:
    if not directory.is_dir():
        raise RuleRefused(f"Dossier de règles introuvable : {directory.name}.")
    own = [replace(read_rule(path), chapter="local") for path in sorted(directory.rglob("*.toml"))]
    local = _by_id(own).values()
    restrictions: dict[str, tuple[Rule, ...]] = {}
    rules = dict(national.rules)
    for rule in local:
        if rule.kind == "restriction":
            _demand_narrowing(rule, national)
            restrictions[rule.restricts] = (*restrictions.get(rule.restricts, ()), rule)
        else:
            _demand_consent_only(rule, national)
            rules[rule.id] = rule
    base = RuleBase(rules, restrictions)
    demand_coherence(base)
    return base


def _demand_narrowing(rule: Rule, national: RuleBase) -> None:
    target = national.rules.get(rule.restricts)
    if target is None or target.kind != "requester":
        raise RuleRefused(f"Règle {rule.id} : « restricts » ne nomme aucune règle de demandeur.")
    if not (rule.withholds or rule.requires) or rule.cases or rule.values:
        raise RuleRefused(f"Règle {rule.id} : « withholds » ou « requires », et rien d’autre.")


def _demand_consent_only(rule: Rule, national: RuleBase) -> None:
    """An own rule is ACCORD or NON, and replaces only a rule that was already ACCORD."""
    if rule.kind != "requester" or rule.own_data:
        raise RuleRefused(f"Règle {rule.id} : une règle locale porte sur un tiers demandeur.")
    if any(case.status not in LOCAL_STATUSES for case in rule.cases):
        raise RuleRefused(f"Règle {rule.id} : une règle locale est ACCORD ou NON.")
    replaced = national.rules.get(rule.id)
    if replaced is None:
        return
    if replaced.status == "no" and rule.status != "no":
        raise RuleRefused(f"Règle {rule.id} : une règle locale n’ouvre pas un NON.")
    if replaced.kind != "requester" or any(c.status not in LOCAL_STATUSES for c in replaced.cases):
        raise RuleRefused(f"Règle {rule.id} : utilisez une règle de type « restriction ».")
    permitted = {item for case in rule.cases for item in case.permits}
    if opened := permitted & replaced.excludes.keys():
        raise RuleRefused(f"Règle {rule.id} : élément exclu : {', '.join(sorted(opened))}.")
