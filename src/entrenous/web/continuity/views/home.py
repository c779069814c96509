"""« Relèves »: one's absences, the covers one carries, what is left to do with their keys."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from entrenous.agents.models import Function
from entrenous.continuity import covers, queries, words
from entrenous.continuity.codes import Scope
from entrenous.continuity.models import Cover
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.templatetags.look import combien


@needs(Function.Kind.SOCIAL_WORKER)
@require_GET
def home(request: AgentRequest) -> HttpResponse:
    """My absences, what I carry for others."""
    by = request.keyring
    _ = by.secret
    context = {
        "own": [row_of(cover) for cover in queries.own_covers(by)],
        "carried": [row_of(cover) for cover in queries.carried(by)],
        "waiting": covers.waiting(by).count(),
        "words": len(words.unread(by)),
    }
    return render(request, "continuity/home.html", context)


@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def carry_on(request: AgentRequest) -> HttpResponse:
    """One more step: hand keys over, or renew them."""
    done = covers.carry_on(request.keyring)
    left = covers.waiting(request.keyring).count()
    if left and not done:
        messages.warning(
            request,
            f"{combien(left, 'dossier ne s’ouvre pas,dossiers ne s’ouvrent pas')} entièrement : "
            "faites d’abord le constat dans chaque dossier.",
        )
    elif not left:
        messages.success(request, "C’est fait : toutes les clés sont à leur place.")
    return redirect("continuity:home")


def row_of(cover: Cover) -> dict[str, object]:
    """A cover, with its state and scope in words."""
    state = cover.state_on(timezone.localdate())
    return {"cover": cover, "state": state, "scope": Scope(cover.scope)}
