"""The end of the accompagnement, said from her space: no to it, no to the questionnaire."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.endings.errors import AlreadySaid, NotProposed
from entrenous.keyring.errors import Damaged
from entrenous.space import actions
from entrenous.web.common.forms import Form
from entrenous.web.space.access import PersonRequest, for_the_person
from entrenous.web.space.inside_forms import DAMAGED, ObjectionForm
from entrenous.web.space.views.shared import done_at, said_done, show_told, told_to

_METHODS = ["GET", "HEAD", "POST"]
_OBJECTED = (
    "C’est noté. Le service est prévenu : rien ne s’arrête avant d’en avoir reparlé avec vous."
)
_REFUSED = "C’est noté. Aucun questionnaire ne vous sera proposé."


@for_the_person
@require_http_methods(_METHODS)
def ending(request: PersonRequest) -> HttpResponse:
    """What is proposed, and her no: at once, without a reason. Sent twice, it is said once."""
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            words = form.cleaned_data["words"]
            actions.object_to_ending(request.person, words, on=timezone.localdate())
        except (AlreadySaid, NotProposed):
            return done_at("space:ending")
        except Damaged:
            form.add_error(None, DAMAGED)
        else:
            return done_at("space:ending")
    told = told_to(request)
    done = said_done(request, _OBJECTED) if told.inside.ending_objected else ""
    return show_told(request, "space/ending.html", "space:home", told, form, done=done)


@for_the_person
@require_http_methods(_METHODS)
def questionnaire(request: PersonRequest) -> HttpResponse:
    """Take back her yes to an anonymous questionnaire: one press. Done twice, nothing changes."""
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.refuse_questionnaire(request.person, on=timezone.localdate())
        except AlreadySaid:
            return done_at("space:questionnaire")
        except Damaged:
            form.add_error(None, DAMAGED)
        else:
            return done_at("space:questionnaire")
    done = said_done(request, _REFUSED)
    return show_told(
        request, "space/questionnaire.html", "space:home", told_to(request), form, done=done
    )
