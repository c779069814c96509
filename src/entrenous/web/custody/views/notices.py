"""Tell those concerned: the sheets to give, what was given, what the legal desk puts off."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from entrenous.agents.models import Function
from entrenous.custody import notices
from entrenous.custody.codes import Audience, Way
from entrenous.custody.models import Ceremony, Notice
from entrenous.keyring.errors import KeyNotHeld
from entrenous.vault.quorum_files import Ground
from entrenous.vault.quorum_words import GROUNDS
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.custody.forms import BarForm, NoticeForm
from entrenous.web.custody.views.ceremony import held
from entrenous.web.custody.words import ASKS, EVERYONE


@needs(*EVERYONE)
@require_GET
def sheet(request: AgentRequest, ceremony: UUID) -> HttpResponse:
    """The notices to print. None names a person: no name is readable before the opening."""
    row = _concerned(request, ceremony)
    shown = [(Audience(n.audience), n) for n in row.notices.select_related("agent")]
    context = {"ceremony": row, "notices": shown, "ground": GROUNDS[Ground(row.ground)]}
    return render(request, "custody/sheet.html", context)


@needs(*EVERYONE)
@require_http_methods(["GET", "POST"])
def notice(request: AgentRequest, ceremony: UUID, notice: UUID) -> HttpResponse:
    """Say that someone was told."""
    _ = request.keyring.secret
    row = _concerned(request, ceremony)
    told = get_object_or_404(Notice, pk=notice, ceremony=row)
    form = NoticeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        way = Way(form.cleaned_data["way"])
        notices.note(request.keyring, told, way, on=form.cleaned_data["on"])
        messages.success(request, "L’avis est noté.")
        seen = request.keyring.holds(row.pk) and any(map(request.user.has_function, ASKS))
        return redirect("custody:ceremony", row.pk) if seen else redirect("custody:home")
    context = {"ceremony": row, "notice": told, "audience": Audience(told.audience)}
    return respond(request, "custody/notice.html", context, form)


@needs(Function.Kind.LEGAL_DESK)
@require_http_methods(["GET", "POST"])
def bar(request: AgentRequest, ceremony: UUID) -> HttpResponse:
    """The legal desk puts the persons' notice off, with a date."""
    row = held(request, ceremony)
    form = BarForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        notices.bar(request.keyring, row, until=said["until"], reason=said["reason"])
        messages.success(request, "Les personnes ne seront pas prévenues avant ce jour.")
        return redirect("custody:ceremony", row.pk)
    return respond(request, "custody/bar.html", {"ceremony": row}, form)


def _concerned(request: AgentRequest, ceremony: UUID) -> Ceremony:
    """Who holds the request, or receives its dossiers; for others the page does not exist."""
    rows = Ceremony.objects.filter(container__organisation=request.user.organisation_id)
    row = rows.filter(pk=ceremony).select_related("asked_by", "recipient").first()
    if row is None:
        raise Http404
    if row.recipient_id != request.user.pk and not request.keyring.holds(row.pk):
        raise KeyNotHeld
    return row
