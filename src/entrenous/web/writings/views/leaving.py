"""Send a writing: read it over, then say the day it left. Lift an « information différée »."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Agent, Function
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.keyring.records import OpenRecord
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.views.refusals import edited, is_done
from entrenous.web.writings.forms import LiftForm, SendForm
from entrenous.web.writings.views.shared import METHODS, already_sent, open_writings, writing_of
from entrenous.web.writings.words import base_for, employer_for, frame_of, hints_in, line_of
from entrenous.writings import actions
from entrenous.writings.codes import Way
from entrenous.writings.contents import Writing
from entrenous.writings.errors import AlreadySent, NotSendable
from entrenous.writings.framing import label_of
from entrenous.writings.leaving import missing_agreement, needs_clearance


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def send(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Everything that leaves, to read over; then the day and the way."""
    page = open_writings(request, dossier)
    known = writing_of(page, record)
    said, today = known.content, timezone.localdate()
    if said.sent_on is not None:
        return already_sent(page, record)
    found = frame_of(request, said, today)
    asks = {
        "asks_why": not said.deferred and said.read_on is None,
        "asks_clearance": bool(found and needs_clearance(page.opened, found, said)),
    }
    data = request.POST if request.method == "POST" else None
    form = SendForm(data, initial={"on": today, "version": known.version}, **asks)
    if form.is_valid():
        try:
            if is_done(form, lambda: _send(page, record, form)):
                messages.success(request, _done(said))
                return redirect("writings:writing", dossier, record)
        except AlreadySent:
            return already_sent(page, record)
        except NotSendable as refused:
            form.refuse(refused.field, refused.sentence)
        except EditedMeanwhile:
            known = writing_of(open_writings(request, dossier), record)
            form = edited(SendForm, request, known.version, **asks)
    missing = missing_agreement(request.keyring, page.opened, found, said, today) if found else []
    context = page.context(
        line=line_of(known, base_for(request)), frame=found, hints=hints_in(known.content, found),
        missing=[label_of(code) for code in missing],
    )  # fmt: skip
    return respond(request, "writings/send.html", context, form)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def lift(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Note the legal desk's decision: the person may read that it was sent."""
    page = open_writings(request, dossier)
    known = writing_of(page, record)
    said = known.content
    if not said.deferred or said.lifted_on is not None or said.sent_on is None:
        messages.info(request, "Il n’y a rien à lever pour cet écrit.")
        return redirect("writings:writing", dossier, record)
    desk = _legal_desk(page)
    data = request.POST if request.method == "POST" else None
    form = LiftForm(data, initial={"on": timezone.localdate()}, desk=desk)
    if form.is_valid():
        try:
            if is_done(form, lambda: _lift(page, known, form, desk)):
                messages.success(request, "C’est levé : la personne peut lire qu’il est parti.")
                return redirect("writings:writing", dossier, record)
        except NotSendable as refused:
            form.add_error(refused.field or None, refused.sentence)
    context = page.context(line=line_of(known, base_for(request)), has_desk=bool(desk))
    return respond(request, "writings/lift.html", context, form)


def _send(page: DossierPage, record: UUID, form: SendForm) -> None:
    data, request = form.cleaned_data, page.request
    actions.send(
        request.keyring, page.dossier, record, on=data["on"], way=Way(data["way"]),
        base=base_for(request), employer=employer_for(request),
        based_on=data["version"] or 0, not_read_because=data.get("not_read_because", ""),
        cleared_on=data.get("cleared_on"),
    )  # fmt: skip


def _lift(
    page: DossierPage, known: OpenRecord[Writing], form: LiftForm, desk: dict[str, Agent]
) -> None:
    data, request = form.cleaned_data, page.request
    actions.lift(
        request.keyring, page.dossier, known.id, on=data["on"], reason=data["reason"],
        decided_by=desk[data["decided_by"]], base=base_for(request),
    )  # fmt: skip


def _legal_desk(page: DossierPage) -> dict[str, Agent]:
    """Those of the legal desk of this organisation."""
    rows = Agent.objects.of(page.request.user.organisation).filter(
        is_active=True, functions__kind=Function.Kind.LEGAL_DESK
    )
    return {str(agent.pk): agent for agent in rows.distinct().order_by("family_name", "pk")}


def _done(said: Writing) -> str:
    if said.deferred:
        return "C’est noté : information différée, rien n’en paraît pour la personne."
    return "C’est noté : la personne peut lire qu’il est parti, quand et à qui."
