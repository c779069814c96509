"""Read the busy hours of another calendar: nothing else of the file is kept, not even its name."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.reception import importing
from entrenous.reception.busy_times import NotACalendar, TooManyHours
from entrenous.reception.models import BusyTime
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.reception.forms.agenda import CalendarFileForm

NOT_ONE = (
    "Ce fichier n’est pas un agenda lisible. Exportez votre agenda au format iCalendar (.ics), "
    "puis recommencez. Rien n’a changé."
)
TOO_MANY = "Ce fichier contient plus de 3 000 heures prises. Exportez seulement l’année qui vient."


@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def busy_hours(request: AgentRequest) -> HttpResponse:
    """Import a calendar file, or take out what came from one."""
    _ = request.keyring.secret
    if "forget" in request.POST:
        importing.forget(by=request.keyring)
        messages.success(request, "Les heures de votre autre agenda sont retirées.")
        return redirect("reception:busy-hours")
    posted = request.method == "POST"
    form = CalendarFileForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_bound and form.is_valid():
        try:
            found = importing.import_calendar(form.cleaned_data["file"].read(), by=request.keyring)
        except NotACalendar:
            form.add_error("file", NOT_ONE)
        except TooManyHours:
            form.add_error("file", TOO_MANY)
        else:
            messages.success(request, told(found))
            if found.across:
                messages.warning(request, _across(found.across))
            return redirect("reception:busy-hours")
    kept = BusyTime.objects.filter(agent=request.user).count()
    return respond(request, "reception/busy_hours.html", {"kept": kept}, form)


def told(found: importing.Imported) -> str:
    """What an import changed, in a sentence."""
    if not found.changed:
        return "Rien n’a changé : ces heures étaient déjà dans votre agenda."
    parts = [
        _count(found.added, "heure prise ajoutée", "heures prises ajoutées"),
        _count(found.moved, "déplacée", "déplacées"),
        _count(found.removed, "retirée", "retirées"),
    ]
    return f"{', '.join(part for part in parts if part)}."


def _across(count: int) -> str:
    if count == 1:
        return "Un rendez-vous tombe sur une heure prise : regardez votre agenda."
    return f"{count} rendez-vous tombent sur des heures prises : regardez votre agenda."


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}" if number else ""
