"""Plan a session, count who came, print its sheet without names, write it in a thread if asked."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.collective import actions
from entrenous.collective.actions import Planned
from entrenous.dossiers import thread as threads
from entrenous.dossiers.codes import Doing, Mode
from entrenous.dossiers.contents import ThreadEntry
from entrenous.journal.acts import Act
from entrenous.keyring import drafts
from entrenous.reception import availability
from entrenous.reception.availability import Span
from entrenous.web.collective.forms import ConfirmForm, HoldForm, PlanForm, ThreadForm, planned_as
from entrenous.web.collective.views.shared import (
    ANIMATORS,
    METHODS,
    Words,
    ask,
    back,
    open_one,
    session_of,
)
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import data_of, respond
from entrenous.web.dossiers.views.acts.people import other_dossier, own_others
from entrenous.web.dossiers.views.refusals import is_done

HOLD = "collective:session"
_TAKEN = "Votre agenda est déjà pris à cette heure : déplacez l’un des deux."
_OVER = "Cette action est terminée : rien n’a changé."
_PLAN = Words(
    "Une séance", "Enregistrer la séance", "calendar-plus", "La séance est notée.",
    "Un jour, une heure, un nombre",
    "L’agenda prend la séance comme un créneau, avec un nombre de personnes et aucun nom.",
)  # fmt: skip
_CANCEL = Words(
    "Annuler cette séance", "Annuler la séance", "calendar-x", "La séance est annulée.",
    "Prévenez le groupe",
    "Le logiciel ne prévient personne : il ne sait pas qui devait venir.",
    kind="danger",
)  # fmt: skip
_HOLD = Words(
    "Qui est venu", "Enregistrer", "users-round", "La séance est comptée.",
    "Compter suffit",
    "Un nombre, c’est assez. Les surnoms servent au groupe : personne d’autre ne les lit, et rien "
    "ne les relie à un dossier.",
)  # fmt: skip


@needs(*ANIMATORS)
@require_http_methods(METHODS)
def plan(request: AgentRequest, action: UUID) -> HttpResponse:
    """A new session."""
    shown = open_one(request, action)
    if shown.row.ended_on:
        return back(request, shown, _OVER)
    form = PlanForm(data_of(request))

    def do() -> None:
        wanted = form.cleaned_data["session"]
        if not any(each.pk == wanted for each in shown.sessions):
            _tell_if_taken(request, form.planned())
        actions.plan_session(request.keyring, shown.row, form.planned(), session=wanted)

    return ask(request, shown, _PLAN, form, do)


@needs(*ANIMATORS)
@require_http_methods(METHODS)
def move(request: AgentRequest, action: UUID, session: UUID) -> HttpResponse:
    """Another day, hour or place."""
    shown = open_one(request, action)
    row = session_of(shown, session)
    if shown.row.ended_on:
        return back(request, shown, _OVER)
    form = PlanForm(data_of(request), initial=planned_as(row, shown.sheet(session)))

    def do() -> None:
        _tell_if_taken(request, form.planned(), (row.starts_at, row.ends_at))
        actions.plan_session(request.keyring, shown.row, form.planned(), session=session)

    return ask(request, shown, _PLAN, form, do)


@needs(*ANIMATORS)
@require_http_methods(METHODS)
def cancel(request: AgentRequest, action: UUID, session: UUID) -> HttpResponse:
    """It will not be held."""
    shown = open_one(request, action)
    row = session_of(shown, session)

    def do() -> None:
        actions.cancel_session(request.keyring, row)

    return ask(request, shown, _CANCEL, ConfirmForm(data_of(request)), do, session=row)


@needs(*ANIMATORS)
@require_http_methods(METHODS)
def hold(request: AgentRequest, action: UUID, session: UUID) -> HttpResponse:
    """How many came, aliases if there are some, what happened."""
    shown = open_one(request, action)
    row, sheet = session_of(shown, session), shown.sheet(session)
    typed = drafts.restore(request, HOLD, session) if request.method != "POST" else None
    initial = {
        "headcount": row.headcount, "aliases": "\n".join(sheet.aliases), "notes": sheet.notes,
    } | (typed or {})  # fmt: skip
    form = HoldForm(data_of(request), initial=initial)

    def do() -> None:
        actions.hold_session(request.keyring, row, form.held())
        drafts.discard(request.user, HOLD, session)

    return ask(
        request,
        shown,
        _HOLD,
        form,
        do,
        template="collective/session.html",
        session=row,
        sheet=sheet,
        is_worker=request.user.has_function(Function.Kind.SOCIAL_WORKER),
    )


@needs(*ANIMATORS)
@require_safe
def sheet(request: AgentRequest, action: UUID, session: UUID) -> HttpResponse:
    """The sheet of a session to print: lines for a number, no name, no alias."""
    shown = open_one(request, action, Act.PRINTED)
    row = session_of(shown, session)
    context = {"shown": shown, "row": shown.row, "session": row, "sheet": shown.sheet(session)}
    return render(request, "collective/sheet.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def thread(request: AgentRequest, action: UUID, session: UUID) -> HttpResponse:
    """At her request only: her taking part, written in her own thread by her référente."""
    shown = open_one(request, action)
    row = session_of(shown, session)
    day = timezone.localtime(row.starts_at).date()
    hers = own_others(request, action)
    initial = {"words": f"À sa demande : a participé à « {shown.title} »."}
    form = ThreadForm(data_of(request), initial=initial, dossiers=hers)
    url = reverse("collective:session", args=[action, session])
    context = {"shown": shown, "row": shown.row, "session": row, "back": url, "hers": hers}
    if not form.is_valid():
        return respond(request, "collective/thread.html", context, form)
    dossier = other_dossier(request, form.cleaned_data["dossier"])

    def do() -> None:
        entry = ThreadEntry(
            min(day, timezone.localdate()), Mode.OUTSIDE, doing=Doing.COLLECTIVE,
            text=form.cleaned_data["words"],
        )  # fmt: skip
        threads.write_entry(request.keyring, dossier, entry)

    if not is_done(form, do):
        return respond(request, "collective/thread.html", context, form)
    messages.success(request, "C’est écrit dans son fil. L’action, elle, n’en garde rien.")
    return redirect("collective:session", action, session)


def _tell_if_taken(request: AgentRequest, asked: Planned, but: Span | None = None) -> None:
    """Say that she has something at that hour: hers to move, a group is not refused for it."""
    end = asked.starts_at + timedelta(minutes=asked.minutes)
    if [span for span in availability.taken(request.user.pk, asked.starts_at, end) if span != but]:
        messages.warning(request, _TAKEN)
