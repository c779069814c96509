"""« Ne pas recontacter »: note it, lift it."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.dossiers import no_contact as marks
from entrenous.dossiers.codes import AskedBy
from entrenous.endings.errors import AlreadySaid
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.templatetags.look import jour_long
from entrenous.web.dossiers.forms.acts import ConfirmForm
from entrenous.web.endings import words
from entrenous.web.endings.forms import AloneForm
from entrenous.web.endings.views.shared import METHODS, EndingPage, carried, open_ending, typed


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def no_contact(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Set the mark, or lift it when it is set. A page left open changes nothing."""
    ending = open_ending(request, dossier)
    if _is_stale(request, may_contact=ending.rule.may_contact):
        return ending.already(AlreadySaid)
    try:
        return _set(request, ending) if ending.rule.may_contact else _lift(request, ending)
    except marks.AlreadySo:
        return ending.already(AlreadySaid)


def _is_stale(request: AgentRequest, *, may_contact: bool) -> bool:
    """A second click: setting says who asks for it, lifting says nothing."""
    if may_contact:
        return "do" in request.POST and "asked_by" not in request.POST
    return "asked_by" in request.POST


def _set(request: AgentRequest, ending: EndingPage) -> HttpResponse:
    data, initial = typed(request)
    form = AloneForm(data, initial=initial or {"on": timezone.localdate()})

    def do() -> None:
        said, asked_by = form.cleaned_data, AskedBy(form.cleaned_data["asked_by"])
        marks.leave_alone(request.keyring, ending.page.dossier, asked_by=asked_by, on=said["on"])

    return carried(ending, words.LEAVE_ALONE, form, do)


def _lift(request: AgentRequest, ending: EndingPage) -> HttpResponse:
    rule = ending.rule
    data, initial = typed(request)
    form = ConfirmForm(data, initial=initial)
    by = rule.no_contact_by.label if rule.no_contact_by else "le service"
    about = f"Demandé par {by}, depuis le {jour_long(rule.no_contact_on)}"

    def do() -> None:
        marks.contact_again(request.keyring, ending.page.dossier)

    return carried(ending, words.CONTACT_AGAIN, form, do, about=about)
