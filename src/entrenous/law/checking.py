"""Run the examples written in the rule files, and count what the base knows of itself."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .answering import answer, example_request
from .cases import apply_initiative
from .errors import LawError
from .lookups import amount_on, due_on
from .model import Example, Rule, RuleBase
from .requests import read_request


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold."""

    rule: str
    example: str
    expected: Mapping[str, object]
    got: Mapping[str, object]

    def sentence(self) -> str:
        """The failure as a line to read."""
        return f"{self.rule}, « {self.example} » : attendu {self.expected}, obtenu {self.got}"


def check_examples(base: RuleBase, rules: Iterable[Rule]) -> tuple[int, list[Failure]]:
    """Run every example of `rules`; how many ran, and those that do not hold."""
    ran, failures = 0, []
    for rule in rules:
        for example in rule.examples:
            ran += 1
            got = _outcome(base, rule, example)
            expected = dict(example.expects)
            seen = {name: got.get(name, "absent") for name in expected}
            if seen != expected:
                failures.append(Failure(rule.id, example.title, expected, seen))
    return ran, failures


def _outcome(base: RuleBase, rule: Rule, example: Example) -> dict[str, object]:
    try:
        return _RUNNERS[rule.kind](base, rule, example)
    except LawError as error:
        return {"error": type(error).__name__}


def _run_request(base: RuleBase, rule: Rule, example: Example) -> dict[str, object]:
    question = example_request(example.asks, rule.restricts or rule.id, example.on)
    found = answer(base, read_request(question))
    return found.as_json() | {
        "withhold": [each.item for each in found.withhold],
        "case": found.case,
        "human_stop": found.human_stop,
    }


def _run_initiative(_base: RuleBase, rule: Rule, example: Example) -> dict[str, object]:
    question = example_request(example.asks, rule.id, example.on)
    request = read_request(question)
    case = apply_initiative(rule, request.facts, request.employer)
    return {"status": case.status, "case": case.title, "inform": case.inform}


def _run_amount(_base: RuleBase, rule: Rule, example: Example) -> dict[str, object]:
    return {"amount": amount_on(rule, example.on, str(example.asks.get("key", "")))}


def _run_deadline(_base: RuleBase, rule: Rule, example: Example) -> dict[str, object]:
    return {"due": due_on(rule, example.on, str(example.asks.get("key", "")))}


_RUNNERS = {
    "requester": _run_request,
    "restriction": _run_request,
    "initiative": _run_initiative,
    "amount": _run_amount,
    "deadline": _run_deadline,
}


def count_by_verification(rules: Iterable[Rule]) -> Counter[str]:
    """Rules by their least verified code."""
    return Counter(rule.verification for rule in rules)


def count_by_status(rules: Iterable[Rule]) -> Counter[str]:
    """Requester rules by status."""
    return Counter(rule.status for rule in rules if rule.kind == "requester")
