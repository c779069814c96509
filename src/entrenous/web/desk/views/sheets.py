"""Sheets on rights and services: read by all, written by named functions, dated, printed."""

from datetime import date
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entrenous.desk import sheets
from entrenous.desk.errors import ChangedMeanwhile
from entrenous.desk.models import Sheet
from entrenous.keyring import drafts
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.desk.forms.sheets import SheetForm
from entrenous.web.reception.places import places_of

EDIT = "desk:sheet-edit"
_CHANGED = (
    "Quelqu’un a enregistré une autre version entre-temps. Relisez-la dans un autre onglet, puis "
    "enregistrez la vôtre."
)


@needs(*sheets.WRITERS)
@require_safe
def listing(request: AgentRequest) -> HttpResponse:
    """The sheets in use; those whose day of review has come are said so."""
    found = sheets.of(request.user.organisation)
    return render(request, "desk/sheets.html", {"sheets": found})


@needs(*sheets.WRITERS)
@require_safe
def start(request: AgentRequest) -> HttpResponse:  # noqa: ARG001
    """Open a new form: its id is drawn now, so that a second click writes nothing twice."""
    return redirect("desk:sheet-edit", uuid4())


@needs(*sheets.WRITERS)
@require_safe
def show(request: AgentRequest, rights_sheet: UUID) -> HttpResponse:
    """One sheet."""
    return render(request, "desk/sheet.html", {"sheet": _sheet(request, rights_sheet)})


@needs(*sheets.WRITERS)
@require_safe
def paper(request: AgentRequest, rights_sheet: UUID) -> HttpResponse:
    """To hand over: with its source, its day, and the house's direct number."""
    places = places_of(request.user, *sheets.WRITERS)
    context = {"sheet": _sheet(request, rights_sheet), "place": places[0] if places else None}
    return render(request, "desk/sheet_print.html", context)


@needs(*sheets.WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: AgentRequest, rights_sheet: UUID) -> HttpResponse:
    """Write a sheet, or its next edition."""
    known = sheets.sheet_of(request.user.organisation, rights_sheet)
    if known is None and Sheet.objects.filter(pk=rights_sheet).exists():
        raise Http404
    data = request.POST if request.method == "POST" else None
    if data is not None:
        _ = request.keyring.secret
    typed = drafts.restore(request, EDIT, rights_sheet) if data is None else None
    form = SheetForm(data, initial=_initial(known) | (typed or {}))
    if form.is_bound and form.is_valid():
        try:
            sheets.keep(
                request.keyring,
                form.said(),
                sheet=rights_sheet,
                based_on=form.cleaned_data["edition"] or 0,
            )
        except ChangedMeanwhile:
            form.add_error(None, _CHANGED)
            form.take(known.edition if known else 0)
        else:
            drafts.discard(request.user, EDIT, rights_sheet)
            messages.success(request, "La fiche est enregistrée.")
            return redirect("desk:sheet", rights_sheet)
    return respond(request, "desk/sheet_edit.html", {"sheet": known, "pk": rights_sheet}, form)


@needs(*sheets.WRITERS)
@require_POST
def withdraw(request: AgentRequest, rights_sheet: UUID) -> HttpResponse:
    """Take a sheet out of use."""
    _ = request.keyring.secret
    sheets.withdraw(request.keyring, rights_sheet)
    messages.success(request, "La fiche est retirée.")
    return redirect("desk:sheets")


def _sheet(request: AgentRequest, sheet: UUID) -> Sheet:
    found = sheets.sheet_of(request.user.organisation, sheet)
    if found is None:
        raise Http404
    return found


def _initial(known: Sheet | None) -> dict[str, object]:
    if known is None:
        today = timezone.localdate()
        return {"edition": 0, "checked_on": today, "review_on": _in_six_months(today)}
    return {
        "edition": known.edition,
        "theme": known.theme,
        "title": known.title,
        "body": known.body,
        "source": known.source,
        "checked_on": known.checked_on,
        "review_on": known.review_on,
    }


def _in_six_months(today: date) -> date:
    months = today.month + 5
    return date(today.year + months // 12, months % 12 + 1, 1)
