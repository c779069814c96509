"""One's own activity, which nobody else reads; time outside dossiers; calls that were ordered."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.activity import own as own_counts
from entrenous.agents.folding import fold
from entrenous.statistics import actions, queries
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.statistics.access import WORKERS
from entrenous.web.statistics.forms import IndirectForm, OrderedForm
from entrenous.web.statistics.promises import promises
from entrenous.web.statistics.words import own_label

METHODS = ["GET", "HEAD", "POST"]
_COUNTED = "C’est compté, sans votre nom. Vous seule ou seul le voyez ici."


@needs(*WORKERS)
@require_http_methods(METHODS)
def own(request: AgentRequest) -> HttpResponse:
    """Her months, her promises that wait, and the form for what is of no dossier."""
    _ = request.keyring.secret
    today = timezone.localdate()
    data = request.POST if request.method == "POST" else None
    form = IndirectForm(data, initial={"on": today})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        actions.record_indirect(said["doing"], said["minutes"], on=said["on"], by=request.keyring)
        messages.success(request, _COUNTED)
        return redirect("statistics:own")
    found = own_counts.months(request.keyring, since=date(today.year - 1, 1, 1))
    context = {
        "months": [(each.month, _lines(each), _totals(each)) for each in found],
        "promises": promises(request.keyring, today),
    }
    return respond(request, "statistics/own.html", context, form)


@needs(*WORKERS)
@require_http_methods(METHODS)
def ordered(request: AgentRequest) -> HttpResponse:
    """Calls that she was made to give: what she writes of them, sealed to her."""
    _ = request.keyring.secret
    data = request.POST if request.method == "POST" else None
    form = OrderedForm(data, initial={"on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        actions.keep_ordered(form.ordered(), by=request.keyring)
        messages.success(request, _COUNTED)
        return redirect("statistics:ordered")
    rows = [
        (row, actions.read_ordered(row, by=request.keyring))
        for row in queries.ordered_calls(request.user.pk)
    ]
    return respond(request, "statistics/ordered.html", {"rows": rows}, form)


@needs(*WORKERS)
@require_safe
def objection(request: AgentRequest, record: UUID) -> HttpResponse:
    """Her written objection, to print and to hand over. Hers only: 404 for anyone else."""
    row = queries.ordered_calls(request.user.pk).filter(pk=record).first()
    said = actions.read_ordered(row, by=request.keyring) if row else None
    if said is None:
        raise Http404
    context = {"said": said, "agent": request.user, "today": timezone.localdate()}
    return render(request, "statistics/objection.html", context)


def _lines(own: own_counts.Own) -> list[tuple[str, own_counts.Tally]]:
    found = [(own_label(code), tally) for code, tally in own.acts.items()]
    return sorted(found, key=lambda line: fold(line[0]))


def _totals(own: own_counts.Own) -> dict[str, int]:
    tallies = own.acts.values()
    return {
        "acts": sum(t.count for t in tallies),
        "minutes": sum(t.minutes for t in tallies),
        "unsaid": sum(t.unsaid for t in tallies),
    }
