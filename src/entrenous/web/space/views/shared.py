"""What every page of the space shares: her own reading of it, journaled first."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from entrenous.journal.acts import Act
from entrenous.space.queries import inside
from entrenous.web.common.forms import Form
from entrenous.web.space.access import PersonRequest
from entrenous.web.space.pages import show
from entrenous.web.space.told import Told

_DONE = "fait"


def told_to(request: PersonRequest) -> Told:
    """Open her space, journal it, and put what it says in words. KeyNotHeld: the way in."""
    space = request.person.space
    opened = request.person.open(Act.SPACE_READ)
    dossier = space.dossier
    return Told(inside(opened, dossier), dossier.container.organisation)


def show_told(
    request: PersonRequest,
    template: str,
    here: str,
    told: Told,
    form: Form | None = None,
    **context: Any,
) -> HttpResponse:
    """Show one section of what the space says."""
    return show(request, template, here, form, told=told, me=request.person.actor, **context)


def done_at(name: str) -> HttpResponse:
    """Back to a page, which then says that it is done: a reload does nothing again."""
    return HttpResponseRedirect(f"{reverse(name)}?{_DONE}")


def said_done(request: PersonRequest, sentence: str) -> str:
    """The sentence, when the page is shown right after an act."""
    return sentence if _DONE in request.GET else ""
