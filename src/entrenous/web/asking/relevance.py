"""What to ask about first, for one requester: items, proofs, facts that its rule speaks of."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from entrenous.law import Rule, RuleBase, vocabulary

#: What anyone asks, when no rule says more.
_COMMON: Final = (
    "connu_du_service", "identite", "adresse", "telephone", "situation_familiale", "ressources",
    "rendez_vous", "demarches", "rapport_social", "recit", "sante", "piece_listee",
)  # fmt: skip
_PROTECTED: Final = "adresse_protegee"


class Ranked(NamedTuple):
    """Codes to show at once, and all the others, one click away."""

    first: tuple[str, ...]
    others: tuple[str, ...]


def items_for(rule: Rule | None) -> Ranked:
    """Items: what the rule may give, what is usually asked, what it never gives; then the rest."""
    if rule is None:
        return _ranked(_COMMON, vocabulary().items)
    permits = (item for case in rule.cases for item in case.permits)
    usual = (str(item) for each in rule.examples for item in _asked(each.asks.get("asked")))
    named = [*permits, *usual, *rule.excludes]
    return _ranked(named, vocabulary().items)


def evidence_for(base: RuleBase, rule: Rule | None, channel: str) -> Ranked:
    """Proofs: those that a case of the rule, a local rule or the channel may demand; the rest."""
    demanded = ["ecrit"]
    if rule:
        demanded += [code for case in rule.cases for group in case.requires for code in group]
        local = base.restrictions.get(rule.id, ())
        demanded += [code for each in local for code in each.requires]
    if channel in {"email", "callback"}:
        demanded.append("identite_qualite")
    if channel == "callback":
        demanded += ["rappel_verifie", "accord_signe"]
    return _ranked(demanded, vocabulary().evidence)


def facts_for(rule: Rule | None, asked: Iterable[str]) -> tuple[str, ...]:
    """Facts that change the answer of this rule to these items, and no other."""
    if rule is None:
        return ()
    named = {fact for case in rule.cases for fact in (*case.facts, *case.unless_facts)}
    if not rule.own_data and not vocabulary().locating.isdisjoint(asked):
        named.add(_PROTECTED)
    return tuple(code for code in vocabulary().facts if code in named)


def depends_on_employer(rule: Rule | None) -> bool:
    """Whether the legal nature of the employer changes the answer or its texts."""
    if rule is None:
        return False
    return any(case.employers for case in rule.cases) or any(b.employers for b in rule.basis)


def agreement_for(rule: Rule | None, asked: Iterable[str]) -> tuple[str, ...]:
    """The items asked that the person's agreement could open."""
    if rule is None:
        return ()
    opened = {i for case in rule.cases if case.status == "agreement" for i in case.permits}
    return tuple(item for item in asked if item in opened - set(rule.excludes))


def _asked(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _ranked(named: Iterable[str], known: Iterable[str]) -> Ranked:
    first = tuple(dict.fromkeys(named))
    return Ranked(first, tuple(code for code in known if code not in first))
