"""Which case of a rule applies to a request, and the proofs it still demands."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from .model import Case, Rule
from .requests import Request
from .vocabulary import Status, vocabulary

Demands = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """A rule, the local restrictions in force, the case chosen and what it still demands."""

    rule: Rule
    local: tuple[Rule, ...]
    request: Request
    case: Case
    lacks: Demands

    @property
    def status(self) -> Status:
        """Until its proofs are there, only ACCORD keeps its name; the rest is NON."""
        if self.lacks and self.case.status != "agreement":
            return "no"
        return self.case.status

    @property
    def stops(self) -> bool:
        """Whether a person must decide before anything leaves: a protected address."""
        if self.rule.own_data:
            return False
        request = self.request
        protected = "adresse_protegee" in {*request.facts, *request.asked}
        return protected and not vocabulary().locating.isdisjoint(request.asked)


def apply_case(rule: Rule, local: tuple[Rule, ...], request: Request) -> Applied:
    """First complete case that gives; else the first incomplete one; else the NON."""
    here = [case for case in rule.cases if case.concerns(request.facts, request.employer)]
    giving = [case for case in here if case.gives]
    if not giving:
        return Applied(rule, local, request, here[0] if here else _closed(rule.cases[0]), ())
    reachable = [case for case in giving if request.channel in case.channels]
    tried = [
        Applied(rule, local, request, case, _lacks(case, local, request))
        for case in reachable or giving
    ]
    return next((each for each in tried if not each.lacks), tried[0])


def apply_initiative(rule: Rule, facts: Collection[str], employer: str | None) -> Case:
    """The case of an initiative rule that these facts open; closed when none does."""
    here = [case for case in rule.cases if case.concerns(facts, employer)]
    return here[0] if here else _closed(rule.cases[0])


def _closed(case: Case) -> Case:
    """No case fits these facts or this employer: the default is NON."""
    return replace(
        case,
        title="Aucun cas ne correspond",
        status="no",
        because="Aucun cas de cette règle ne correspond à cette situation, rien n’est donné.",
        permits=(),
        requires=(),
    )


def _lacks(case: Case, local: tuple[Rule, ...], request: Request) -> Demands:
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
