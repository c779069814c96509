"""The organisation's name and its places."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Circonscription, Function
from entrenous.keyring import organising
from entrenous.keyring.organising import NameTaken
from entrenous.web.admin.forms import OrganisationForm, PlaceForm
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond

_ADMIN = Function.Kind.ADMINISTRATOR
_TAKEN = "Ce nom est déjà pris. Choisissez-en un autre."


@keeps_no_draft
@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def organisation(request: AgentRequest) -> HttpResponse:
    """The name, what a unit is called, the list of places."""
    row = request.user.organisation
    shown = {name: getattr(row, name) for name in OrganisationForm.base_fields}
    form = OrganisationForm(request.POST if request.method == "POST" else None, initial=shown)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            organising.rename(row, **said, by=request.user.pk)
        except NameTaken:
            form.add_error("name", _TAKEN)
        else:
            messages.success(request, "L’organisation est à jour.")
            return redirect("admin:organisation")
    places = Circonscription.objects.filter(organisation=row).annotate(
        secteur_count=Count("secteurs", distinct=True),
        agent_count=Count("functions__agent", distinct=True),
    )
    context = {"organisation": row, "places": list(places)}
    return respond(request, "admin_pages/organisation.html", context, form)


@keeps_no_draft
@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def new_place(request: AgentRequest) -> HttpResponse:
    """A new circonscription."""
    return _place(request, Circonscription(organisation=request.user.organisation), is_new=True)


@keeps_no_draft
@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def place(request: AgentRequest, place: UUID) -> HttpResponse:
    """One circonscription: its name, and what letters say of it."""
    rows = Circonscription.objects.filter(organisation=request.user.organisation)
    return _place(request, get_object_or_404(rows, pk=place))


def _place(request: AgentRequest, row: Circonscription, *, is_new: bool = False) -> HttpResponse:
    names = ("name", "address", "commune", "phone")
    shown = {name: getattr(row, name) for name in names}
    form = PlaceForm(request.POST if request.method == "POST" else None, initial=shown)
    if request.method == "POST" and form.is_valid():
        for name in names:
            setattr(row, name, form.cleaned_data[name])
        try:
            organising.keep_place(row, by=request.user.pk)
        except NameTaken:
            form.add_error("name", _TAKEN)
        else:
            messages.success(request, "C’est enregistré.")
            return redirect("admin:organisation")
    context = {"is_new": is_new, "organisation": request.user.organisation}
    return respond(request, "admin_pages/place.html", context, form)
