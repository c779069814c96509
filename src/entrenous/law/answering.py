"""Answer one request: which case applies, what may be given, what is kept and why.

The software proposes; a person decides. Default is NON: what no case opens stays closed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from .errors import NotInForce
from .lookups import due_on, period_text
from .model import Basis, Case, Rule, RuleBase
from .notices import is_doubtful, unknown_notices, used_notices
from .requests import Request
from .vocabulary import AnsweredBy, Inform, Status, vocabulary

Why = Literal["not_yet", "excluded", "not_listed", "not_agreed", "protected", "no", "local"]


@dataclass(frozen=True, slots=True)
class Withheld:
    """An item that is not given; `why` lets a page tell « not yet » from « no »."""

    item: str
    reason: str
    why: Why


@dataclass(frozen=True, slots=True)
class Answer:
    """The proposal; `signatures` and `human_stop` are for the desk, not for the JSON."""

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
            "basis": [basis_json(each) for each in self.basis],
            "to_verify": self.to_verify,
            "warnings": list(self.warnings),
        }


def basis_json(basis: Basis) -> dict[str, str]:
    """One basis as the contract writes it."""
    return {
        "text": basis.text,
        "article": basis.article,
        "verification": basis.verification,
        "read_on": basis.read_on.isoformat(),
        "url": basis.url,
    }


@dataclass(frozen=True, slots=True)
class Applied:
    """The case chosen and the demands it still makes, each a group of alternatives."""

    case: Case
    lacks: tuple[tuple[str, ...], ...]

    @property
    def status(self) -> Status:
        """Until its proofs are there, only ACCORD keeps its name; the rest is NON."""
        if self.lacks and self.case.status != "agreement":
            return "no"
        return self.case.status


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
    return _with_rule(base, rule, local, request)


def _with_rule(
    base: RuleBase, rule: Rule, local: tuple[Rule, ...], request: Request
) -> Answer:
    applied = apply_case(rule, local, request)
    reasons = {item: _reason(rule, local, applied, request, item) for item in request.asked}
    give = tuple(item for item, reason in reasons.items() if reason is None)
    due = _due(base, rule, request)
    used = _used(rule, local, applied.case, request)
    return Answer(
        rule=rule.id,
        status=applied.status,
        give=give,
        withhold=tuple(reason for reason in reasons.values() if reason),
        missing=tuple(group[0] for group in applied.lacks),
        answered_by=applied.case.answered_by,
        inform=applied.case.inform,
        due_on=due,
        basis=used,
        to_verify=is_doubtful(used, request.received_on),
        warnings=used_notices(rule, applied.case, applied.lacks, request, used, give, due, local),
        case=applied.case.title,
        signatures=2 if applied.case.status == "must" or rule.chapter == "justice" else 1,
        human_stop=rule_stops(rule, request),
    )


def apply_case(rule: Rule, local: tuple[Rule, ...], request: Request) -> Applied:
    """First complete case that gives; else the nearest incomplete one; else the NON."""
    here = [case for case in rule.cases if case.concerns(request.facts, request.employer)]
    giving = [case for case in here if case.gives]
    reachable = [case for case in giving if request.channel in case.channels]
    tried = [Applied(case, _lacks(case, local, request)) for case in reachable or giving]
    complete = [each for each in tried if not each.lacks]
    if complete or tried:
        return (complete or tried)[0]
    refusals = [case for case in here if not case.gives]
    return Applied(refusals[0] if refusals else _closed(rule.cases[0]), ())


def _closed(case: Case) -> Case:
    """No case fits these facts or this employer: the default is NON."""
    return replace(
        case,
        title="Aucun cas ne correspond",
        status="no",
        because="Aucun cas de cette règle ne correspond à cette situation : rien n’est donné.",
        permits=(),
        requires=(),
    )


def _lacks(
    case: Case, local: tuple[Rule, ...], request: Request
) -> tuple[tuple[str, ...], ...]:
    """The proofs of the case, those the channel adds and those the organisation adds."""
    demanded = [code for each in local for code in each.requires]
    if request.channel in {"email", "callback"}:
        demanded.append("identite_qualite")
    if request.channel == "callback" and case.status == "agreement":
        demanded.append("accord_signe")
    absent = [code for code in demanded if code not in request.evidence]
    if request.channel not in case.channels:
        absent.append("ecrit" if "letter" in case.channels else "rappel_verifie")
    return tuple(dict.fromkeys([*case.lacks(request.evidence), *((code,) for code in absent)]))


def rule_stops(rule: Rule, request: Request) -> bool:
    """Whether a person must decide before anything leaves: a protected address."""
    asked = vocabulary().locating & set(request.asked)
    protected = "adresse_protegee" in request.facts or "adresse_protegee" in request.asked
    return protected and bool(asked) and not rule.own_data


def _reason(
    rule: Rule, local: tuple[Rule, ...], applied: Applied, request: Request, item: str
) -> Withheld | None:
    """Why `item` is kept, or None when it may be given. Lasting reasons come first."""
    case = applied.case
    if item in rule.excludes:
        return Withheld(item, rule.excludes[item], "excluded")
    if not case.gives:
        return Withheld(item, case.because, "no")
    if item not in case.permits:
        return Withheld(item, "Aucun texte de cette règle ne permet de donner cet élément.",
                        "not_listed")
    if narrowed := [each for each in local if item in each.withholds]:
        return Withheld(item, f"Règle de l’organisation : {narrowed[0].label}.", "local")
    if rule_stops(rule, request) and item in vocabulary().locating:
        return Withheld(item, PROTECTED, "protected")
    if applied.lacks:
        return Withheld(item, _not_yet(applied), "not_yet")
    if case.status == "agreement" and item not in request.agreement:
        return Withheld(item, "La personne n’a pas donné son accord pour cet élément.",
                        "not_agreed")
    return None


PROTECTED = (
    "Adresse protégée : rien de ce qui permet de retrouver la personne ne part"
    " sans décision humaine écrite du service juridique."
)


def _not_yet(applied: Applied) -> str:
    evidence = vocabulary().evidence
    wanted = ", ".join(" ou ".join(evidence[code] for code in group) for group in applied.lacks)
    return f"Pas encore : il manque {wanted}."


def _due(base: RuleBase, rule: Rule, request: Request) -> date | None:
    if not rule.deadline or request.received_on is None:
        return None
    return due_on(base.get(rule.deadline), request.received_on)


def _used(
    rule: Rule, local: tuple[Rule, ...], case: Case, request: Request
) -> tuple[Basis, ...]:
    on, employer = request.received_on, request.employer
    own = [each for each in rule.basis if not case.uses or each.article in case.uses]
    added = [each for extra in local for each in extra.basis]
    return tuple(each for each in [*own, *added] if each.applies(on, employer))


def _unknown(rule: Rule | None, request: Request) -> Answer:
    reason = "Aucune règle ne correspond à ce demandeur : rien n’est donné sans décision humaine."
    return Answer(
        rule=None,
        status="no",
        give=(),
        withhold=tuple(Withheld(item, reason, "no") for item in request.asked),
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
    asked: dict[str, object] = {
        "requester": requester,
        "channel": "letter",
        "received_on": on.isoformat(),
        "asked": [],
    }
    return asked | dict(asks)


def apply_initiative(rule: Rule, facts: Collection[str], employer: str | None) -> Case:
    """The case of an initiative rule that these facts open; closed when none does."""
    here = [case for case in rule.cases if case.concerns(facts, employer)]
    return here[0] if here else _closed(rule.cases[0])
