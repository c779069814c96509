"""The short acts on a request: hand it over, give it back, withdraw it, tell the person."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.gateway import answering, entrusting, informing, legal_desk
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.gateway.access import KEEPERS, LEGAL, METHODS
from entrenous.web.gateway.forms.acts import (
    ActForm,
    EntrustForm,
    InformForm,
    MinutesForm,
    ReturnForm,
    WithdrawForm,
    WordsForm,
)
from entrenous.web.gateway.pages import RequestPage, open_page
from entrenous.web.gateway.places import answerers
from entrenous.web.gateway.views.refusals import is_done


def carry(
    page: RequestPage,
    form: ActForm,
    words: dict[str, Any],
    do: Callable[[], object],
    *,
    template: str = "gateway/act.html",
) -> HttpResponse:
    """Show an act, or do it and go back to its request, or to the list when it is held no more."""
    request, pk = page.request, page.row.pk
    if form.is_bound and form.is_valid() and is_done(form, do):
        messages.success(request, words["done"])
        return redirect("gateway:show", pk) if request.keyring.holds(pk) else redirect(
            "gateway:list"
        )  # fmt: skip
    return respond(request, template, page.context(words=words), form)


@needs(*KEEPERS)
@require_http_methods(METHODS)
def transfer(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """Hand the request over to the legal desk: its letter and its files, never a dossier."""
    page, form = open_page(request, sollicitation), WordsForm(_sent(request))
    words = {
        "title": "Transmettre au service juridique",
        "lead": "Il recevra la lettre et ses fichiers, jamais le dossier. Il répondra de la carte"
        " administrative seule : identité et adresse.",
        "button": "Transmettre",
        "done": "C’est transmis au service juridique.",
    }
    return carry(page, form, words, lambda: legal_desk.send_to_legal_desk(
        request.keyring, sollicitation, form.cleaned_data["words"]
    ))  # fmt: skip


@needs(LEGAL)
@require_http_methods(METHODS)
def hand_back(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """Give a request back to whoever sent it, with a few words."""
    page, form = open_page(request, sollicitation), ReturnForm(_sent(request))
    words = {
        "title": "Rendre cette sollicitation",
        "lead": "Elle retourne à la personne qui l’a transmise.",
        "button": "Rendre",
        "done": "C’est rendu, avec vos mots.",
    }
    return carry(page, form, words, lambda: legal_desk.hand_back(
        request.keyring, sollicitation, form.cleaned_data["words"]
    ))  # fmt: skip


@needs(*KEEPERS)
@require_http_methods(METHODS)
def entrust(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """Put someone in charge: a colleague, or oneself from the box of the team."""
    page = open_page(request, sollicitation)
    people = answerers(request.user)
    if page.row.in_charge_id != request.user.pk:
        people = [request.user, *people]
    form = EntrustForm(_sent(request), people=people)
    words = {
        "title": "Confier cette sollicitation",
        "lead": "La personne choisie la recevra entière et répondra. Vous gardez ce que vous"
        " teniez vous-même.",
        "button": "Confier",
        "done": "C’est confié.",
        "nobody": "" if people else "Personne d’autre ne peut répondre pour l’instant.",
    }
    return carry(page, form, words, lambda: entrusting.entrust(
        request.keyring, sollicitation, form.chosen, form.cleaned_data["words"]
    ))  # fmt: skip


@needs(*KEEPERS)
@require_http_methods(METHODS)
def withdraw(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """The requester no longer asks: nothing more is decided nor given."""
    page = open_page(request, sollicitation)
    form = WithdrawForm(_sent(request), initial={"on": timezone.localdate()})
    words = {
        "title": "Le demandeur retire sa demande",
        "lead": "Plus rien ne sera décidé ni donné. Vous pourrez lui envoyer une lettre qui en"
        " prend acte.",
        "button": "Noter le retrait",
        "done": "C’est noté : rien ne partira.",
    }
    return carry(page, form, words, lambda: answering.withdraw(
        request.keyring, sollicitation, **form.cleaned_data
    ))  # fmt: skip


@needs(*KEEPERS)
@require_http_methods(METHODS)
def inform(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """When and how the person was told; or why she is not told before."""
    page = open_page(request, sollicitation)
    known = page.found.information
    initial = {
        "on": known.informed_on if known else timezone.localdate(),
        "how": known.how if known else "",
        "not_told_because": known.not_told_because if known else "",
    }
    form = InformForm(_sent(request), initial=initial)
    words = {
        "title": "Informer la personne",
        "lead": "Dites-lui qui a demandé quoi, ce qui est donné et ce qui est gardé.",
        "button": "Noter",
        "done": "C’est noté.",
    }
    return carry(page, form, words, lambda: informing.inform(
        request.keyring, sollicitation, **form.cleaned_data
    ))  # fmt: skip


@needs(*KEEPERS)
@require_POST
def minutes(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """Add time spent."""
    page, form = open_page(request, sollicitation), MinutesForm(request.POST)
    words = {
        "title": "Temps passé",
        "lead": "Il s’ajoute à ce qui est déjà noté.",
        "button": "Ajouter",
        "done": "Le temps est ajouté.",
    }
    return carry(page, form, words, lambda: answering.add_minutes(
        request.keyring, sollicitation, form.cleaned_data["minutes"]
    ))  # fmt: skip


def _sent(request: AgentRequest) -> Any:
    return request.POST if request.method == "POST" else None
