"""Secteurs and their streets: listed, added, imported, with what overlaps and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entrenous.agents import territory
from entrenous.agents.importing import words_of
from entrenous.agents.models import Circonscription, Function, Secteur, StreetRange
from entrenous.agents.sector_rows import BadFile
from entrenous.keyring import organising
from entrenous.keyring.organising import NameTaken
from entrenous.web.admin.forms import RenameForm, SecteurForm
from entrenous.web.admin.territory_forms import RangeForm
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond

_ADMIN = Function.Kind.ADMINISTRATOR
_TAKEN = "Un autre secteur porte ce nom. Choisissez-en un autre."
_MOST_LINES = 50


@dataclass(frozen=True)
class Overlap:
    """One address, two secteurs."""

    where: str
    one: str
    other: str


@needs(_ADMIN)
@require_GET
def secteurs(request: AgentRequest) -> HttpResponse:
    """Every secteur, and the state of the map."""
    organisation = request.user.organisation
    rows = list(_rows(request).annotate(range_count=Count("ranges")))
    overlaps, gaps = _report(organisation.pk, rows)
    context = {
        "organisation": organisation,
        "rows": rows,
        "empty": [s for s in rows if not s.range_count],
        "overlaps": overlaps[:_MOST_LINES],
        "more_overlaps": max(0, len(overlaps) - _MOST_LINES),
        "gaps": gaps[:_MOST_LINES],
        "more_gaps": max(0, len(gaps) - _MOST_LINES),
    }
    return respond(request, "admin_pages/secteurs.html", context)


@keeps_no_draft
@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """A new secteur."""
    places = list(Circonscription.objects.filter(organisation=request.user.organisation))
    form = SecteurForm(request.POST if request.method == "POST" else None, places=places)
    if request.method == "POST" and form.is_valid():
        row = Secteur(circonscription=form.where, name=form.cleaned_data["name"])
        try:
            organising.keep_secteur(row, by=request.user.pk)
        except NameTaken:
            form.add_error("name", _TAKEN)
        else:
            messages.success(request, "Le secteur est créé. Dites maintenant ce qu’il couvre.")
            return redirect("admin:secteur", row.pk)
    return respond(request, "admin_pages/secteur_new.html", {"places": places}, form)


@keeps_no_draft
@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def secteur(request: AgentRequest, secteur: UUID) -> HttpResponse:
    """One secteur: its name, what it covers, one more street."""
    row = get_object_or_404(_rows(request), pk=secteur)
    is_rename = request.method == "POST" and "rename" in request.POST
    is_range = request.method == "POST" and not is_rename
    rename = RenameForm(request.POST if is_rename else None, initial={"name": row.name}, prefix="s")
    form = RangeForm(request.POST if is_range else None)
    done = ""
    if is_rename and rename.is_valid():
        done = _rename(request, row, rename)
    elif is_range and form.is_valid():
        done = _add_range(request, row, form)
    if done:
        messages.success(request, done)
        return redirect("admin:secteur", row.pk)
    ranges = row.ranges.order_by("commune", "street", "first", "parity")
    context = {"secteur": row, "ranges": list(ranges), "rename": rename, "range_form": form}
    return respond(request, "admin_pages/secteur.html", context, rename if is_rename else form)


@needs(_ADMIN)
@require_POST
def remove_range(request: AgentRequest, secteur: UUID, row: int) -> HttpResponse:
    """Take a commune or a street out of a secteur."""
    whole = get_object_or_404(_rows(request), pk=secteur)
    street = StreetRange.objects.filter(secteur=whole, pk=row).first()
    if street is not None:
        organising.remove_range(street, by=request.user.pk)
        messages.success(request, "La ligne est retirée du secteur.")
    return redirect("admin:secteur", whole.pk)


def _rename(request: AgentRequest, row: Secteur, form: RenameForm) -> str:
    row.name = form.cleaned_data["name"]
    try:
        organising.keep_secteur(row, by=request.user.pk)
    except NameTaken:
        row.refresh_from_db()
        form.add_error("name", _TAKEN)
        return ""
    return "Le secteur est renommé."


def _add_range(request: AgentRequest, row: Secteur, form: RangeForm) -> str:
    try:
        new = organising.add_range(row, form.cleaned_data, by=request.user.pk)
    except BadFile as wrong:
        sentence = str(wrong).partition(" : ")[2]
        form.add_error(_field_of(sentence), sentence[:1].upper() + sentence[1:])
        return ""
    return "La ligne est ajoutée." if new else "Cette ligne y était déjà."


def _field_of(sentence: str) -> str | None:
    words = {"numéro": "du", "commune": "commune", "côté": "cote", "rue": "rue"}
    return next((field for word, field in words.items() if word in sentence), None)


def _rows(request: AgentRequest) -> QuerySet[Secteur]:
    rows = Secteur.objects.filter(circonscription__organisation=request.user.organisation)
    return rows.select_related("circonscription").order_by("circonscription__name", "name")


def _report(organisation: UUID, rows: Sequence[Secteur]) -> tuple[list[Overlap], list[str]]:
    names = {str(s.pk): s.name for s in rows}
    known = territory.sector_map(organisation)
    overlaps = [
        Overlap(words_of(one), names.get(one.secteur, ""), names.get(other.secteur, ""))
        for one, other in known.conflicts()
    ]
    gaps = [
        f"{row.commune}, {row.street} : certains numéros"
        if row.street
        else f"{row.commune} : les rues qui ne sont pas citées"
        for row in known.gaps()
    ]
    return sorted(overlaps, key=lambda o: o.where), sorted(gaps)
