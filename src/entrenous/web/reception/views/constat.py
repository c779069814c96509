"""What changed behind the program in a request or the directory: what is missing, the constat."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Circonscription, Function
from entrenous.keyring.kinds import compartment_of, kind_of
from entrenous.keyring.records import Reading
from entrenous.reception import actions, directory, queries
from entrenous.vault.containers import Compartment
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.damage import damage_of, keep_typed

_CARDS: Final = "les cartes"
_PARTS: Final = {1: "qui demande", 4: "ses mots, la réponse et les notes", 8: "les thèmes"}


@needs(Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def constat(request: AgentRequest, demande: UUID) -> HttpResponse:
    """Show what is missing; a POST carries the constat out, so that writing is possible again."""
    opened = queries.open_demande(demande, by=request.keyring)
    if request.method == "POST":
        actions.carry_out_constat(demande, by=request.keyring)
        messages.success(request, "Le constat est fait. Vous pouvez de nouveau écrire ici.")
        return redirect("reception:demande", demande)
    damage = damage_of(opened.reading, parts=_PARTS, part_of=_part_of)
    context = {"row": opened.row, "damage": damage}
    return render(request, "reception/constat.html", context)


@needs(Function.Kind.RECEPTION)
@require_http_methods(["GET", "POST"])
def directory_constat(request: AgentRequest, place: UUID) -> HttpResponse:
    """The same, for the directory of a place: until then nothing more is filed there."""
    rows = Circonscription.objects.filter(organisation=request.user.organisation)
    where = get_object_or_404(rows, pk=place)
    if request.method == "POST":
        directory.carry_out_constat(where, by=request.keyring)
        messages.success(request, "Le constat est fait. Les cartes se rangent de nouveau.")
        return redirect("reception:desk")
    reading = directory.read(where, by=request.keyring)
    parts = dict.fromkeys(map(int, Compartment), _CARDS)
    damage = damage_of(reading or Reading(), parts=parts, part_of=lambda _: _CARDS)
    context = {"place": where, "damage": damage}
    return render(request, "reception/directory_constat.html", context)


def to_constat(request: AgentRequest, demande: UUID, form: str) -> HttpResponse:
    """Writing waits for a constat: what was typed is kept as a draft, found again afterwards."""
    keep_typed(request, "Rien n’est enregistré : cette demande est abîmée.", form=form)
    return redirect("reception:constat", demande)


def _part_of(kind: int) -> str:
    try:
        return _PARTS[compartment_of(kind_of(kind))]
    except KeyError:
        return "inconnue"
