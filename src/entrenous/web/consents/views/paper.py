"""The receipt that the person keeps: what she agreed to, to whom, until when, how to take it back.

Its wording owes nothing to any law: it repeats what was said. What she can carry is asked first.
"""

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.consents.contents import Agreement
from entrenous.dossiers.codes import Carry
from entrenous.dossiers.contact import contact_rule
from entrenous.journal.acts import Act
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.consents.views.shared import METHODS, TAB, agreement_of
from entrenous.web.consents.words import base_for, line_of
from entrenous.web.dossiers.pages import open_page
from entrenous.web.dossiers.papers import RULE_KINDS, Paper, ask_paper, head_of

RECEIPT: Final = Paper(
    TAB, "Le reçu de son accord, sur papier", "consents:receipt", "consents:agreement",
    frozenset({Carry.FULL}),
    "Un reçu nomme le service et ce qui est convenu : relisez-le ensemble, et gardez-le ici.",
)  # fmt: skip


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def ask(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """What she can carry, before the receipt is printed."""
    return ask_paper(request, dossier, RECEIPT, record)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def receipt(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The receipt, on A5 or A4, when she can carry it in full."""
    page = open_page(request, dossier, TAB, Agreement, *RULE_KINDS, act=Act.PRINTED)
    known = agreement_of(page, record)
    if contact_rule(page.reading).carry not in RECEIPT.allows:
        return redirect("consents:print", dossier, record)
    line = line_of(known, base_for(request.user.organisation), timezone.localdate())
    context = page.context(line=line, small="a4" not in request.GET, **head_of(page))
    return render(request, "consents/receipt.html", context)
