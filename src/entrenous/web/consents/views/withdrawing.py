"""Withdraw an agreement, whole or item by item: one page, one act, no reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.consents import actions
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.consents.forms import WithdrawForm
from entrenous.web.consents.views.shared import METHODS, agreement_of, open_agreements
from entrenous.web.consents.words import base_for, line_of
from entrenous.web.dossiers.views.refusals import is_done

_DONE = "C’est retiré. La prochaine réponse n’en tiendra plus compte."
_ALREADY = "Cet accord est déjà retiré : rien n’a changé."


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def withdraw(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Everything is ticked; the day is today: one click is enough."""
    page, today = open_agreements(request, dossier), timezone.localdate()
    known = agreement_of(page, record)
    said = known.content
    if said.withdrawn_on is not None:
        messages.info(request, _ALREADY)
        return redirect("consents:agreement", dossier, record)
    initial = {"items": list(said.items), "on": today}
    data = request.POST if request.method == "POST" else None
    form = WithdrawForm(data, initial=initial, said=said)
    if form.is_valid():
        on, items = form.cleaned_data["on"], tuple(form.cleaned_data["items"])
        try:
            if is_done(
                form,
                lambda: actions.withdraw(request.keyring, page.dossier, record, on=on, items=items),
            ):
                messages.success(request, _DONE)
                return redirect("consents:agreement", dossier, record)
        except actions.AlreadyEnded:
            messages.info(request, _ALREADY)
            return redirect("consents:agreement", dossier, record)
    context = page.context(line=line_of(known, base_for(request.user.organisation), today))
    return respond(request, "consents/withdraw.html", context, form)
