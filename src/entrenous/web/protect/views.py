"""Describe what is asked, read the answer, take a letter away. Nothing is kept between pages."""

from dataclasses import dataclass
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.law import Answer, national_base
from entrenous.letters import (
    Kind,
    Letter,
    LetterError,
    compose,
    to_docx,
    to_html_parts,
    to_pdf,
)
from entrenous.web.asking import recap, words
from entrenous.web.asking.answering import letters_for, propose, remarks
from entrenous.web.asking.groups import GROUPS, requester_label
from entrenous.web.asking.journey import ANSWER, CHECK, GO, WHO, Description, Journey, Screen
from entrenous.web.asking.verdicts import present
from entrenous.web.common.access import keeps_no_draft
from entrenous.web.common.forms import respond
from entrenous.web.common.visitors import visitor
from entrenous.web.protect.forms import ParticularsForm, kind_of, typed_for_letter
from entrenous.web.protect.pace import LETTER, PAGE, pace

_METHODS: Final = ["GET", "HEAD", "POST"]
_TOO_MANY: Final = 429
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KIND: Final = "kind"
_OPENED: Final = "opened"


@dataclass(frozen=True)
class Answered:
    """A description with its answer."""

    journey: Journey
    told: Description
    answer: Answer


@login_not_required
@keeps_no_draft
@require_http_methods(_METHODS)
def describe(request: HttpRequest) -> HttpResponse:
    """The steps one after the other, the page that checks, the answer."""
    if request.method != "POST":
        return _show(request, Journey({}, national_base()), None)
    if wait := _wait(request, PAGE):
        return wait
    journey = Journey(request.POST, national_base())
    return _show(request, journey, journey.screen())


@login_not_required
@keeps_no_draft
@require_http_methods(_METHODS)
def letter(request: HttpRequest) -> HttpResponse:
    """The letter to read, to complete and to take away, in PDF, .docx or on paper."""
    kind = kind_of(request.POST.get(_KIND, ""))
    journey = Journey(request.POST, national_base())
    if kind is None or journey.first_unanswered:
        return redirect("protect:describe")
    if wait := _wait(request, LETTER):
        return wait
    said = _answered(journey)
    form = _particulars(request, kind, said.answer)
    composed = _compose(form, said) if form.is_valid() else None
    made = _made(request, form, composed) if composed else None
    return made or _letter_page(request, said, form, composed)


def _show(request: HttpRequest, journey: Journey, screen: Screen | None) -> HttpResponse:
    screen = screen or journey.show(WHO)
    context: dict[str, object] = {
        "screen": screen,
        "groups": GROUPS,
        "for_letter": typed_for_letter(request.POST),
    }
    if screen.step == CHECK:
        return render(request, "protect/check.html", context | {"recap": recap.lines(journey)})
    if screen.step == ANSWER:
        return _answer_page(request, _answered(journey), context)
    title, lead = words.TITLES[screen.step]
    context |= {"title": title, "lead": lead, "is_first": screen.step == WHO}
    return respond(request, "protect/step.html", context, screen.form)


def _answered(journey: Journey) -> Answered:
    told = journey.description()
    return Answered(journey, told, propose(journey.base, told, timezone.localdate()))


def _answer_page(request: HttpRequest, said: Answered, context: dict[str, object]) -> HttpResponse:
    today = timezone.localdate()
    shown = present(
        said.answer,
        said.journey.base,
        received_on=said.told.received_on,
        today=today,
        requester=said.told.requester,
        free_words=said.told.asked_free,
        remarks=remarks(said.told, today),
    )
    context |= {"shown": shown, "told": said.told, "kinds": letters_for(said.answer)}
    return render(request, "protect/answer.html", context)


def _particulars(request: HttpRequest, kind: Kind, answer: Answer) -> ParticularsForm:
    """The form as it was typed; empty the first time, which is a letter with dots."""
    return ParticularsForm(request.POST, kind=kind, given=answer.give)


def _compose(form: ParticularsForm, said: Answered) -> Letter | None:
    told = said.told
    particulars = form.particulars(
        requester=requester_label(said.journey.base, told.requester), received_on=told.received_on
    )
    try:
        return compose(form.kind, said.answer, form.values(), particulars)
    except LetterError as error:
        form.refuse(error)
        return None


def _made(request: HttpRequest, form: ParticularsForm, composed: Letter) -> HttpResponse | None:
    """The file asked for, made in memory; None to show the page."""
    go = request.POST.get(GO, "")
    try:
        if go == "pdf":
            return _file(to_pdf(composed), "application/pdf", "lettre.pdf")
        if go == "docx":
            return _file(to_docx(composed), _WORD, "lettre.docx")
    except LetterError as error:
        form.refuse(error)
    return None


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, kind, headers={"Content-Disposition": disposition})


def _letter_page(
    request: HttpRequest, said: Answered, form: ParticularsForm, composed: Letter | None
) -> HttpResponse:
    context = {
        "screen": said.journey.show(ANSWER),
        "kind": form.kind,
        "for_letter": typed_for_letter(request.POST, but=form.fields),
        "parts": to_html_parts(composed) if composed else None,
        "is_opened": form.errors or request.POST.get(_OPENED),
    }
    return respond(request, "protect/letter.html", context, form)


def _wait(request: HttpRequest, cost: int) -> HttpResponse | None:
    """The page that waits, with all that was typed; None when there is no need to."""
    seconds = pace.wait_seconds(visitor(request).address, cost)
    if not seconds:
        return None
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    response = render(request, "protect/wait.html", {"seconds": seconds, "sent": sent})
    response.status_code = _TOO_MANY
    response["Retry-After"] = str(seconds)
    return response
