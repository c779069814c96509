"""Read the writings of a dossier: the list, those kept apart, one as the person will read it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entrenous.agents.models import Agent, Function
from entrenous.keyring import records
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.names import agents_named, author_name
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.writings.views.shared import open_writings, writing_of
from entrenous.web.writings.words import base_for, frame_of, hints_in, line_of
from entrenous.writings import queries
from entrenous.writings.contents import Writing, WritingTrace
from entrenous.writings.framing import label_of
from entrenous.writings.leaving import missing_agreement


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def ordinary(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Those that may be opened with the person beside, and what she reads of them."""
    page = open_writings(request, dossier, WritingTrace)
    base = base_for(request)
    context = page.context(
        lines=[line_of(each, base) for each in queries.ordinary(page.reading)],
        told=queries.told(page.reading),
    )
    return render(request, "writings/list.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def apart(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Those that the person does not read of yet: a page of their own."""
    page, base = open_writings(request, dossier), base_for(request)
    lines = [line_of(each, base) for each in queries.apart(page.reading)]
    return render(request, "writings/apart.html", page.context(lines=lines))


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def writing(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """One writing in the reading mode; her remarks beside it; what is still missing."""
    page = open_writings(request, dossier)
    known = writing_of(page, record)
    said, today = known.content, timezone.localdate()
    found = frame_of(request, said, today)
    rows = records.versions(page.opened, record)
    names = agents_named(v.author for v in rows)
    missing = (
        missing_agreement(request.keyring, page.opened, found, said, today)
        if found and said.sent_on is None
        else []
    )
    context = page.context(
        line=line_of(known, base_for(request)),
        frame=found,
        hints=hints_in(said, found),
        missing=[label_of(code) for code in missing],
        is_hidden=queries.is_hidden(said),
        lifted_by=_name(page, said),
        versions=[
            (line_of(v, base_for(request)), author_name(v.author, me=request.user, known=names))
            for v in rows
        ],
    )
    return render(request, "writings/writing.html", context)


def _name(page: DossierPage, said: Writing) -> str:
    if not said.lifted_by:
        return ""
    found = Agent.objects.filter(
        pk=said.lifted_by, organisation_id=page.request.user.organisation_id
    ).first()
    return found.display_name if found else ""
