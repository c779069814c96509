"""Réciprocité: what the partner announced, whether it came; a reminder when it did not."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.gateway import promises
from entrenous.gateway.contents import Promise
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.gateway.access import KEEPERS, METHODS
from entrenous.web.gateway.forms.acts import PromiseForm
from entrenous.web.gateway.pages import open_page
from entrenous.web.gateway.views.acts import carry
from entrenous.web.gateway.views.refusals import as_it_stands


@needs(*KEEPERS)
@require_http_methods(METHODS)
def listing(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """What was announced, and a form to note one more."""
    page = open_page(request, sollicitation)
    form = PromiseForm(request.POST if request.method == "POST" else None)
    words = {
        "title": "Ce que le demandeur annonce en retour",
        "lead": "Un écrit, un rendez-vous, une décision : noté ici, il revient dans votre journée"
        " à sa date.",
        "button": "Noter",
        "done": "C’est noté.",
    }

    def do() -> None:
        told = form.cleaned_data
        promised = Promise(told["what"], told["by_whom"], told["due_on"])
        promises.promise(request.keyring, sollicitation, promised, record=told["once"])

    return carry(page, form, words, do, template="gateway/promises.html")


@needs(*KEEPERS)
@require_POST
@as_it_stands
def kept(request: AgentRequest, sollicitation: UUID, record: UUID) -> HttpResponse:
    """What was announced came today."""
    page = open_page(request, sollicitation)
    if record not in {each.id for each in page.found.promises}:
        raise Http404
    promises.kept(request.keyring, sollicitation, record, on=timezone.localdate())
    messages.success(request, "C’est noté : c’est venu.")
    return redirect("gateway:promises", sollicitation)
