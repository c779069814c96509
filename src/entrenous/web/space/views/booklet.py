"""The booklet: all that the space shows, on paper, for whoever has no telephone or wants none."""

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.dossiers.codes import Carry
from entrenous.dossiers.contact import contact_rule
from entrenous.gateway import informing
from entrenous.journal.acts import Act
from entrenous.space.queries import KINDS
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.documents import shown
from entrenous.web.dossiers.pages import dossier_of, open_page
from entrenous.web.dossiers.papers import RULE_KINDS, Paper, ask_paper, head_of
from entrenous.web.space import copying
from entrenous.web.space.numbers import NUMBERS
from entrenous.web.space.views.worker import TAB, told_of

BOOKLET: Final = Paper(
    TAB, "Le livret, sur papier", "space:booklet_sheets", "space:exchanges",
    frozenset({Carry.FULL}), "Le livret ne peut pas être neutre : lisez-le ensemble à l’écran.",
)  # fmt: skip
_MOST_LINES: Final = 40


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What she can carry, before anything is printed."""
    return ask_paper(request, dossier, BOOKLET)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def sheets(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The booklet on A5: made by the same composition as her screen."""
    informing.settle_traces(request.keyring, dossier_of(request, dossier))
    page = open_page(request, dossier, TAB, *KINDS, *RULE_KINDS, act=Act.PRINTED)
    if contact_rule(page.reading).carry not in BOOKLET.allows:
        return redirect("space:booklet", dossier)
    told = told_of(page)
    context = page.context(
        told=told,
        lines=told.looks[:_MOST_LINES],
        files=[(each, shown.size_words(each.content.size)) for each in told.documents],
        numbers=NUMBERS,
        place=page.dossier.secteur.circonscription,
        asked=copying.asked_in(page.opened, page.dossier),
        **head_of(page),
    )
    return render(request, "space/dossier/booklet.html", context)
