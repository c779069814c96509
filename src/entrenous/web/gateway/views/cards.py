"""The administrative card: of the person a request is linked to, or found by its exact name."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.gateway import legal_desk
from entrenous.gateway.errors import BadLetter, HumanStop
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.common.templatetags.look import insecable
from entrenous.web.gateway.access import LEGAL, METHODS
from entrenous.web.gateway.forms.search import CardForm
from entrenous.web.gateway.pages import open_page


@needs(LEGAL)
@require_safe
def card(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """Identity and address; when the address may be protected, nothing: a person decides."""
    page = open_page(request, sollicitation)
    try:
        found = legal_desk.read_card(request.keyring, sollicitation)
    except HumanStop:
        found = None
    return render(request, "gateway/card.html", page.context(card=found))


@keeps_no_draft
@needs(LEGAL)
@require_http_methods(METHODS)
def search(request: AgentRequest) -> HttpResponse:
    """The cards of exactly this name: the search and each card shown are journaled."""
    form = CardForm(request.POST if request.method == "POST" else None)
    found: list[legal_desk.FoundCard] = []
    if form.is_bound and form.is_valid():
        try:
            found = legal_desk.find_cards(request.keyring, **form.cleaned_data)
        except BadLetter as bad:
            form.add_error(bad.field, insecable(bad.fault.label))
    context = {
        "cards": [each.card for each in found],
        "searched": form.is_bound and form.is_valid(),
    }
    return respond(request, "gateway/cards.html", context, form)
