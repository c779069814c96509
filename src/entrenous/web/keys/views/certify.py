"""« Certifier un collègue »: face to face, two screens, then the letter boxes of her functions."""

from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from entrenous.agents.models import Function
from entrenous.keyring import certifying, groups
from entrenous.keyring.certificates import NotCertified, is_certified
from entrenous.keyring.certifying import (
    FingerprintDiffers,
    KeysChanged,
    LastLead,
    Standing,
    State,
    standings,
)
from entrenous.keyring.group_states import Letterbox
from entrenous.vault.primitives import NotOpened
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.keys import places
from entrenous.web.keys.forms import CompareForm, GroupsForm

_LEAD: Final = Function.Kind.TEAM_LEAD
_WAITING: Final = (State.TO_CERTIFY, State.TO_RENEW)
DIFFERS: Final = (
    "Ces deux groupes ne sont pas ceux des clés enregistrées. Relisez-les avec votre collègue. "
    "S’ils diffèrent encore, ne certifiez pas et prévenez le service juridique."
)
CHANGED: Final = (
    "Les clés ont changé depuis l’affichage de cette page. Comparez de nouveau, depuis le début."
)
NOT_LEAD: Final = "Vos propres clés ne sont pas certifiées comme responsable : voyez une collègue."
ALTERED: Final = (
    "Le registre des clés n’est pas fidèle à sa signature. Rien n’est certifié : prévenez "
    "l’administration technique et le service juridique."
)


@needs(_LEAD)
@require_GET
def colleagues(request: AgentRequest) -> HttpResponse:
    """Who waits for a lead, and who is certified."""
    _ = request.keyring.secret
    everyone = [s for s in standings(request.user.organisation_id) if s.state is not State.CLOSED]
    mine = {p.pk for p in request.user.circonscriptions_as(_LEAD)}
    waiting = [s for s in everyone if s.state in _WAITING and s.agent.pk != request.user.pk]
    context = {
        "waiting": sorted(waiting, key=lambda s: not _is_near(s, mine)),
        "not_enrolled": [s for s in everyone if s.keys is None],
        "certified": [s for s in everyone if s.is_certified],
        "may_certify": _may_certify(request),
    }
    return render(request, "keys/certify.html", context)


@keeps_no_draft
@needs(_LEAD)
@require_http_methods(["GET", "POST"])
def compare(request: AgentRequest, agent: UUID) -> HttpResponse:
    """Compare a fingerprint with a colleague's screen, and certify."""
    _ = request.keyring.secret
    standing = _waiting(request, agent)
    if standing is None:
        messages.info(request, "Ces clés sont déjà certifiées.")
        return redirect("keys:certify")
    fresh = CompareForm(initial={"shown": standing.fingerprint})
    form = CompareForm(request.POST) if request.method == "POST" else fresh
    if request.method == "POST" and form.is_valid() and _certified(request, standing, form):
        messages.success(request, f"Les clés de {standing.agent.display_name} sont certifiées.")
        return redirect("keys:propose_groups", agent)
    context = {
        "standing": standing,
        "first_groups": standing.fingerprint.split()[: -certifying.TYPED_GROUPS],
        "may_certify": _may_certify(request),
        "shown": standing.fingerprint,
    }
    return respond(request, "keys/compare.html", context, form)


@needs(_LEAD)
@require_http_methods(["GET", "POST"])
def propose_groups(request: AgentRequest, agent: UUID) -> HttpResponse:
    """Let a certified colleague into the letter boxes of her functions, in one click."""
    _ = request.keyring.secret
    standing = _standing(request, agent)
    boxes = places.matching(standing.agent, request.user)
    open_ones = {
        str(box.group.pk): box
        for box in boxes
        if box.group is not None and not box.has_member(agent) and standing.agent in box.candidates
    }
    choices = [(pk, box.name) for pk, box in open_ones.items()]
    form = GroupsForm(
        request.POST if request.method == "POST" else None,
        choices=choices,
        initial={"groups": list(open_ones)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = _let_in(request, standing, [open_ones[pk] for pk in form.cleaned_data["groups"]])
        except NotCertified:
            form.add_error(None, NOT_LEAD)
        else:
            messages.success(request, done)
            return redirect("keys:certify")
    context = {
        "standing": standing,
        "choices": choices,
        "absent": [box for box in boxes if box.group is None],
        "member": [box for box in boxes if box.has_member(agent)],
    }
    return respond(request, "keys/propose_groups.html", context, form)


@needs(_LEAD)
@require_http_methods(["GET", "POST"])
def withdraw(request: AgentRequest, agent: UUID) -> HttpResponse:
    """Withdraw a certificate, knowing what stays readable."""
    _ = request.keyring.secret
    standing = _standing(request, agent)
    context: dict[str, object] = {"standing": standing, "refusal": ""}
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            certifying.withdraw(standing.agent, by=request.keyring)
        except LastLead:
            context["refusal"] = "Une autre responsable doit retirer votre certificat."
        except NotCertified:
            context["refusal"] = NOT_LEAD
        else:
            messages.success(
                request, "Le certificat est retiré : plus rien ne sera scellé à ces clés."
            )
            return redirect("keys:certify")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context["has_errors"] = bool(context["refusal"])
    return render(request, "keys/withdraw.html", context, status=status)


def _certified(request: AgentRequest, standing: Standing, form: CompareForm) -> bool:
    said = form.cleaned_data
    try:
        certifying.certify_compared(
            standing.agent, shown=said["shown"], typed=said["typed"], by=request.keyring
        )
    except FingerprintDiffers:
        form.add_error("typed", DIFFERS)
    except KeysChanged:
        form.add_error(None, CHANGED)
    except NotCertified:
        form.add_error(None, NOT_LEAD)
    except NotOpened:
        form.add_error(None, ALTERED)
    else:
        return True
    return False


def _let_in(request: AgentRequest, standing: Standing, boxes: list[Letterbox]) -> str:
    """Authorise everywhere; where the lead is herself a member, hand the key over at once."""
    handed = 0
    for box in boxes:
        if box.group is None:
            continue
        admission = groups.authorise(box.group, standing.agent, by=request.keyring)
        if box.has_member(request.user.pk):
            groups.admit(admission, by=request.keyring)
            handed += 1
    if not boxes:
        return "Aucun groupe choisi : vous pourrez le faire depuis « Groupes »."
    if handed == len(boxes):
        return "La clé du groupe est remise."
    return "L’admission est contresignée : un membre du groupe remettra la clé."


def _standing(request: AgentRequest, agent: UUID) -> Standing:
    for standing in standings(request.user.organisation_id):
        if standing.agent.pk == agent and standing.state is not State.CLOSED:
            if standing.keys is None:
                break
            return standing
    raise Http404


def _waiting(request: AgentRequest, agent: UUID) -> Standing | None:
    """A colleague to certify; None when it is done. Nobody certifies her own keys."""
    standing = _standing(request, agent)
    if agent == request.user.pk:
        raise Http404
    return standing if standing.state in _WAITING else None


def _is_near(standing: Standing, mine: set[UUID]) -> bool:
    return any(f.circonscription_id in mine for f in standing.agent.functions.all())


def _may_certify(request: AgentRequest) -> bool:
    return is_certified(request.user.organisation_id, request.user.pk)
