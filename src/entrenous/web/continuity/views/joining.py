"""Requests to join: ask, read, answer. The answer never has to say whether a person is known."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entrenous.agents.models import Function
from entrenous.continuity import joining, queries
from entrenous.continuity.codes import JOIN_DAYS, JoinDecision, Told
from entrenous.continuity.contents import JoinWish
from entrenous.continuity.models import JoinRequest
from entrenous.dossiers.models import Dossier
from entrenous.keyring.errors import KeyNotHeld
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import Form, respond
from entrenous.web.continuity.forms import AcceptForm, JoinForm, RefuseForm
from entrenous.web.continuity.sentences import REFUSED, sentence
from entrenous.web.continuity.views.planning import colleagues_of, labels_of

_WORKER = Function.Kind.SOCIAL_WORKER


@needs(_WORKER)
@require_GET
def joins(request: AgentRequest) -> HttpResponse:
    """What one asked, what one is asked."""
    _ = request.keyring.secret
    rows = joining.seen_by(request.keyring)
    context = {
        "asked": [_row(r) for r in rows if r.asked_by_id == request.user.pk],
        "received": [_row(r) for r in rows if r.referent_id == request.user.pk],
    }
    return render(request, "continuity/joins.html", context)


@needs(_WORKER)
@require_http_methods(["GET", "POST"])
def ask(request: AgentRequest) -> HttpResponse:
    """Ask a référente; nothing is looked for, nothing is told."""
    _ = request.keyring.secret
    people = colleagues_of(request)
    form = JoinForm(
        request.POST if request.method == "POST" else None,
        referents=[(str(a.pk), a.display_name) for a in people],
    )
    if form.is_valid():
        said = form.cleaned_data
        referent = next(a for a in people if str(a.pk) == said["referent"])
        wish = JoinWish(said["about"], said["motive"])
        if _does(
            form,
            lambda: joining.ask(request.keyring, referent, wish, container=said["once"]),
        ):
            messages.success(request, "La demande est faite. La réponse viendra ici.")
            return redirect("continuity:joins")
    return respond(request, "continuity/join_ask.html", {"days": JOIN_DAYS}, form)


@needs(_WORKER)
@require_GET
def join(request: AgentRequest, join: UUID) -> HttpResponse:
    """The wish, and either its answer or the two ways to answer it."""
    return _page(request, _seen(request, join))


@needs(_WORKER)
@require_http_methods(["GET", "POST"])
def accept(request: AgentRequest, join: UUID) -> HttpResponse:
    """The référente says yes, and the day the person said yes."""
    row = _to_answer(request, join)
    form = AcceptForm(request.POST or {}, dossiers=_dossiers(request))
    if request.method == "GET":
        return redirect("continuity:join", row.pk)
    if form.is_valid():
        said = form.cleaned_data
        dossier = Dossier.objects.get(pk=said["dossier"])
        said_yes = partial(joining.accept, agreed_on=said["on"], way=Told(said["way"]))
        if _does(form, partial(said_yes, request.keyring, row, dossier)):
            messages.success(request, "C’est fait : vous suivez cette personne à deux.")
            return redirect("dossiers:dossier", dossier.pk)
    return _page(request, row, accept=form)


@needs(_WORKER)
@require_http_methods(["GET", "POST"])
def refuse(request: AgentRequest, join: UUID) -> HttpResponse:
    """The référente, or the person, says no."""
    row = _to_answer(request, join)
    form = RefuseForm(request.POST or {}, dossiers=_dossiers(request))
    if request.method == "GET":
        return redirect("continuity:join", row.pk)
    if form.is_valid():
        said = form.cleaned_data
        chosen = said["refused_dossier"]
        dossier = Dossier.objects.get(pk=chosen) if chosen else None
        say_no = partial(joining.refuse, request.keyring, row, said["reason"], dossier=dossier)
        if _does(form, say_no):
            messages.success(request, "La réponse est donnée.")
            return redirect("continuity:joins")
    return _page(request, row, refuse=form)


@keeps_no_draft
@needs(_WORKER)
@require_POST
def withdraw(request: AgentRequest, join: UUID) -> HttpResponse:
    """Its author gives it up."""
    row = _seen(request, join)
    try:
        joining.withdraw(request.keyring, row)
    except REFUSED as refused:
        if row.asked_by_id != request.user.pk:
            raise KeyNotHeld from None
        messages.info(request, sentence(refused))
    else:
        messages.success(request, "La demande est retirée.")
    return redirect("continuity:joins")


def _page(
    request: AgentRequest,
    row: JoinRequest,
    *,
    accept: AcceptForm | None = None,
    refuse: RefuseForm | None = None,
) -> HttpResponse:
    read = joining.read(request.keyring, row)
    may_answer = row.referent_id == request.user.pk and row.is_open_on(timezone.localdate())
    context: dict[str, object] = {**_row(row), "read": read, "may_answer": may_answer}
    context["is_mine"] = row.asked_by_id == request.user.pk
    if may_answer:
        cards = queries.choices(request.keyring)
        labels = labels_of(cards)
        known = joining.known_as(read.wish, cards.items()) if read.wish else None
        context["accept"] = accept or AcceptForm(
            dossiers=labels, initial={"dossier": str(known) if known else ""}
        )
        context["refuse"] = refuse or RefuseForm(dossiers=labels)
    return respond(request, "continuity/join.html", context, accept or refuse)


def _seen(request: AgentRequest, join: UUID) -> JoinRequest:
    _ = request.keyring.secret
    found = JoinRequest.objects.select_related("asked_by", "referent").filter(pk=join).first()
    if found is None or request.user.pk not in (found.asked_by_id, found.referent_id):
        raise Http404
    return found


def _to_answer(request: AgentRequest, join: UUID) -> JoinRequest:
    row = _seen(request, join)
    if row.referent_id != request.user.pk:
        raise Http404
    return row


def _dossiers(request: AgentRequest) -> list[tuple[str, str]]:
    return labels_of(queries.choices(request.keyring))


def _row(row: JoinRequest) -> dict[str, object]:
    decision = JoinDecision(row.decision).label if row.decision else ""
    if not decision:
        is_open = row.is_open_on(timezone.localdate())
        decision = "en attente" if is_open else "expirée sans réponse"
    return {"join": row, "state": decision}


def _does(form: Form, do: Callable[[], object]) -> bool:
    try:
        do()
    except REFUSED as refused:
        form.add_error(None, sentence(refused))
        return False
    return True
