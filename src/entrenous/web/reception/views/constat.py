"""A request whose rows changed behind the program: what is missing, and the constat."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.keyring.kinds import compartment_of, kind_of
from entrenous.reception import actions, queries
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.damage import damage_of, keep_typed

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


def to_constat(request: AgentRequest, demande: UUID, form: str) -> HttpResponse:
    """Writing waits for a constat: what was typed is kept as a draft, found again afterwards."""
    keep_typed(request, "Rien n’est enregistré : cette demande est abîmée.", form=form)
    return redirect("reception:constat", demande)


def _part_of(kind: int) -> str:
    try:
        return _PARTS[compartment_of(kind_of(kind))]
    except KeyError:
        return "inconnue"
