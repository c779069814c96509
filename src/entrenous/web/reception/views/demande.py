"""One request: read it, give it another suite, note, print a receipt, open a dossier from it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entrenous.agents.models import Agent, Function, Secteur
from entrenous.desk.contents import InformationInterview
from entrenous.desk.models import Listening
from entrenous.dossiers.codes import Carry
from entrenous.keyring import drafts
from entrenous.keyring.errors import Damaged
from entrenous.reception import actions, meeting, queries
from entrenous.reception.errors import AlreadyClosed, FarSlot, PastSlot, SlotTaken
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import Form, respond
from entrenous.web.reception.forms.desk import NoteForm, OpeningForm
from entrenous.web.reception.forms.suite import SuiteForm
from entrenous.web.reception.places import places_of, workers_of
from entrenous.web.reception.views.constat import to_constat

# The drafts of what was sent while the request waited for a constat.
DRAFT, OPENING = "reception:demande", "reception:open-dossier"
BOTH = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
DONE_MEANWHILE = "Quelqu’un d’autre a terminé cette demande entre-temps. Relisez-la."


@needs(*BOTH)
@require_GET
def show(request: AgentRequest, demande: UUID) -> HttpResponse:
    """One request, journaled before it is shown."""
    return _page(request, queries.open_demande(demande, by=request.keyring))


@needs(*BOTH)
@require_POST
def decide(request: AgentRequest, demande: UUID) -> HttpResponse:
    """Give it another suite."""
    opened = queries.open_demande(demande, by=request.keyring)
    form = _suite_form(request, opened, request.POST)
    if form.is_valid():
        try:
            actions.decide(demande, form.suite(), by=request.keyring)
        except (SlotTaken, PastSlot, FarSlot) as refused:
            form.refuse(refused)
        except AlreadyClosed:
            messages.warning(request, DONE_MEANWHILE)
            return redirect("reception:demande", demande)
        except Damaged:
            return to_constat(request, demande, DRAFT)
        else:
            drafts.discard(request.user, DRAFT, demande)
            messages.success(request, "La suite donnée est enregistrée.")
            return redirect("reception:demande", demande)
    return _page(request, opened, suite=form)


@needs(*BOTH)
@require_POST
def note(request: AgentRequest, demande: UUID) -> HttpResponse:
    """Add a few words."""
    form = NoteForm(request.POST, prefix="note")
    if form.is_valid():
        try:
            actions.add_note(demande, form.cleaned_data["text"], by=request.keyring)
        except Damaged:
            return to_constat(request, demande, DRAFT)
        else:
            drafts.discard(request.user, DRAFT, demande)
            messages.success(request, "La note est ajoutée, scellée.")
            return redirect("reception:demande", demande)
    return _page(request, queries.open_demande(demande, by=request.keyring), note=form)


@needs(*BOTH)
@require_GET
def receipt(request: AgentRequest, demande: UUID) -> HttpResponse:
    """What she can carry: a full receipt, a neutral slip; nothing when she takes no paper."""
    opened = queries.open_demande(demande, by=request.keyring)
    if opened.identity.carry not in (Carry.NEUTRAL, Carry.FULL):
        raise Http404
    context = {
        "opened": opened,
        "row": opened.row,
        "appointments": _appointments(opened),
        "small": "a6" in request.GET,
        "vacancy": meeting.vacancy_of(opened.row.secteur_id),
    }
    page = "neutral" if opened.identity.carry is Carry.NEUTRAL else "full"
    return render(request, f"reception/receipt_{page}.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def open_dossier(request: AgentRequest, demande: UUID) -> HttpResponse:
    """The référente opens a dossier: the first one of this person, never made by reception."""
    opened = queries.open_demande(demande, by=request.keyring)
    if opened.row.status == "closed":
        return redirect("reception:demande", demande)
    places = places_of(request.user, Function.Kind.SOCIAL_WORKER)
    secteurs = Secteur.objects.filter(circonscription__in=places).select_related("circonscription")
    posted = request.POST if request.method == "POST" else None
    typed = drafts.restore(request, OPENING, demande) if posted is None else None
    form = OpeningForm(posted, secteurs=secteurs, opened=opened, initial=typed)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        where = form.secteurs[data["secteur"]]
        try:
            made = actions.open_dossier_from(
                demande, form.card(), where, by=request.keyring, reasons=data["reasons"]
            )
        except AlreadyClosed:
            messages.warning(request, DONE_MEANWHILE)
            return redirect("reception:demande", demande)
        except Damaged:
            return to_constat(request, demande, OPENING)
        else:
            drafts.discard(request.user, OPENING, demande)
            messages.success(request, "Le dossier est ouvert. La demande y est reliée.")
            return redirect("dossiers:dossier", made.pk)
    return respond(request, "reception/opening.html", {"opened": opened, "row": opened.row}, form)


def _suite_form(
    request: AgentRequest, opened: queries.OpenedDemande, data: object = None
) -> SuiteForm:
    found = workers_of([opened.row.circonscription])
    workers = found if request.user in found else [*found, request.user]
    typed = drafts.restore(request, DRAFT, opened.row.pk) if data is None else None
    initial = {"worker": _usual(request, workers), **(typed or {})}
    return SuiteForm(data, workers=workers, initial=initial)


def _note_form(request: AgentRequest, opened: queries.OpenedDemande) -> NoteForm:
    typed = drafts.restore(request, DRAFT, opened.row.pk) or {}
    return NoteForm(prefix="note", initial={"text": typed.get("note-text", "")})


def _usual(request: AgentRequest, workers: list[Agent]) -> str:
    is_worker = request.user.has_function(Function.Kind.SOCIAL_WORKER)
    return str(request.user.pk) if is_worker and request.user in workers else ""


def _appointments(opened: queries.OpenedDemande) -> list[object]:
    rows = opened.row.appointments.select_related("agent").order_by("starts_at")
    return list(rows.filter(status="upcoming"))


def _page(
    request: AgentRequest,
    opened: queries.OpenedDemande,
    *,
    suite: SuiteForm | None = None,
    note: NoteForm | None = None,
) -> HttpResponse:
    is_worker = request.user.has_function(Function.Kind.SOCIAL_WORKER)
    refused: Form | None = next((f for f in (suite, note) if f is not None and f.errors), None)
    context = {
        "opened": opened,
        "row": opened.row,
        "suite": suite or _suite_form(request, opened),
        "note": note or _note_form(request, opened),
        "refused": refused,
        "appointments": opened.row.appointments.select_related("agent").order_by("starts_at"),
        "is_worker": is_worker,
        "holds_dossier": bool(
            opened.row.dossier_id and is_worker and request.keyring.holds(opened.row.dossier_id)
        ),
        "listening": Listening.objects.filter(demande=opened.row).first(),
        "interviews": opened.reading.of(InformationInterview),
        "carries": Carry.choices(),
        "at_desk": request.user.has_function(Function.Kind.RECEPTION),
        "may_print": opened.identity.carry in (Carry.NEUTRAL, Carry.FULL),
        "back": reverse(_home(request)),
    }
    return respond(request, "reception/demande.html", context, refused)


def _home(request: AgentRequest) -> str:
    at_desk = request.user.has_function(Function.Kind.RECEPTION)
    return "reception:desk" if at_desk else "reception:duty"
