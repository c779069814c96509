"""Read the budget in force, or one of those before it, with what changed since the one before."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entrenous.agents.models import Function
from entrenous.budgets.comparing import changes
from entrenous.budgets.contents import Budget
from entrenous.budgets.figures import left_to_live_on
from entrenous.keyring.records import OpenRecord
from entrenous.web.budgets.views.shared import open_budget, versions_of
from entrenous.web.budgets.words import sheet_of
from entrenous.web.common.access import AgentRequest, needs


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def budget(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The budget in force, what is left to live on, and the versions before it."""
    page = open_budget(request, dossier)
    versions = versions_of(page)
    if not versions:
        return render(request, "budgets/empty.html", page.context())
    return _show(request, page.context(versions=versions), versions, 0)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def version(request: AgentRequest, dossier: UUID, record: UUID, version: int) -> HttpResponse:
    """A former version, whole."""
    page = open_budget(request, dossier)
    versions = versions_of(page)
    for place, (known, _) in enumerate(versions):
        if (known.id, known.version) == (record, version):
            return _show(request, page.context(versions=versions), versions, place)
    raise Http404


def _show(
    request: AgentRequest,
    context: dict[str, object],
    versions: list[tuple[OpenRecord[Budget], str]],
    place: int,
) -> HttpResponse:
    known, author = versions[place]
    former = versions[place + 1][0] if place + 1 < len(versions) else None
    context |= {
        "known": known,
        "author": author,
        "sheet": sheet_of(known.content),
        "is_former": place > 0,
        "former": former,
        "former_left": left_to_live_on(former.content).remainder.month if former else None,
        "changes": changes(former.content, known.content) if former else [],
    }
    return render(request, "budgets/budget.html", context)
