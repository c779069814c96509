"""« Qui a consulté » and « Qui peut rouvrir ce dossier ? »."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entrenous.agents.models import Agent, Function
from entrenous.continuity import danger_notices
from entrenous.continuity.queries import dates_covers, opens_in_danger
from entrenous.custody.notices import barred_until
from entrenous.dossiers.queries import Holder, holders
from entrenous.journal.models import Entry
from entrenous.journal.queries import entries_about
from entrenous.keyring.certificates import persons_among
from entrenous.vault.containers import Compartment
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.names import agents_named, functions_of, groups_named
from entrenous.web.dossiers.pages import open_page

MOST_ENTRIES = 500
PERSON = "La personne"
_HER_PART = "avec son code : son espace et son plan, rien d’autre"
_PARTS = {
    Compartment.WHOLE: "tout le dossier",
    Compartment.RECEPTION: "le nom à appeler et les messages de l’accueil, rien d’autre",
    Compartment.ADMINISTRATIVE_CARD: "l’identité et l’adresse, rien d’autre",
}


@dataclass(frozen=True)
class Line:
    """Who did what, at what time."""

    at: datetime
    who: str
    function: str
    act: str
    about: str
    times: int = 1


@dataclass(frozen=True)
class HolderLine:
    """Who can open what, since when."""

    who: str
    role: str
    part: str
    since: date
    until: date | None
    is_me: bool
    starts_on: date | None = None


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def log(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Every opening and every write, by day; and who holds a key today."""
    page = open_page(request, dossier, "log")
    entries = entries_about(dossier)
    found, recovery = holders(dossier, organisation=request.user.organisation_id)
    ids = {e.actor for e in entries} | {e.about for e in entries} | {h.actor for h in found}
    agents, groups = agents_named(ids), groups_named(ids)
    groups |= dict.fromkeys(
        persons_among(request.user.organisation_id, [i for i in ids if i]), PERSON
    )
    shown = _together([_line(e, agents, groups) for e in entries[:MOST_ENTRIES]])
    by_day = groupby(shown, key=lambda line: timezone.localdate(line.at))
    context = page.context(
        days=[(day, list(lines)) for day, lines in by_day],
        holders=[
            _holder(h, agents, groups, page.dossier.referent_id, request)
            for h in found
            if not (groups.get(h.actor) == PERSON and h.compartment == Compartment.PERSON)
        ],
        recovery=recovery,
        is_cut=len(entries) > MOST_ENTRIES,
        most=MOST_ENTRIES,
        told_from=barred_until(dossier),
        danger_told_from=danger_notices.barred_until(dossier),
        dates_covers=dates_covers(dossier),
        opens_in_danger=opens_in_danger(dossier),
    )
    return render(request, "dossiers/log.html", context)


def _together(lines: list[Line]) -> list[Line]:
    """The same act of the same agent, again and again on one day, is one line."""
    alike = groupby(lines, key=lambda ln: (timezone.localdate(ln.at), ln.who, ln.act, ln.about))
    runs = [list(run) for _, run in alike]
    return [replace(run[0], times=len(run)) for run in runs]


def _line(entry: Entry, agents: dict[UUID, Agent], groups: dict[UUID, str]) -> Line:
    actor = agents.get(entry.actor) if entry.actor else None
    about = ""
    if entry.about and entry.about != entry.actor:
        agent = agents.get(entry.about)
        about = agent.display_name if agent else groups.get(entry.about, "")
    return Line(
        entry.at,
        actor.display_name if actor else _nobody_of_the_service(entry.actor, groups),
        functions_of(actor) if actor else "",
        entry.get_act_display(),
        about,
    )


def _nobody_of_the_service(actor: UUID | None, groups: dict[UUID, str]) -> str:
    """The person in her space; else what the program does by itself."""
    return PERSON if actor and groups.get(actor) == PERSON else "Le programme"


def _holder(
    holder: Holder,
    agents: dict[UUID, Agent],
    groups: dict[UUID, str],
    referent: UUID,
    request: AgentRequest,
) -> HolderLine:
    part = _PARTS.get(Compartment(holder.compartment), "une partie du dossier")
    agent = agents.get(holder.actor)
    is_me = holder.actor == request.user.pk
    if groups.get(holder.actor) == PERSON:
        return HolderLine(PERSON, "", _HER_PART, holder.since, holder.until, is_me)
    if agent is None:
        name = groups.get(holder.actor, "Clé inconnue")
        who = f"Le groupe « {name} »"
        return HolderLine(who, "", part, holder.since, holder.until, is_me)
    role = "référence" if agent.pk == referent else "collègue relais"
    if holder.until is not None:
        role = "relève pendant une absence"
    who = "Vous" if is_me else agent.display_name
    return HolderLine(who, role, part, holder.since, holder.until, is_me, holder.starts_on)
