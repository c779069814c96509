"""« Vos dates »: what the person keeps, in plain words; what she can carry is asked first.

No article is quoted: she is told what to do, by when, to whom, and what is still to be checked.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.dossiers.codes import Carry
from entrenous.dossiers.contact import contact_rule
from entrenous.journal.acts import Act
from entrenous.keyring.records import OpenRecord
from entrenous.procedures.contents import FollowedProcedure
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.papers import RULE_KINDS, Paper, ask_paper, head_of
from entrenous.web.procedures.views.shared import METHODS, TAB, confirmed_here, procedure_of
from entrenous.web.procedures.words import DateLine, line_of

_TITLE: Final = "Ses dates, sur papier"
_NEVER_NEUTRAL: Final = (
    "Une feuille de dates dit ce qui est en cours : lisez-la ensemble, et gardez-la ici."
)
_CARRY: Final = frozenset({Carry.FULL})
ONE: Final = Paper(TAB, _TITLE, "procedures:sheet", "procedures:procedure", _CARRY, _NEVER_NEUTRAL)
ALL: Final = Paper(TAB, _TITLE, "procedures:sheet_all", "procedures:list", _CARRY, _NEVER_NEUTRAL)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def ask(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """What she can carry, before the dates of one procedure are printed."""
    return ask_paper(request, dossier, ONE, record)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def ask_all(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What she can carry, before the dates of every procedure are printed."""
    return ask_paper(request, dossier, ALL)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def sheet(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The dates of one procedure."""
    page = _printed(request, dossier)
    return _sheet(page, [procedure_of(page, record)], ONE, record)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def sheet_all(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The dates of every procedure that is followed."""
    page = _printed(request, dossier)
    known = page.reading.of(FollowedProcedure)
    return _sheet(page, [r for r in known if r.content.closed_on is None], ALL)


def _printed(request: AgentRequest, dossier: UUID) -> DossierPage:
    return open_page(request, dossier, TAB, FollowedProcedure, *RULE_KINDS, act=Act.PRINTED)


def _sheet(
    page: DossierPage,
    known: Sequence[OpenRecord[FollowedProcedure]],
    paper: Paper,
    *record: UUID,
) -> HttpResponse:
    if contact_rule(page.reading).carry not in paper.allows:
        name = "procedures:print" if record else "procedures:print_all"
        return redirect(name, page.dossier.pk, *record)
    today, confirmed = timezone.localdate(), confirmed_here(page.request)
    ahead = [date for each in known for date in line_of(each, today, confirmed).ahead]
    context = page.context(
        groups=_groups(ahead), record=record[0] if record else None,
        is_doubtful=any(line.is_doubtful for line in ahead),
        small="a4" not in page.request.GET, **head_of(page),
    )  # fmt: skip
    return render(page.request, "procedures/sheet.html", context)


def _groups(ahead: list[DateLine]) -> list[tuple[str, list[DateLine]]]:
    """What she does, what others do, what is good to know: each by day."""
    titles = {
        "person": "Ce que vous avez à faire",
        "service": "Ce que nous avons à faire",
        "other": "Ce que les autres doivent faire",
        "nobody": "À savoir",
    }
    by_day = sorted(ahead, key=lambda line: line.due.on)
    found = [(title, [d for d in by_day if d.due.who == who]) for who, title in titles.items()]
    return [(title, lines) for title, lines in found if lines]
