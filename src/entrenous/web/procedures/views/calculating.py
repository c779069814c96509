"""Dates counted without a dossier: nothing is kept, nothing is named."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.procedures.access import COUNTERS
from entrenous.web.procedures.forms import ChooseForm, FactsForm
from entrenous.web.procedures.views.shared import METHODS, confirmed_here
from entrenous.web.procedures.words import lines_of


@keeps_no_draft
@needs(*COUNTERS)
@require_http_methods(METHODS)
def calculate(request: AgentRequest) -> HttpResponse:
    """Which procedure, what is known, and its dates under it."""
    choose = "procedures/calculate.html"
    common = {"follows": request.user.has_function(Function.Kind.SOCIAL_WORKER)}
    if request.method != "POST":
        return respond(request, choose, common, ChooseForm())
    choice = ChooseForm(request.POST)
    if not choice.is_valid():
        return respond(request, choose, common, choice)
    asked = choice.chosen
    data = request.POST if "check" in request.POST else None
    form = FactsForm(data, asked=asked)
    form.fields.pop("about")
    is_counted = form.is_bound and form.is_valid()
    context = common | {
        "asked": asked, "is_counted": is_counted,
        "lines": lines_of(form.dues, timezone.localdate(), confirmed_here(request)),
    }  # fmt: skip
    return respond(request, "procedures/calculated.html", context, form)
