"""What she reads in her space: what comes next, her plan, her appointments, who was told what."""

from typing import Final

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from entrenous.space.calendar import calendar as made_calendar
from entrenous.web.space.access import PersonRequest, for_the_person
from entrenous.web.space.paging import sheet
from entrenous.web.space.sections import SECTIONS
from entrenous.web.space.told import SentLine
from entrenous.web.space.views.shared import show_told, told_to

_NEXT: Final = 3


@for_the_person
@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """What comes next, and where everything is."""
    told = told_to(request)
    return show_told(
        request, "space/home.html", "space:home", told,
        steps=told.steps[:_NEXT], more_steps=max(0, len(told.steps) - _NEXT),
        meetings=told.meetings[:_NEXT], rooms=SECTIONS[1:],
    )  # fmt: skip


@for_the_person
@require_safe
def plan(request: PersonRequest) -> HttpResponse:
    """The plan, and her own words in it."""
    return show_told(request, "space/plan.html", "space:plan", told_to(request))


@for_the_person
@require_safe
def meetings(request: PersonRequest) -> HttpResponse:
    """Her appointments, and a file for a calendar if she wants one."""
    return show_told(request, "space/meetings.html", "space:meetings", told_to(request))


@for_the_person
@require_safe
def calendar(request: PersonRequest) -> HttpResponse:
    """The same, as a file whose name and words say nothing of the service."""
    made = made_calendar(told_to(request).inside.appointments)
    headers = {"Content-Disposition": 'attachment; filename="rendez-vous.ics"'}
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers=headers)


@for_the_person
@require_safe
def sent(request: PersonRequest) -> HttpResponse:
    """What was sent about her and what was refused; nothing deferred."""
    told = told_to(request)
    lines = sheet(told.sent, _sent_text, request.GET.get("page"))
    return show_told(request, "space/sent.html", "space:sent", told, sheet=lines)


@for_the_person
@require_safe
def relays(request: PersonRequest) -> HttpResponse:
    """Whom the service put her in touch with, and what came back."""
    return show_told(request, "space/relays.html", "space:relays", told_to(request))


@for_the_person
@require_safe
def looks(request: PersonRequest) -> HttpResponse:
    """Who looked: days, functions, services, purposes."""
    told = told_to(request)
    lines = sheet(told.looks, lambda look: look.purpose, request.GET.get("page"))
    return show_told(request, "space/looks.html", "space:looks", told, sheet=lines)


@for_the_person
@require_safe
def explained(request: PersonRequest) -> HttpResponse:
    """« Comment ça marche »."""
    return show_told(request, "space/help.html", "space:help", told_to(request))


def _sent_text(line: SentLine) -> str:
    return " ".join((line.said.to, *line.given, *line.withheld, *line.said.basis))
