"""« Hors secteur »: the services of neighbouring territories, and the official communes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entrenous.agents.communes import read_communes
from entrenous.agents.models import Commune, Function, NeighbourService
from entrenous.agents.sector_rows import BadFile
from entrenous.keyring import organising
from entrenous.keyring.organising import NameTaken
from entrenous.web.admin.territory_forms import CommunesForm, NeighbourForm
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond

_ADMIN = Function.Kind.ADMINISTRATOR
# Of the form, and of the row.
_FIELDS = {
    **{name: name for name in ("name", "communes", "department", "address", "phone")},
    "opening_hours": "hours",
}


@needs(_ADMIN)
@require_GET
def neighbours(request: AgentRequest) -> HttpResponse:
    """Who receives the people of other territories."""
    rows = NeighbourService.objects.filter(organisation=request.user.organisation)
    context = {"rows": list(rows), "communes": Commune.objects.count()}
    return respond(request, "admin_pages/neighbours.html", context)


@keeps_no_draft
@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def neighbour(request: AgentRequest, service: int | None = None) -> HttpResponse:
    """Add a service, or change what the hand-off paper says of it."""
    organisation = request.user.organisation
    row = NeighbourService(organisation=organisation)
    if service is not None:
        row = get_object_or_404(NeighbourService, organisation=organisation, pk=service)
    initial = {name: getattr(row, kept) for name, kept in _FIELDS.items()}
    form = NeighbourForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        for name, kept in _FIELDS.items():
            setattr(row, kept, form.cleaned_data[name])
        try:
            organising.keep_neighbour(row, by=request.user.pk)
        except NameTaken:
            form.add_error("name", "Un autre service porte ce nom. Choisissez-en un autre.")
        else:
            messages.success(request, "Le service est enregistré.")
            return redirect("admin:neighbours")
    context = {"service": row if service is not None else None}
    return respond(request, "admin_pages/neighbour.html", context, form)


@needs(_ADMIN)
@require_POST
def remove(request: AgentRequest, service: int) -> HttpResponse:
    """Take a service out of the table."""
    rows = NeighbourService.objects.filter(organisation=request.user.organisation)
    row = rows.filter(pk=service).first()
    if row is not None:
        organising.remove_neighbour(row, by=request.user.pk)
        messages.success(request, "Le service est retiré de la liste.")
    return redirect("admin:neighbours")


@keeps_no_draft
@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def communes(request: AgentRequest) -> HttpResponse:
    """Put the official list of communes in the place of the former one."""
    form = CommunesForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            rows = read_communes(form.cleaned_data["file"].text)
        except BadFile as wrong:
            form.add_error("file", f"{wrong} Rien n’a été changé.")
        else:
            organisation = request.user.organisation
            count = organising.replace_communes(rows, organisation=organisation, by=request.user.pk)
            messages.success(request, f"{count} communes sont connues par leur nom.")
            return redirect("admin:neighbours")
    context = {"count": Commune.objects.count()}
    return respond(request, "admin_pages/communes.html", context, form)
