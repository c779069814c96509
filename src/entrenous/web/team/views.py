"""Attribution in one click, on codes and means. Nothing sealed is imported here."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from entrenous.agents.models import Agent, Circonscription, Function
from entrenous.continuity.models import Cover
from entrenous.keyring.certificates import NotCertified
from entrenous.reception import attribution, meeting
from entrenous.reception.errors import AlreadyAttributed, AlreadyClosed, NotForHer
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import Form, respond
from entrenous.web.common.templatetags.look import jour

NOT_CERTIFIED = (
    "Les clés de cet agent ne sont pas encore certifiées : rien ne peut lui être remis. "
    "Certifiez-les, ou choisissez une autre personne."
)
HELD = (
    "La clé est déjà remise. Pour changer de référent ou de référente, "
    "c’est à la personne qui la tient de transmettre."
)
NOT_FOR_HER = (
    "Cette personne a dit « ne pas attribuer » pour cette demande. Choisissez quelqu’un d’autre."
)
CLOSED = "Cette demande est terminée : il n’y a plus rien à confier."


class AttributionForm(Form):
    """Who becomes référente."""

    missing = {"agent": "Choisissez à qui confier la demande."}

    agent = forms.ChoiceField(label="Confier à")

    def __init__(
        self,
        *args: Any,
        loads: list[attribution.Load],
        away: Mapping[UUID, Cover],
        **kwargs: Any,
    ) -> None:
        """`away` holds the cover of whoever is absent today: it is said beside the name."""
        super().__init__(*args, **kwargs)
        self.agents: dict[str, Agent] = {str(load.agent.pk): load.agent for load in loads}
        field = self.fields["agent"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        named = [(pk, _named(agent, away.get(agent.pk))) for pk, agent in self.agents.items()]
        field.choices = [("", "Choisir"), *named]


def _named(agent: Agent, cover: Cover | None) -> str:
    if cover is None:
        return agent.display_name
    return f"{agent.display_name}, pas là jusqu’au {jour(cover.ends_on)}"


@needs(Function.Kind.TEAM_LEAD)
@require_GET
def team(request: AgentRequest) -> HttpResponse:
    _ = request.keyring.secret
    return _page(request)


@needs(Function.Kind.TEAM_LEAD)
@require_POST
def attribute(request: AgentRequest, demande: UUID) -> HttpResponse:
    _ = request.keyring.secret
    loads = attribution.loads(_places(request))
    away = _away(_absences(loads))
    form = AttributionForm(request.POST, loads=loads, away=away, prefix=_prefix(demande))
    if form.is_valid():
        to = form.agents[form.cleaned_data["agent"]]
        try:
            attribution.attribute(demande, to, by=request.keyring)
        except NotCertified:
            form.add_error("agent", NOT_CERTIFIED)
        except NotForHer:
            form.add_error("agent", NOT_FOR_HER)
        except AlreadyAttributed:
            form.add_error(None, HELD)
        except AlreadyClosed:
            messages.warning(request, CLOSED)
            return redirect("team:team")
        else:
            messages.success(request, "La demande est confiée. La clé est en cours de remise.")
            return redirect("team:team")
    return _page(request, demande, form)


@needs(Function.Kind.TEAM_LEAD)
@require_POST
def undo(request: AgentRequest, demande: UUID) -> HttpResponse:
    """Take a decision back, as long as the key has not left."""
    try:
        meeting.undo(demande, by=request.keyring)
    except AlreadyAttributed:
        messages.warning(request, HELD)
    else:
        messages.success(request, "La décision est reprise : la demande attend de nouveau.")
    return redirect("team:team")


def _page(
    request: AgentRequest, refused: UUID | None = None, form: AttributionForm | None = None
) -> HttpResponse:
    places = _places(request)
    loads = attribution.loads(places)
    waiting = attribution.open_requests(places, by=request.keyring)
    names = {load.agent.pk: load.agent.display_name for load in loads}
    absences = _absences(loads)
    away = _away(absences)
    rows = [
        (
            each,
            form if each.demande.pk == refused and form else _form(each, loads, away),
            names.get(each.wish.agent, "") if each.wish and each.wish.agent else "",
        )
        for each in waiting
    ]
    context = {
        "rows": rows,
        "open": sum(w.demande.status == "open" for w in waiting),
        "loads": [(load, absences.get(load.agent.pk)) for load in loads],
        "places": places,
        "vacancies": meeting.vacancies(places),
        "ahead_days": attribution.AHEAD_DAYS,
        "week_days": attribution.WEEK_DAYS,
    }
    return respond(request, "team/team.html", context, form)


def _absences(loads: list[attribution.Load]) -> dict[UUID, Cover]:
    """The covers planned or running, per absent worker: from which day to which, never why."""
    agents = [load.agent.pk for load in loads]
    rows = Cover.objects.filter(absent__in=agents, ended_on=None, ends_on__gte=timezone.localdate())
    return {row.absent_id: row for row in rows.order_by("-starts_on")}


def _away(absences: Mapping[UUID, Cover]) -> dict[UUID, Cover]:
    """Those of whoever is absent today."""
    today = timezone.localdate()
    return {pk: cover for pk, cover in absences.items() if cover.starts_on <= today}


def _form(
    waiting: attribution.Waiting, loads: list[attribution.Load], away: Mapping[UUID, Cover]
) -> AttributionForm:
    """The worker of the secteur is proposed when there is one, and is there; the lead decides."""
    row = waiting.demande
    cannot = {agent.pk for agent in waiting.not_for}
    usual = [
        load
        for load in loads
        if row.secteur and row.secteur.name in load.secteurs and load.agent.pk not in cannot
    ]
    there = len(usual) == 1 and usual[0].agent.pk not in away
    chosen = row.attributed_to_id or (usual[0].agent.pk if there else "")
    return AttributionForm(
        loads=loads, away=away, prefix=_prefix(row.pk), initial={"agent": str(chosen)}
    )


def _places(request: AgentRequest) -> list[Circonscription]:
    return request.user.circonscriptions_as(Function.Kind.TEAM_LEAD)


def _prefix(demande: UUID) -> str:
    return f"d{demande.hex[:8]}"
