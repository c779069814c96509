"""The closing interview or the letter, what both keep of it, her answer about later."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.endings import actions
from entrenous.endings.errors import NotProposed
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.statistics.queries import questionnaire
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.forms.acts import ActForm
from entrenous.web.dossiers.views.acts.flow import ActWords
from entrenous.web.endings import words
from entrenous.web.endings.forms import TellForm, initial_of
from entrenous.web.endings.views.shared import METHODS, EndingPage, carried, open_ending, typed

_EDITED = (
    "Cette fin a été modifiée entre-temps, sans doute dans un autre onglet. Relisez-la sur sa "
    "page, puis validez de nouveau : ce que vous avez tapé est dans les cases."
)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def tell(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Note how the person was told, and write what is kept; it may be corrected until the end."""
    ending = open_ending(request, dossier)
    known = ending.known
    if (refusal := ending.refusal()) is not None or known is None:
        return refusal or ending.already(NotProposed)
    data, initial = typed(request)
    shown = initial_of(known.said) | {"version": known.record.version} | initial
    shown["on"] = shown["on"] or timezone.localdate()
    is_given = questionnaire(request.user.organisation_id).is_given
    form = TellForm(data, initial=shown, known=known, rule=ending.rule, is_form_given=is_given)

    def do() -> None:
        based_on = form.cleaned_data["version"] or 0
        actions.tell(request.keyring, ending.page.dossier, form.telling(), based_on=based_on)

    try:
        return carried(ending, words.TELL, form, do, rule=ending.rule)
    except EditedMeanwhile:
        return meanwhile(ending, words.TELL, form)


def meanwhile(ending: EndingPage, said: ActWords, form: ActForm) -> HttpResponse:
    """Another tab wrote: what was typed stays, now based on the newer version."""
    newer = open_ending(ending.page.request, ending.pk)
    if newer.known is None:
        return newer.already(NotProposed)
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(newer.known.record.version)  # type: ignore[index]
    form.add_error(None, _EDITED)
    context = newer.page.context(words=said, back_url=newer.address)
    return respond(ending.page.request, "dossiers/acts/ask.html", context, form)
