"""The legal desk: what is transferred, its register, the counts, the DPO's export."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from entrenous.gateway import queries, register
from entrenous.gateway.codes import State
from entrenous.gateway.contents import RegisterLine
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.common.templatetags.look import jour
from entrenous.web.gateway.access import LEGAL
from entrenous.web.gateway.forms.legal import PeriodForm
from entrenous.web.gateway.views.listing import rows_of
from entrenous.web.gateway.words import ANSWERED_BY, STATE_TONES, items, label_of_requester


@needs(LEGAL)
@require_safe
def home(request: AgentRequest) -> HttpResponse:
    """What is transferred and waits; the rest of the workspace one click away."""
    lines = queries.legal_register(request.keyring)
    waiting = [e for e in lines if e.letter and e.row.is_ongoing]
    deferred = [e for e in lines if e.under_embargo]
    context = {
        "rows": rows_of(request, waiting),
        "deferred": len(deferred),
        "total": len(lines),
        "transferred": sum(e.row.state == State.WITH_LEGAL_DESK for e in waiting),
    }
    return render(request, "gateway/legal.html", context)


@needs(LEGAL)
@require_safe
def lines(request: AgentRequest) -> HttpResponse:
    """Every line of the register, without a name; counts and minutes by kind of requester."""
    return _register(request, PeriodForm())


@needs(LEGAL)
@require_POST
def export(request: AgentRequest) -> HttpResponse:
    """The register as a CSV file without a name, for the DPO."""
    form = PeriodForm(request.POST)
    if not form.is_valid():
        return _register(request, form)
    told = form.cleaned_data
    file = register.export_register(request.keyring, since=told["since_on"], until=told["until_on"])
    name = f"registre-sollicitations-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file, content_type="text/csv; charset=utf-8", headers=headers)


def _register(request: AgentRequest, form: PeriodForm) -> HttpResponse:
    organisation = request.keyring.organisation
    found = queries.legal_register(request.keyring)
    chosen = request.GET.get("demandeur", "")
    shown = [
        {
            "row": each.row,
            "line": each.line,
            "who": label_of_requester(each.line.requester, organisation),
            "state": each.row.stands,
            "tone": STATE_TONES[each.row.stands],
            "give": items(each.line.give),
            "withhold": items(each.line.withhold),
            "by": ANSWERED_BY.get(each.line.answered_by, ""),
            "told": _told(each.line),
        }
        for each in found
        if each.line and chosen in ("", each.line.requester)
    ]
    context = {
        "lines": shown,
        "total": len(found),
        "chosen": label_of_requester(chosen, organisation) if chosen and shown else "",
        "counts": register.by_requester(found, organisation=organisation),
        "minutes": sum(e.line.minutes for e in found if e.line),
    }
    return respond(request, "gateway/register.html", context, form)


def _told(line: RegisterLine) -> str:
    """When the person was informed, or why not yet."""
    if line.informed_on:
        return f"le {jour(line.informed_on)}"
    if line.under_embargo:
        return "différée"
    if line.lifted_on:
        return f"différé levé le {jour(line.lifted_on)}"
    return "sans objet" if line.inform == "none" else "pas encore"
