"""Where an ending stands: what was said, what waits for whom, what may come next."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from entrenous.agents.models import Function
from entrenous.dossiers import former
from entrenous.dossiers.codes import EndingReason
from entrenous.dossiers.contents import Ending
from entrenous.endings.codes import Stage
from entrenous.endings.contents import LaterQuestionnaire
from entrenous.endings.queries import KnownEnding, endings
from entrenous.relays import queries as relays
from entrenous.statistics.queries import questionnaire
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.endings.views.shared import EndingPage, open_ending
from entrenous.web.endings.words import TONES


@dataclass(frozen=True)
class Next:
    """A button: what may be done now. The first of the page is the one awaited."""

    label: str
    url: str
    icon: str


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def ending(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The ending of the current accompagnement, or of the last one."""
    found = open_ending(request, dossier)
    known, today = found.known, timezone.localdate()
    stage = known.stage(today) if known else None
    reopened = former.latest_reopening(found.page.reading)
    context = found.page.context(
        ending=found,
        known=known,
        stage=stage,
        tone=TONES[stage] if stage else "",
        nexts=_nexts(found, stage),
        relays=relays.in_reading(found.page.reading, today),
        is_silent=known is not None and known.reason is EndingReason.NO_NEWS,
        rule=found.rule,
        last=_last(found),
        later=_later(found),
        is_form_given=questionnaire(found.page.request.user.organisation_id).is_given,
        others=_others(found),
        reopened=reopened.content if reopened else None,
    )
    return render(request, "endings/ending.html", context)


def _nexts(found: EndingPage, stage: Stage | None) -> list[Next]:
    """What may come next, the awaited first. Only the référente proposes and pronounces."""
    if found.stretch is None:
        after = [("Reprendre l’accompagnement", "reopen", "rotate-ccw")]
        if found.known is not None:
            after.append(("La personne s’oppose à cette fin", "object", "hand"))
        return _buttons(found, after)
    if stage is None:
        own = [("Proposer la fin", "propose", "flag")]
        return _buttons(found, own if found.page.is_mine else [])
    offered = _OFFERED[stage]
    if not found.page.is_mine:
        offered = [each for each in offered if each[1] in _ANYONE]
    return _buttons(found, offered)


_TELL = ("Noter l’entretien ou la lettre", "tell", "message-circle")
_RETELL = ("Compléter ce qui a été dit", "tell", "pencil")
_LETTER = ("La lettre à la personne", "letter", "mail")
_OBJECT = ("La personne s’y oppose", "object", "hand")
_SHORTEN = ("Elle ne veut pas attendre", "shorten", "timer")
_PRONOUNCE = ("Prononcer la fin", "pronounce", "flag")
_SETTLE = ("Noter ce que vous avez décidé", "settle", "handshake")
_CHANGE = ("Corriger la proposition", "change", "pencil")
_GIVE_UP = ("Abandonner cette fin", "give_up", "undo-2")
_ANYONE = {"object", "letter"}
_OFFERED = {
    Stage.PROPOSED: [_TELL, _LETTER, _OBJECT, _CHANGE, _GIVE_UP],
    Stage.WAITING: [_RETELL, _LETTER, _OBJECT, _SHORTEN, _CHANGE, _GIVE_UP],
    Stage.OBJECTED: [_SETTLE, _GIVE_UP],
    Stage.READY: [_PRONOUNCE, _RETELL, _LETTER, _OBJECT, _CHANGE, _GIVE_UP],
    Stage.CLOSED: [],
    Stage.GIVEN_UP: [],
}


def _buttons(found: EndingPage, offered: list[tuple[str, str, str]]) -> list[Next]:
    return [
        Next(label, reverse(f"endings:{name}", args=[found.pk]), icon)
        for label, name, icon in offered
    ]


def _last(found: EndingPage) -> tuple[date | None, Ending | None]:
    """When the last accompagnement ended and how, when none is under way."""
    if found.stretch is not None:
        return None, None
    row = found.page.dossier.accompagnements.order_by("opened_on").last()
    told = {e.content.accompagnement: e.content for e in found.page.reading.of(Ending)}
    return (row.closed_on, told.get(str(row.pk))) if row else (None, None)


def _later(found: EndingPage) -> LaterQuestionnaire | None:
    """Her last answer about a questionnaire, whatever the ending; « pas demandé » is none."""
    answers = [q.content for q in found.page.reading.of(LaterQuestionnaire)]
    return max(answers, key=lambda q: q.asked_on, default=None)


def _others(found: EndingPage) -> list[KnownEnding]:
    """The endings that are over, but the one that is shown."""
    shown = found.known.record.id if found.known else None
    known = endings(found.page.reading)
    return [e for e in known if e.record.id != shown and (e.said.closed_on or e.said.given_up_on)]
