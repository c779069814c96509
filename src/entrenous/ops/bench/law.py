"""What a verdict costs: the whole answer of the law base against the bare reading of one rule.

The yardstick knows the rule beforehand and only asks: are the proofs there, is the item permitted?
The base also finds the rule and its case, applies what the house added, explains each item that
it keeps, counts the deadline and gathers the warnings.
"""

import time
from collections.abc import Callable
from datetime import date
from typing import Final

from entrenous.law import Request, RuleBase, answer, national_base
from entrenous.law.model import Rule
from entrenous.ops.bench.pairing import Ratio, compare

_ROUNDS: Final = 20
_ON: Final = date(2026, 3, 2)
_ASKED: Final = ("adresse", "employeur", "ressources", "composition_foyer", "telephone")
_PROOFS: Final = frozenset({"ecrit", "identite_qualite", "titre_executoire"})


def measures() -> list[Ratio]:
    """Verdicts over every requester of the base; how many per second is in the name."""
    base = national_base()
    questions = _questions(base)
    rules = [base.get(each.requester) for each in questions]
    per_second = _per_second(lambda: _verdicts(base, questions), _ROUNDS * len(questions))
    return [
        compare(
            f"verdicts de la base de droit ({per_second:,.0f} par seconde)".replace(",", " "),
            lambda: _verdicts(base, questions),
            "la lecture nue d’une règle déjà trouvée : pièces montrées, éléments permis",
            lambda: _bare(rules, questions),
        )
    ]


def _questions(base: RuleBase) -> list[Request]:
    return [
        Request(rule.id, "letter", _ASKED, _ON, _PROOFS)
        for rule in base.rules.values()
        if rule.kind == "requester" and rule.covers(_ON)
    ]


def _verdicts(base: RuleBase, questions: list[Request]) -> int:
    return sum(len(answer(base, each).give) for _ in range(_ROUNDS) for each in questions)


def _bare(rules: list[Rule], questions: list[Request]) -> int:
    return sum(
        _opened(rule, each)
        for _ in range(_ROUNDS)
        for rule, each in zip(rules, questions, strict=True)
    )


def _opened(rule: Rule, question: Request) -> int:
    """How many items a rule's first case permits, its proofs being there. Nothing else."""
    case = rule.cases[0]
    if case.lacks(question.evidence):
        return 0
    return sum(item in case.permits and item not in rule.excludes for item in question.asked)


def _per_second(run: Callable[[], object], verdicts: int) -> float:
    run()
    start = time.perf_counter()
    run()
    return verdicts / (time.perf_counter() - start)
