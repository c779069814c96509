"""Answer one request: which case applies, what may be given, what is kept and why.

The software proposes; a person decides. Default is NON: what no case opens stays closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .cases import Applied, apply_case
from .errors import NotInForce
from .lookups import due_on, period_text
from .model import Basis, Rule, RuleBase
from .notices import is_doubtful, unknown_notices, used_notices
from .reasons import UNKNOWN, Withheld, reason_to_withhold
from .requests import Request
from .vocabulary import AnsweredBy, Inform, Status


@dataclass(frozen=True, slots=True)
class Answer:
    """The proposal; from `case` on, for the desk and its letters, not for the JSON.

    `demands` is `missing` with its alternatives: one group per proof still to be shown.
    """

    rule: str | None
    status: Status
    give: tuple[str, ...]
    withhold: tuple[Withheld, ...]
    missing: tuple[str, ...]
    answered_by: AnsweredBy
    inform: Inform
    due_on: date | None
    basis: tuple[Basis, ...]
    to_verify: bool
    warnings: tuple[str, ...]
    case: str = ""
    signatures: int = 1
    human_stop: bool = False
    demands: tuple[tuple[str, ...], ...] = ()

    def as_json(self) -> dict[str, object]:
        """The fields of the command line's contract, in its order."""
        return {
            "rule": self.rule,
            "status": self.status,
            "give": list(self.give),
            "withhold": [{"item": each.item, "reason": each.reason} for each in self.withhold],
            "missing": list(self.missing),
            "answered_by": self.answered_by,
            "inform": self.inform,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "basis": [each.as_json() for each in self.basis],
            "to_verify": self.to_verify,
            "warnings": list(self.warnings),
        }


def answer(base: RuleBase, request: Request) -> Answer:
    """The proposal for `request`; raise NotInForce outside the rule's period."""
    rule = base.rules.get(request.requester)
    if rule is None or rule.kind != "requester":
        return _unknown(rule, request)
    on = request.received_on
    if on and not rule.covers(on):
        raise NotInForce(
            f"{rule.label} : aucune version connue au {on.isoformat()}.",
            (period_text(rule.from_on, rule.until_on),),
        )
    local = tuple(
        each for each in base.restrictions.get(rule.id, ()) if on is None or each.covers(on)
    )
    return _proposal(apply_case(rule, local, request), _due(base, rule, on))


def _proposal(applied: Applied, due: date | None) -> Answer:
    rule, case, asked = applied.rule, applied.case, applied.request.asked
    kept = tuple(each for item in asked if (each := reason_to_withhold(applied, item)))
    withheld = {each.item for each in kept}
    give = tuple(item for item in asked if item not in withheld)
    used = _used(applied)
    return Answer(
        rule=rule.id,
        status=applied.status,
        give=give,
        withhold=kept,
        missing=tuple(group[0] for group in applied.lacks),
        answered_by=case.answered_by,
        inform=case.inform,
        due_on=due,
        basis=used,
        to_verify=is_doubtful(used, applied.request.received_on),
        warnings=used_notices(applied, used=used, give=give, due=due),
        case=case.title,
        signatures=2 if case.status == "must" or rule.chapter == "justice" else 1,
        human_stop=applied.stops,
        demands=applied.lacks,
    )


def _due(base: RuleBase, rule: Rule, received_on: date | None) -> date | None:
    if not rule.deadline or received_on is None:
        return None
    return due_on(base.get(rule.deadline), received_on)


def _used(applied: Applied) -> tuple[Basis, ...]:
    """The bases of the case, and of local rules, in force that day for that employer."""
    uses, request = applied.case.uses, applied.request
    own = [each for each in applied.rule.basis if not uses or each.article in uses]
    added = [each for extra in applied.local for each in extra.basis]
    return tuple(
        each for each in [*own, *added] if each.applies(request.received_on, request.employer)
    )


def _unknown(rule: Rule | None, request: Request) -> Answer:
    return Answer(
        rule=None,
        status="no",
        give=(),
        withhold=tuple(Withheld(item, UNKNOWN, "no") for item in request.asked),
        missing=(),
        answered_by="referent",
        inform="after",
        due_on=None,
        basis=(),
        to_verify=True,
        warnings=unknown_notices(rule, request),
        human_stop=True,
    )


def example_request(asks: Mapping[str, object], requester: str, on: date) -> dict[str, object]:
    """The question of an example, completed with what examples leave implicit."""
    implicit: dict[str, object] = {
        "requester": requester,
        "channel": "letter",
        "received_on": on.isoformat(),
        "asked": [],
    }
    return implicit | dict(asks)
