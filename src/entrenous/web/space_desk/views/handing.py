"""Hand a code over: made, shown once, kept nowhere. Or open again what was made discreet."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.keyring import slots
from entrenous.keyring.errors import Damaged
from entrenous.space import codes, desk
from entrenous.space.codes import Sort
from entrenous.space.making import Made
from entrenous.vault.primitives import NotOpened
from entrenous.web.account import proofs
from entrenous.web.account.views.shared import refuse
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.space_desk.forms import SHEET, AgainForm, HandOverForm
from entrenous.web.space_desk.views.desk import open_space

METHODS = ["GET", "HEAD", "POST"]
_SHOWN = "space_code_shown"
_ALREADY = (
    "Ce code a déjà été montré, une seule fois. S’il n’a pas été noté, remettez-en un autre : "
    "celui-là ne servira plus."
)
_NOT_NOW: Final[dict[type[Exception], str]] = {
    slots.NoSlot: proofs.TOO_MANY,
    Damaged: (
        "Une partie de ce dossier est abîmée : aucun code ne peut être remis avant le constat. "
        "Fermer l’espace reste possible."
    ),
    NotOpened: "La liste des clés certifiées a été modifiée. Prévenez la personne responsable.",
}


@keeps_no_draft
@sensitive_post_parameters()
@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def hand_over(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Ask what she can carry and for the worker's phrase, then show the code."""
    page, space = open_space(request, dossier)
    template, context = "space_desk/hand_over.html", page.context(space=space)
    form = HandOverForm(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        return respond(request, template, context, form)
    once = str(form.cleaned_data["once"])
    if request.session.get(_SHOWN) == once:
        messages.info(request, _ALREADY)
        return redirect("space_desk:state", dossier)
    try:
        proofs.check_phrase(request, request.user, form.cleaned_data["phrase"])
    except proofs.Refused as refused:
        return refuse(request, template, context, form, refused, field="phrase")
    try:
        with slots.taken():
            made = desk.issue(request.keyring, page.dossier, form.sort)
    except (slots.NoSlot, Damaged, NotOpened) as state:
        form.add_error(None, _NOT_NOW[type(state)])
        return respond(request, template, context, form)
    request.session[_SHOWN] = once
    return _show(request, page, form, made)


@keeps_no_draft
@sensitive_post_parameters()
@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def reopen(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Let the same code open from anywhere again."""
    page, space = open_space(request, dossier)
    template, context = "space_desk/reopen.html", page.context(space=space)
    form = AgainForm(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        return respond(request, template, context, form)
    try:
        proofs.check_phrase(request, request.user, form.cleaned_data["phrase"])
        desk.reopen_from_afar(request.keyring, page.dossier)
    except proofs.Refused as refused:
        return refuse(request, template, context, form, refused, field="phrase")
    except desk.NotOpen:
        messages.info(request, "L’espace n’était pas discret : rien n’a changé.")
    else:
        messages.success(request, "Le code de la personne ouvre à nouveau son espace à distance.")
    return redirect("space_desk:state", dossier)


def _show(request: AgentRequest, page: DossierPage, form: HandOverForm, made: Made) -> HttpResponse:
    """The code, this once. The sheet names neither the person nor, if neutral, the service."""
    has_address = form.cleaned_data["carry"] == SHEET
    context = page.context(
        number=codes.shown_number(made.number),
        groups=made.code.split("-"),
        words=made.code.split(),
        address=request.build_absolute_uri(reverse("space:enter")),
        has_address=has_address,
    )
    is_words = form.sort is Sort.WORDS
    return render(request, f"space_desk/{'words' if is_words else 'sheet'}.html", context)
