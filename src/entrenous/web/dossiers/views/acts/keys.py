"""Who holds a dossier with its référente."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.dossiers import sharing
from entrenous.dossiers.contents import TellingCoHolder
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.forms.acts import ConfirmForm, RelayForm
from entrenous.web.dossiers.pages import open_page
from entrenous.web.dossiers.views.acts import words
from entrenous.web.dossiers.views.acts.flow import METHODS, already, carry, typed
from entrenous.web.dossiers.views.acts.people import FOLLOWING, choices_of, chosen, colleagues

_HOLDER = "Cette personne tient déjà la clé : rien n’a changé."
_GONE = "La clé était déjà retirée : rien n’a changé."


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def relay(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Who holds it too; the référente adds someone. A collègue relais may only leave."""
    page = open_page(request, dossier, "more", TellingCoHolder)
    if request.method == "POST" and not page.is_mine:
        raise Http404
    holders = sharing.co_holders(page.opened, page.dossier)
    known = {agent.pk for agent, _ in holders}
    found = [a for a in colleagues(request, FOLLOWING) if a.pk not in known]
    if "do" in request.POST and _is_holder(request.POST.get("colleague", ""), known):
        return already(page, _HOLDER, "dossiers:act_relay")
    data, initial = typed(request)
    form = RelayForm(data, initial=initial, colleagues=choices_of(found))

    def do() -> None:
        said = form.cleaned_data
        sharing.add_co_holder(
            request.keyring,
            page.dossier,
            chosen(found, said["colleague"]),
            told_on=said["told_on"] if said["told"] == "yes" else None,
        )

    more = {"holders": holders, "has_choice": bool(found) and page.is_mine, "is_relay": True}
    try:
        return carry(page, words.RELAY, form, do=do, then="dossiers:act_relay", more=more)
    except sharing.AlreadyHolder:
        return already(page, _HOLDER, "dossiers:act_relay")


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def withdraw(request: AgentRequest, dossier: UUID, agent: UUID) -> HttpResponse:
    """Take a collègue relais's key back; a collègue relais may leave by herself."""
    if request.method == "POST" and agent == request.user.pk and not request.keyring.holds(dossier):
        return redirect("dossiers:list")
    page = open_page(request, dossier, "more", TellingCoHolder)
    if not page.is_mine and agent != request.user.pk:
        raise Http404
    holders = {a.pk: a for a, _ in sharing.co_holders(page.opened, page.dossier)}
    if agent not in holders:
        return already(page, _GONE, "dossiers:act_relay")
    data, initial = typed(request)
    form = ConfirmForm(data, initial=initial)

    def do() -> None:
        sharing.withdraw_co_holder(request.keyring, page.dossier, agent)

    is_me = agent == request.user.pk
    return carry(
        page,
        words.WITHDRAW,
        form,
        do=do,
        then="dossiers:list" if is_me else "dossiers:act_relay",
        then_args=[] if is_me else None,
        more={"about": "Votre clé de ce dossier" if is_me else holders[agent].display_name},
    )


def _is_holder(pk: str, known: set[UUID]) -> bool:
    return pk in {str(k) for k in known}
