"""Share an action with a co-animator, leave it, end it, accept what is missing of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.collective import actions, queries
from entrenous.collective.errors import AlreadyFacilitator
from entrenous.web.collective.forms import ColleagueForm, ConfirmForm, EndForm
from entrenous.web.collective.views.shared import (
    ANIMATORS,
    METHODS,
    Words,
    ask,
    back,
    open_one,
)
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import data_of
from entrenous.web.dossiers.views.acts.people import choices_of, chosen, colleagues

_SHARE = Words(
    "Qui anime", "Confier l’action", "user-plus", "L’action est partagée.",
    "Toute l’action, pas une partie",
    "Une personne qui anime lit le projet, les séances, les surnoms et les évaluations, depuis le "
    "début. Dites-le au groupe.",
)  # fmt: skip
_LEAVE = Words(
    "Quitter l’animation", "Quitter", "log-out", "Vous ne tenez plus cette action.",
    "La clé est changée",
    "L’action reste à celles et ceux qui l’animent avec vous. Vous ne la lirez plus.",
    lead="Vous ne lirez plus le projet, les séances ni les évaluations de cette action.",
    kind="danger",
)  # fmt: skip
_END = Words(
    "Terminer l’action", "Terminer", "flag", "L’action est terminée. Le bilan reste à écrire.",
    "Les papiers peuvent encore revenir",
    "Les séances à venir sont annulées. Évaluations et bilan s’écrivent encore.",
)  # fmt: skip
_CONSTAT = Words(
    "Constat de ce qui manque", "Faire le constat", "clipboard-check", "Le constat est fait.",
    "Ce que fait un constat",
    "Ce qui manque reste dit manquant. On peut de nouveau écrire.",
    lead="Une partie de cette action est abîmée ou manque. Le reste se lit normalement.",
)  # fmt: skip


@needs(*ANIMATORS)
@require_http_methods(METHODS)
def facilitators(request: AgentRequest, action: UUID) -> HttpResponse:
    """Who holds it; one more, if the group agrees."""
    shown = open_one(request, action)
    held = queries.facilitators(action)
    found = [each for each in colleagues(request, ANIMATORS) if each not in held]
    form = ColleagueForm(data_of(request), colleagues=choices_of(found))

    def do() -> None:
        colleague = chosen(found, form.cleaned_data["colleague"])
        actions.share(request.keyring, shown.row, colleague)

    try:
        return ask(request, shown, _SHARE, form, do, template="collective/facilitators.html",
                   held=held, has_choice=bool(found))  # fmt: skip
    except AlreadyFacilitator:
        return back(request, shown, "Cette personne anime déjà : rien n’a changé.")


@needs(*ANIMATORS)
@require_http_methods(METHODS)
def leave(request: AgentRequest, action: UUID) -> HttpResponse:
    """Leave it to the others."""
    shown = open_one(request, action)
    form = ConfirmForm(data_of(request))
    left: list[bool] = []

    def do() -> None:
        actions.leave(request.keyring, shown.row)
        left.append(True)

    answer = ask(request, shown, _LEAVE, form, do)
    return redirect("collective:list") if left else answer


@needs(*ANIMATORS)
@require_http_methods(METHODS)
def end(request: AgentRequest, action: UUID) -> HttpResponse:
    """It is over."""
    shown = open_one(request, action)
    if shown.row.ended_on:
        return back(request, shown, "Cette action est déjà terminée.")
    form = EndForm(data_of(request), initial={"on": timezone.localdate()})

    def do() -> None:
        actions.end(request.keyring, shown.row, on=form.cleaned_data["on"])

    return ask(request, shown, _END, form, do)


@needs(*ANIMATORS)
@require_http_methods(METHODS)
def constat(request: AgentRequest, action: UUID) -> HttpResponse:
    """What is missing was said; a POST carries the constat out."""
    shown = open_one(request, action)
    if shown.reading.is_whole:
        messages.info(request, "Rien ne manque : il n’y a pas de constat à faire.")
        return redirect("collective:action", action)

    def do() -> None:
        actions.carry_out_constat(request.keyring, shown.row)

    return ask(request, shown, _CONSTAT, ConfirmForm(data_of(request)), do)
