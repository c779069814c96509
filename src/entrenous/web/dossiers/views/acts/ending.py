"""The end of an accompagnement, and taking it up again."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.dossiers import closing
from entrenous.dossiers.codes import EndingReason
from entrenous.dossiers.models import DueDate
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.forms.acts import EndForm, ReopenForm
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.views.acts import words
from entrenous.web.dossiers.views.acts.flow import METHODS, already, carry, typed
from entrenous.web.dossiers.views.acts.listing import is_current

_ENDED = "Cet accompagnement est déjà terminé : rien n’a changé."
_CURRENT = "Un accompagnement est déjà en cours : rien n’a changé."


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def end(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """End the current accompagnement."""
    page = open_page(request, dossier, "more")
    if not is_current(page):
        return already(page, _ENDED)
    data, initial = typed(request)
    form = EndForm(data, initial=initial or {"on": timezone.localdate()})

    def do() -> None:
        said = form.cleaned_data
        closing.end(
            request.keyring,
            page.dossier,
            on=said["on"],
            reason=EndingReason(said["reason"]),
            summary=said["summary"],
            explained_on=said["explained_on"],
        )

    try:
        more = {"awaited": _awaited(page)}
        return carry(page, words.END, form, do=do, then="dossiers:dossier", more=more)
    except closing.AlreadyEnded:
        return already(page, _ENDED)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def reopen(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Take it up again, with her answer about what was written before."""
    page = open_page(request, dossier, "more")
    if is_current(page):
        return already(page, _CURRENT)
    data, initial = typed(request)
    form = ReopenForm(data, initial=initial or {"on": timezone.localdate()})

    def do() -> None:
        said = form.cleaned_data
        closing.take_up_again(
            request.keyring,
            page.dossier,
            on=said["on"],
            former_may_be_read=said["consent"] == "yes",
        )

    try:
        return carry(page, words.REOPEN, form, do=do, then="dossiers:dossier")
    except closing.StillCurrent:
        return already(page, _CURRENT)


def _awaited(page: DossierPage) -> list[date]:
    """The days that procedures still await: nobody will be told of them once this has ended."""
    awaited = DueDate.objects.awaited(timezone.localdate()).filter(dossier=page.dossier)
    ahead = awaited.filter(kind=DueDate.Kind.PROCEDURE).order_by("due_on")
    return list(ahead.values_list("due_on", flat=True).distinct())
