"""Accounts: made, changed, invited, closed. Keys and dossiers stay out of reach."""

from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from entrenous.agents.models import Agent, Function
from entrenous.dossiers import counts
from entrenous.keyring import accounts as keyring_accounts
from entrenous.keyring import invitations
from entrenous.keyring.accounts import LastOne, LoginTaken, StillHolder
from entrenous.keyring.certifying import Standing, State, standings
from entrenous.web.admin.forms import AccountForm, PostForms
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond

TONES: Final = {
    State.TO_INVITE: "ambre",
    State.INVITED: "petrole",
    State.TO_CERTIFY: "ambre",
    State.TO_RENEW: "ambre",
    State.IN_SERVICE: "vert",
    State.CLOSED: "neutre",
}
TAKEN: Final = "Un compte entre déjà avec cet identifiant. Choisissez-en un autre."
LAST: Final = {
    Function.Kind.ADMINISTRATOR: (
        "Personne d’autre n’administre les comptes. Donnez d’abord cette fonction à quelqu’un."
    ),
    Function.Kind.TEAM_LEAD: (
        "Aucune autre responsable n’est certifiée : plus personne ne pourrait certifier un "
        "collègue. Faites d’abord certifier quelqu’un à cette fonction."
    ),
}
_ADMIN: Final = Function.Kind.ADMINISTRATOR


@needs(_ADMIN)
@require_GET
def accounts(request: AgentRequest) -> HttpResponse:
    """Everyone, and what comes next for each."""
    closed = "fermes" in request.GET
    rows = [(s, TONES[s.state]) for s in standings(request.user.organisation_id)]
    shown = [(s, tone) for s, tone in rows if (s.state is State.CLOSED) == closed]
    context = {
        "rows": shown,
        "closed": closed,
        "closed_count": sum(s.state is State.CLOSED for s, _ in rows),
        "open_count": sum(s.state is not State.CLOSED for s, _ in rows),
    }
    return render(request, "admin_pages/accounts.html", context)


@keeps_no_draft
@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """A new account: it opens nothing yet."""
    organisation = request.user.organisation
    data = request.POST if request.method == "POST" else None
    form, posts = _forms(None, request)
    if data is not None and "more" not in data and _all_valid(form, posts):
        try:
            agent = keyring_accounts.create_account(
                organisation, form.identity, posts.posts, by=request.user.pk
            )
        except LoginTaken:
            form.add_error("login", TAKEN)
        else:
            messages.success(request, "Le compte est créé. Remettez maintenant l’invitation.")
            return redirect("admin:invite", agent.pk)
    return _form_page(request, "admin_pages/account_new.html", {}, form, posts)


@keeps_no_draft
@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def account(request: AgentRequest, agent: UUID) -> HttpResponse:
    """One account: name, functions, what comes next."""
    row = _agent(request, agent)
    form, posts = _forms(row, request)
    if request.method == "POST" and "more" not in request.POST and _all_valid(form, posts):
        try:
            keyring_accounts.change_account(row, form.identity, posts.posts, by=request.user.pk)
        except LoginTaken:
            form.add_error("login", TAKEN)
        except LastOne as last:
            form.add_error(None, LAST[last.function])
        else:
            messages.success(request, "Le compte est à jour.")
            return redirect("admin:accounts")
    standing = _standing(row)
    context = {"standing": standing, "tone": TONES[standing.state], "row": row}
    return _form_page(request, "admin_pages/account.html", context, form, posts)


@keeps_no_draft
@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def invite(request: AgentRequest, agent: UUID) -> HttpResponse:
    """Say what an invitation does, then show its code once."""
    row = _agent(request, agent)
    if not row.is_active:
        return redirect("admin:account", row.pk)
    standing = _standing(row)
    context = {"standing": standing, "row": row, "again": standing.keys is not None}
    if request.method == "POST":
        context["code"] = invitations.invite(row, by=request.keyring)
        context["days"] = invitations.LIFE.days
    elif context["again"]:
        context["places"], context["alone"] = _alone_by_place(row)
    return render(request, "admin_pages/invite.html", context)


@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def close(request: AgentRequest, agent: UUID) -> HttpResponse:
    """Close an account, unless a dossier, a request or a letter box would have nobody left."""
    row = _agent(request, agent)
    refusal, status = "", HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        refusal = _closed(request, row)
        if not refusal:
            messages.success(request, "Le compte est fermé. Ses clés ne servent plus à rien.")
            return redirect("admin:accounts")
    alone = keyring_accounts.what_is_alone(row)
    places = counts.by_circonscription(set(alone.dossiers))
    context = {
        "row": row,
        "alone": alone,
        "places": sorted(places.items()),
        "leads": _leads_of(row, list(places)),
        "refusal": refusal,
        "has_errors": bool(refusal),
    }
    return render(request, "admin_pages/close.html", context, status=status)


def _closed(request: AgentRequest, row: Agent) -> str:
    """Close, or say why not."""
    if row.pk == request.user.pk:
        return "Une autre personne de l’administration doit fermer votre compte."
    try:
        keyring_accounts.close_account(row, by=request.user.pk)
    except LastOne as last:
        return LAST[last.function]
    except StillHolder:
        return "Rien n’est fermé : voyez ci-dessous ce qu’il reste à remettre."
    return ""


def _leads_of(row: Agent, places: list[str]) -> list[Agent]:
    """Whom to turn to: those who lead where these dossiers are, or where she works."""
    hers = row.functions.values_list("circonscription__name", flat=True)
    leads = Agent.objects.of(row.organisation).filter(
        is_active=True,
        functions__kind=Function.Kind.TEAM_LEAD,
        functions__circonscription__name__in={*places, *(name for name in hers if name)},
    )
    return list(leads.exclude(pk=row.pk).distinct())


def _agent(request: AgentRequest, agent: UUID) -> Agent:
    return get_object_or_404(Agent.objects.of(request.user.organisation), pk=agent)


def _standing(agent: Agent) -> Standing:
    return next(s for s in standings(agent.organisation_id) if s.agent.pk == agent.pk)


def _alone_by_place(agent: Agent) -> tuple[list[tuple[str, int]], int]:
    """How many dossiers she alone opens, by place: counts, never a person."""
    alone = keyring_accounts.held_alone(agent)
    return sorted(counts.by_circonscription(alone).items()), len(alone)


def _forms(agent: Agent | None, request: AgentRequest) -> tuple[AccountForm, PostForms]:
    organisation = request.user.organisation
    if request.method != "POST":
        had = (
            {name: getattr(agent, name) for name in ("given_name", "family_name", "login", "phone")}
            if agent
            else {}
        )
        return AccountForm(initial=had), PostForms(agent, organisation)
    typed = {name: request.POST.get(name, "") for name in AccountForm.base_fields}
    form = AccountForm(initial=typed) if "more" in request.POST else AccountForm(request.POST)
    return form, PostForms(agent, organisation, request.POST)


def _all_valid(form: AccountForm, posts: PostForms) -> bool:
    return all([form.is_valid(), posts.is_valid()])


def _form_page(
    request: AgentRequest,
    template: str,
    context: dict[str, object],
    form: AccountForm,
    posts: PostForms,
) -> HttpResponse:
    wrong = [line for line in posts.forms if line.is_bound and line.errors]
    response = respond(request, template, {**context, "posts": posts, "wrong": wrong}, form)
    if wrong and response.status_code == HTTPStatus.OK:
        context = {**context, "posts": posts, "wrong": wrong, "form": form, "has_errors": True}
        return render(request, template, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return response
