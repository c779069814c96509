"""« Conservation »: one's own ended dossiers near their term, and what waits to be confirmed."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from entrenous.agents.models import Agent, Function
from entrenous.dossiers.contents import PersonCard
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.retention import clock, listing
from entrenous.retention.archives import is_member
from entrenous.retention.codes import Stage
from entrenous.retention.dry_run import dry_run as counted
from entrenous.retention.models import Archived, Destruction, DestructionQuerySet
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.retention.words import COLUMNS, CONFIRMS, COUNTS, DECIDES, EVERYONE


@needs(*EVERYONE)
@require_GET
def home(request: AgentRequest) -> HttpResponse:
    """What waits for this agent, as référente, as lead, as legal desk."""
    _ = request.keyring.secret
    agent, today = request.user, timezone.localdate()
    follows = agent.has_function(Function.Kind.SOCIAL_WORKER)
    mine = clock.near_for(agent, today) if follows else []
    quiet = clock.quiet_for(agent, today) if follows else []
    names = _names(request, [*(each.dossier.pk for each in mine), *(each.pk for each in quiet)])
    seen = destructions_of(agent)
    context = {
        "may_propose": any(each.stage is Stage.REACHED for each in mine),
        "mine": [(names.get(each.dossier.pk, ""), each) for each in mine],
        "quiet": [(names.get(each.pk, ""), each) for each in quiet],
        "left": _left(agent),
        "pending": seen.pending().filter(erasure_list=None),
        "done": seen.filter(erased_at__isnull=False).order_by("-erased_at")[:50],
        "terms": clock.terms_of(agent.organisation_id),
        "confirms": any(agent.has_function(kind) for kind in CONFIRMS),
        "decides": any(agent.has_function(kind) for kind in DECIDES),
        "follows": follows,
        "lists": listing.seen_by(agent)[:20],
        "is_member": agent.has_function(Function.Kind.LEGAL_DESK) and is_member(request.keyring),
        "archived": Archived.objects.filter(
            dossier__container__organisation_id=agent.organisation_id
        ).count(),
    }
    return render(request, "retention/home.html", context)


@needs(*COUNTS)
@require_GET
def dry_run(request: AgentRequest) -> HttpResponse:
    """What is past its term here, and what destroying it would take away. Numbers only."""
    _ = request.keyring.secret
    found = counted(request.user.organisation_id, timezone.localdate())
    context = {"found": found, "columns": COLUMNS}
    return render(request, "retention/dry_run.html", context)


def destructions_of(agent: Agent) -> DestructionQuerySet:
    """What she proposed, what her circonscriptions did; all of them for the legal desk."""
    rows = Destruction.objects.filter(organisation=agent.organisation_id)
    rows = rows.select_related("circonscription", "proposed_by", "done_by")
    if agent.has_function(Function.Kind.LEGAL_DESK):
        return rows
    led = agent.circonscriptions_as(Function.Kind.TEAM_LEAD)
    return rows.filter(circonscription__in=led) | rows.filter(proposed_by=agent)


def _left(agent: Agent) -> list[clock.Standing]:
    """Dossiers whose référente has left, by their numbers, for whoever leads there."""
    led = agent.circonscriptions_as(Function.Kind.TEAM_LEAD)
    gone = Agent.objects.of(agent.organisation).filter(
        dossiers__secteur__circonscription__in=led, is_active=False
    )
    ids = set(gone.values_list("pk", flat=True))
    found = clock.without_referent(ids, agent.organisation_id, timezone.localdate())
    return [each for each in found if each.dossier.secteur.circonscription in led]


def _names(request: AgentRequest, dossiers: list[UUID]) -> dict[UUID, str]:
    """The names of her own dossiers that are listed: one journal entry for the list."""
    if not dossiers:
        return {}
    opened = request.keyring.open_list(dossiers, Act.LIST_OPENED)
    readings = records.read_many(opened.values(), PersonCard)
    cards = {pk: reading.one(PersonCard) for pk, reading in readings.items()}
    return {pk: card.content.name for pk, card in cards.items() if card}
