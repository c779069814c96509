"""Ask for a report, watch it being certified, read it once released."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entrenous.keyring.middleware import not_human
from entrenous.statistics import actions, queries
from entrenous.statistics.codes import READ_SHARE, WAITING, Kind, State
from entrenous.statistics.models import Report
from entrenous.statistics.periods import CLOSES_AFTER_DAYS, label, over
from entrenous.web.common.access import AgentRequest, agent_page, needs
from entrenous.web.common.forms import respond
from entrenous.web.statistics.access import ASKERS, FORM_KEEPERS, FORM_TYPISTS
from entrenous.web.statistics.forms import AskForm
from entrenous.web.statistics.reading import bill_of, shown

_YEARS = 4
_TONES = {
    State.ASKED: "neutre",
    State.COMPUTING: "petrole",
    State.RELEASED: "vert",
    State.REFUSED: "ambre",
    State.EMPTY: "neutre",
    State.FAILED: "rouge",
}


@agent_page
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: AgentRequest) -> HttpResponse:
    """Every report of the service; whoever may ask has the form beside."""
    may_ask = any(request.user.has_function(kind) for kind in ASKERS)
    if request.method == "POST" and not may_ask:
        raise Http404
    today = timezone.localdate()
    periods = over(today, years=_YEARS, closes_after=CLOSES_AFTER_DAYS)
    form = AskForm(request.POST if request.method == "POST" else None, periods=periods)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            asked = actions.ask(Kind(said["kind"]), said["period"], by=request.keyring)
        except actions.PeriodShared as shared:
            form.add_error("period", str(shared))
        else:
            return redirect("statistics:report", asked.pk)
    rows = [
        (each, label(each.period), _TONES[each.stands])
        for each in queries.reports(request.user.organisation_id)
    ]
    context = {
        "rows": rows,
        "may_ask": may_ask,
        "keeps_forms": any(request.user.has_function(kind) for kind in FORM_KEEPERS),
        "types_forms": _types_forms(request),
        "waiting_since": queries.waiting_since(request.user.organisation_id),
    }
    return respond(request, "statistics/reports.html", context, form)


def _types_forms(request: AgentRequest) -> bool:
    """Whether papers may come back to her: given here, or given once and not all returned."""
    service = request.user.organisation_id
    return any(request.user.has_function(kind) for kind in FORM_TYPISTS) and (
        queries.questionnaire(service).is_given or queries.codes_left(service) > 0
    )


@agent_page
@require_safe
def report(request: AgentRequest, report: UUID) -> HttpResponse:
    """One report: its tables, or where its certification is, or why it is refused."""
    found = report_of(request, report)
    context = {"report": found, "period": label(found.period), "tone": _TONES[found.stands]}
    if found.stands is not State.RELEASED:
        may_ask = any(request.user.has_function(kind) for kind in ASKERS)
        context |= {"waits": found.stands in WAITING, "may_ask": may_ask, "read": READ_SHARE}
        return render(request, "statistics/waiting.html", context)
    seen = shown(found, request.GET.get("territoire", ""))
    bill = bill_of(seen) if found.what is Kind.BILL else None
    return render(request, "statistics/report.html", context | {"shown": seen, "bill": bill})


@not_human
@agent_page
@require_safe
def progress(request: AgentRequest, report: UUID) -> HttpResponse:
    """Asked by the page itself: how far the certification is; the report once it is over."""
    found = report_of(request, report)
    if found.stands in WAITING:
        return render(
            request, "statistics/part_waiting.html", {"report": found, "read": READ_SHARE}
        )
    url = reverse("statistics:report", args=[found.pk])
    return HttpResponse(status=204, headers={"HX-Redirect": url})


@needs(*ASKERS)
@require_POST
def coarser(request: AgentRequest, report: UUID) -> HttpResponse:
    """Ask again, as the refusal proposed."""
    asked = actions.accept_coarser(report_of(request, report).pk, by=request.keyring)
    return redirect("statistics:report", asked.pk)


def report_of(request: AgentRequest, report: UUID) -> Report:
    """A report of the agent's own service, or 404."""
    found = queries.reports(request.user.organisation_id).filter(pk=report).first()
    if found is None:
        raise Http404
    return found


def released_of(request: AgentRequest, report: UUID) -> Report:
    """The same, once released: nothing else leaves as a file."""
    found = report_of(request, report)
    if found.stands is not State.RELEASED:
        raise Http404
    return found
