"""« Qui peut rouvrir mes dossiers ? »: who else holds each, and what a lost phrase means."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from entrenous.agents.keyfiles import KeyFilesMissing, custody_of, keys_of
from entrenous.agents.models import Agent, Function
from entrenous.dossiers import queries, returning
from entrenous.keyring import enrolment
from entrenous.keyring.accounts import Alone, openable, what_is_alone
from entrenous.keyring.models import Grant, Group
from entrenous.keyring.opening import live_grants
from entrenous.vault.containers import Compartment
from entrenous.web.common.access import AgentRequest, agent_page


@dataclass(frozen=True)
class Line:
    """One of one's own dossiers, and who else opens it today."""

    id: UUID
    name: str
    others: list[Agent]
    has_recovery: bool


@agent_page
@require_GET
def holders(request: AgentRequest) -> HttpResponse:
    """Counts, the list, the recovery key."""
    _ = request.keyring.secret
    lines = _lines(request) if request.user.has_function(Function.Kind.SOCIAL_WORKER) else []
    organisation = request.user.organisation_id
    left = what_is_alone(request.user)
    context = {
        "lines": sorted(lines, key=lambda line: bool(line.others)),
        "alone": sum(not line.others for line in lines),
        "shared": sum(bool(line.others) for line in lines),
        "without_recovery": sum(not line.has_recovery for line in lines),
        "left": left,
        "boxes": _boxes(left),
        "pending": queries.pending_keys(request.keyring),
        "fingerprint": _recovery_fingerprint(organisation),
        "custody": custody_of(organisation),
        "sheet_checked_on": enrolment.current_row(request.user).sheet_checked_on,
        "owed": sum(len(o.dossiers) for o in returning.owed(request.keyring)),
    }
    return render(request, "keys/holders.html", context)


def _boxes(left: Alone) -> list[Group]:
    """The letter boxes of which she is the last member at work."""
    return list(Group.objects.filter(pk__in=left.groups).select_related("circonscription"))


def _lines(request: AgentRequest) -> list[Line]:
    rows = queries.own_list(request.keyring)
    ids = [row.dossier.pk for row in rows]
    whole = live_grants().filter(
        until=None, container_id__in=ids, compartment=int(Compartment.WHOLE)
    )
    recovery = set(
        whole.filter(recipient=request.user.organisation_id).values_list("container_id", flat=True)
    )
    others = _others(whole, request.user)
    return [
        Line(
            row.dossier.pk,
            row.sorted_name,
            others.get(row.dossier.pk, []),
            row.dossier.pk in recovery,
        )
        for row in rows
    ]


def _others(whole: QuerySet[Grant], me: Agent) -> dict[UUID, list[Agent]]:
    pairs = set(openable(whole).values_list("container_id", "recipient"))
    colleagues = Agent.objects.filter(pk__in={who for _, who in pairs}, is_active=True)
    named = {agent.pk: agent for agent in colleagues.exclude(pk=me.pk)}
    found: dict[UUID, list[Agent]] = {}
    for container, who in pairs:
        if who in named:
            found.setdefault(container, []).append(named[who])
    return {pk: sorted(agents, key=lambda a: a.family_name) for pk, agents in found.items()}


def _recovery_fingerprint(organisation: UUID) -> str:
    try:
        return keys_of(organisation).recovery.fingerprint()
    except KeyFilesMissing:
        return ""
