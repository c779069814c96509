"""Letter boxes: proposed by a first member, countersigned by a lead, entered, left."""

from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entrenous.agents.models import Agent, Function
from entrenous.keyring import groups as letterboxes
from entrenous.keyring import renewal
from entrenous.keyring.certificates import NotCertified
from entrenous.keyring.group_states import Letterbox, exercises
from entrenous.keyring.groups import LastMember
from entrenous.keyring.models import Admission, Group
from entrenous.vault.primitives import NotOpened
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.keys import places
from entrenous.web.keys.forms import MemberForm

UNSURE: Final = (
    "Cette proposition n’est pas signée par quelqu’un de certifié. Rien n’est contresigné."
)
NOT_CERTIFIED: Final = "Les clés de cette personne, ou les vôtres, ne sont pas certifiées."


@needs(*places.TEAM)
@require_GET
def groups(request: AgentRequest) -> HttpResponse:
    """Every letter box that concerns this agent."""
    _ = request.keyring.secret
    me = request.user
    leads_at = {place.pk for place in places.led_by(me)}
    rows = [
        {
            "box": box,
            "is_member": box.has_member(me.pk),
            "is_lead": _leads(me, box, leads_at),
            "may_create": box.group is None and me in box.candidates,
        }
        for box in places.seen_by(me)
    ]
    context = {"rows": rows, "former_pieces": renewal.waits(request.keyring)}
    return render(request, "keys/groups.html", context)


@needs(*places.TEAM)
@require_POST
def create(request: AgentRequest) -> HttpResponse:
    """Make a letter box of one's own function and propose its keys to a lead."""
    _ = request.keyring.secret
    kind, where = places.kind_of(request.POST.get("kind", "")), request.POST.get("place", "")
    box = next(
        (
            b
            for b in places.seen_by(request.user)
            if b.kind == kind and str(b.place.pk if b.place else "") == where
        ),
        None,
    )
    if box is None or not exercises(request.user, box.kind, box.place):
        raise Http404
    if box.group is None:
        letterboxes.create(box.kind, box.place, by=request.keyring)
        messages.success(request, "Le groupe est proposé. Une responsable doit le contresigner.")
    return redirect("keys:groups")


@needs(Function.Kind.TEAM_LEAD)
@require_POST
def countersign(request: AgentRequest, group: UUID) -> HttpResponse:
    """A lead certifies the keys that a member proposed."""
    _ = request.keyring.secret
    box = _led(request, group)
    if not box.is_proposed:
        messages.info(request, "Ce groupe est déjà contresigné.")
        return redirect("keys:groups")
    try:
        letterboxes.countersign(_row(box), by=request.keyring)
    except (NotCertified, NotOpened):
        messages.error(request, UNSURE)
    else:
        messages.success(request, "Le groupe est contresigné : on peut lui écrire.")
    return redirect("keys:groups")


@needs(Function.Kind.TEAM_LEAD)
@require_POST
def authorise(request: AgentRequest, group: UUID) -> HttpResponse:
    """A lead lets a colleague in; where she is a member she hands the key over too."""
    _ = request.keyring.secret
    box = _led(request, group)
    agent = _named(request, box.candidates)
    try:
        admission = letterboxes.authorise(_row(box), agent, by=request.keyring)
        if box.has_member(request.user.pk):
            letterboxes.admit(admission, by=request.keyring)
    except NotCertified:
        messages.error(request, NOT_CERTIFIED)
    else:
        messages.success(request, "L’admission est contresignée.")
    return redirect("keys:groups")


@needs(*places.TEAM)
@require_POST
def admit(request: AgentRequest, group: UUID) -> HttpResponse:
    """A member hands the key over to someone a lead authorised."""
    _ = request.keyring.secret
    box = _member_of(request, group)
    agent = _named(request, [a.agent for a in box.admissions])
    admission = get_object_or_404(Admission, group=group, agent=agent)
    try:
        letterboxes.admit(admission, by=request.keyring)
    except (NotCertified, NotOpened):
        messages.error(request, "L’autorisation n’est plus valable : demandez-la de nouveau.")
    else:
        messages.success(request, f"La clé du groupe est remise à {agent.display_name}.")
    return redirect("keys:groups")


@needs(*places.TEAM)
@require_http_methods(["GET", "POST"])
def remove(request: AgentRequest, group: UUID, agent: UUID) -> HttpResponse:
    """A member takes a colleague's key back, knowing what stays readable."""
    _ = request.keyring.secret
    box = _member_of(request, group)
    gone = next((m for m in box.members if m.agent.pk == agent), None)
    if gone is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            letterboxes.remove(_row(box), agent, by=request.keyring)
        except LastMember:
            refusal = "Un autre membre du groupe doit retirer votre clé."
        except NotOpened:
            refusal = "Une ligne de ce groupe est endommagée : la clé reste comme elle était."
        else:
            messages.success(
                request, "La clé est retirée et renouvelée. Une responsable doit la contresigner."
            )
            return redirect("keys:groups")
    context = {"box": box, "gone": gone, "refusal": refusal, "has_errors": bool(refusal)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return render(request, "keys/remove.html", context, status=status)


def _seen(request: AgentRequest, group: UUID) -> Letterbox:
    for box in places.seen_by(request.user):
        if box.group is not None and box.group.pk == group:
            return box
    raise Http404


def _led(request: AgentRequest, group: UUID) -> Letterbox:
    box = _seen(request, group)
    if not _leads(request.user, box, {place.pk for place in places.led_by(request.user)}):
        raise Http404
    return box


def _member_of(request: AgentRequest, group: UUID) -> Letterbox:
    box = _seen(request, group)
    if not box.has_member(request.user.pk):
        raise Http404
    return box


def _leads(agent: Agent, box: Letterbox, leads_at: set[UUID]) -> bool:
    if box.place is None:
        return agent.has_function(Function.Kind.TEAM_LEAD)
    return box.place.pk in leads_at


def _named(request: AgentRequest, among: list[Agent]) -> Agent:
    form = MemberForm(request.POST)
    chosen = form.cleaned_data["agent"] if form.is_valid() else None
    found = next((agent for agent in among if agent.pk == chosen), None)
    if found is None:
        raise Http404
    return found


def _row(box: Letterbox) -> Group:
    if box.group is None:
        raise Http404
    return box.group
