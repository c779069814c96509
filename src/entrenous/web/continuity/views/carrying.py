"""What a cover sees: whose dossiers, until when, and what this screen does not show."""

from datetime import date, timedelta
from http import HTTPStatus
from typing import Final, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from entrenous.agents.models import Agent, Function
from entrenous.continuity import queries, words
from entrenous.continuity.codes import CoverState
from entrenous.continuity.contents import SafeContact, WhatIsDue
from entrenous.continuity.models import Cover, CoveredDossier
from entrenous.dossiers import left_messages
from entrenous.dossiers.models import DueDate
from entrenous.reception.models import Appointment
from entrenous.space import unopened
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.continuity.forms import WordForm
from entrenous.web.continuity.sentences import REFUSED, sentence
from entrenous.web.continuity.views.home import row_of
from entrenous.web.dossiers.words import due_tone, due_words

_WORKER = Function.Kind.SOCIAL_WORKER
JUST_STARTED: Final = timedelta(hours=1)


class _Due(NamedTuple):
    """One thing due, in words."""

    kind: str
    what: str
    when: str
    tone: str
    on: date


@needs(_WORKER)
@require_GET
def carry(request: AgentRequest, cover: UUID) -> HttpResponse:
    """The cover's own page, within its dates; before or after, it says so and opens nothing."""
    row = _carried(request, cover)
    shown = row_of(row)
    if shown["state"] is CoverState.PLANNED:
        return render(request, "continuity/carry_later.html", shown)
    if shown["state"] is not CoverState.RUNNING:
        return over(request, row)
    found = queries.shown_to_cover(request.keyring, row)
    about = [each.covered.dossier_id for each in found]
    wrote, left = unopened.waiting_among(about), left_messages.waiting_among(about)
    people = [
        {
            **_person(each),
            "wrote_at": wrote.get(each.covered.dossier_id),
            "left_on": left.get(each.covered.dossier_id),
        }
        for each in found
    ]
    context = {**shown, "people": people}
    template = "continuity/carry_whole.html" if row.is_whole else "continuity/carry.html"
    return render(request, template, context)


@needs(_WORKER)
@require_http_methods(["GET", "POST"])
def word(request: AgentRequest, cover: UUID, covered: UUID) -> HttpResponse:
    """Leave a word to the référente, during the cover or just after it."""
    row = _carried(request, cover)
    known = row.covered.select_related("cover", "dossier__referent").filter(pk=covered).first()
    if known is None or not words.may_leave(request.keyring, known):
        raise Http404
    form = WordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            words.leave(request.keyring, known, said["text"], container=said["once"])
        except REFUSED as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "Le mot est laissé. Vous ne pourrez plus le relire.")
            return redirect("continuity:home" if words.is_over(row) else "continuity:carry", *(
                [] if words.is_over(row) else [row.pk]
            ))  # fmt: skip
    return respond(request, "continuity/word.html", {**row_of(row), "covered": known}, form)


def over(
    request: AgentRequest,
    row: Cover,
    *,
    covered: CoveredDossier | None = None,
    typed: list[str] | None = None,
) -> HttpResponse:
    """The page that stands where a cover used to open something: why, and what to do now."""
    form = WordForm(initial={"text": "\n\n".join(typed or [])})
    context = {**row_of(row), "covered": covered, "typed": typed, "form": form}
    return render(request, "continuity/over.html", context, status=HTTPStatus.NOT_FOUND)


def _carried(request: AgentRequest, cover: UUID) -> Cover:
    _ = request.keyring.secret
    rows = Cover.objects.select_related("absent", "colleague").filter(colleague=request.user)
    row = rows.filter(pk=cover).first()
    if row is None:
        raise Http404
    return row


def _person(each: queries.Shown) -> dict[str, object]:
    """One person of the page, in words."""
    due = each.due or WhatIsDue(contact=SafeContact(""))
    today = timezone.localdate()
    agents = Agent.objects.in_bulk({UUID(m.agent) for m in due.meetings}) if due.meetings else {}
    return {
        "covered": each.covered,
        "name": each.name,
        "opens": each.due is not None or each.covered.granted_on is not None,
        "doubt": each.doubt,
        "contact": due.contact,
        "ways": [(w.means, w.value, w.rule) for w in due.contact.ways],
        "due": [
            _Due(
                DueDate.Kind(d.kind).label,
                d.what,
                due_words(d.on, today=today),
                due_tone(d.on, today=today),
                d.on,
            )
            for d in due.due
        ],
        "meetings": [
            (m, Appointment.Where(m.where).label, agents.get(UUID(m.agent)))
            for m in due.meetings
            if m.at >= timezone.now() - JUST_STARTED
        ],
    }
