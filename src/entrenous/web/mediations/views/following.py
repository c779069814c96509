"""What happens under a mandate: said, answered, concluded, given again, taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.consents.terms import TermsRefused
from entrenous.mediations import actions, state
from entrenous.mediations.codes import Outcome, Stage, StepKind
from entrenous.mediations.queries import MediationState
from entrenous.mediations.state import NoMandate, StepRefused
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import Form, data_of, respond
from entrenous.web.dossiers.forms.telling import lines_of
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.views.refusals import is_done
from entrenous.web.mediations.forms import (
    ConcludeForm,
    ExchangeForm,
    RenewForm,
    SayForm,
    WithdrawForm,
    proposed,
)
from entrenous.web.mediations.views.shared import METHODS, back, open_one

F = TypeVar("F", SayForm, ExchangeForm, ConcludeForm, WithdrawForm)

_OVER = "Cette médiation est terminée : rien n’a changé."


@dataclass(frozen=True)
class Words:
    """What the page of a step says. `may_say`: whether it shows the words of the mandate."""

    step: StepKind
    title: str
    button: str
    icon: str
    done: str
    advice_title: str
    advice: str
    kind: str = "plein"
    may_say: bool = False


_SAY = Words(
    StepKind.SAID,
    "Ce qui a été dit au tiers", "Noter ce qui a été dit", "message-square",
    "C’est noté, ici et dans le fil.",
    "Dans les mots du mandat",
    "Le logiciel n’appelle et n’envoie rien. Ce qui n’est pas dans le mandat n’est pas dit, même "
    "si le tiers insiste : « la personne vous le dira elle-même si elle le veut ».",
    may_say=True,
)  # fmt: skip
_HEAR = Words(
    StepKind.HEARD,
    "Ce que le tiers a répondu", "Noter sa réponse", "message-square-reply",
    "La réponse est notée, ici et dans le fil.",
    "Une proposition n’est pas un accord",
    "Rapportez-la à la personne : c’est elle qui accepte ou refuse. Le service ne signe rien.",
)  # fmt: skip
_CONCLUDE = Words(
    StepKind.DONE,
    "Noter le résultat", "Terminer la médiation", "flag",
    "Le résultat est noté. Le mandat est terminé : plus rien n’est dit au tiers.",
    "Ce qui est ressorti, sans jugement",
    "Le code sert à compter, sans nom. Les mots sont pour la personne : elle peut emporter un "
    "compte rendu.",
)  # fmt: skip
_RENEW = Words(
    StepKind.RENEWED,
    "La personne redonne son mandat", "Enregistrer avec son accord", "handshake",
    "Le mandat est redonné, dans les mêmes mots.",
    "Les mêmes mots, relus",
    "Pour dire autre chose, ou à quelqu’un d’autre, prenez un nouveau mandat avec elle.",
    may_say=True,
)  # fmt: skip
_WITHDRAW = Words(
    StepKind.WITHDRAWN,
    "La personne retire son mandat", "Retirer le mandat", "undo-2",
    "Le mandat est retiré : plus rien n’est dit. Prévenez le tiers que vous ne le suivez plus.",
    "Aucune raison à donner",
    "La personne n’a pas à dire pourquoi. Ce qui est déjà dit ne peut pas être repris : dites-le "
    "lui.",
    "danger",
)  # fmt: skip


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def say(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """What was said, the words of the mandate in sight; outside a mandate, it is said why."""
    page, shown = open_one(request, dossier, record)
    form = _dated(SayForm, page, shown)

    def do() -> None:
        try:
            actions.say(request.keyring, page.dossier, record, form.exchange())
        except NoMandate:
            form.say_outside()
            raise

    return _step(page, shown, _SAY, form, do)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def hear(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """What the third party answered."""
    page, shown = open_one(request, dossier, record)
    form = _dated(ExchangeForm, page, shown)

    def do() -> None:
        actions.hear(request.keyring, page.dossier, record, form.exchange())

    return _step(page, shown, _HEAR, form, do)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def conclude(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """What came of it; the mandate ends."""
    page, shown = open_one(request, dossier, record)
    known = {"outcome": Outcome.STOPPED} if shown.stage is Stage.WITHDRAWN else {}
    form = _dated(ConcludeForm, page, shown, **known)

    def do() -> None:
        said = form.cleaned_data
        actions.conclude(
            request.keyring, page.dossier, record, Outcome(said["outcome"]),
            on=said["on"], words=said["words"], decided=said["decided"],
        )  # fmt: skip

    return _step(page, shown, _CONCLUDE, form, do)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def renew(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The same words, read again; a new agreement."""
    page, shown = open_one(request, dossier, record)
    form = RenewForm(data_of(request), initial=proposed(), said=shown.said)

    def do() -> None:
        actions.renew(request.keyring, page.dossier, record, form.agreement())

    return _step(page, shown, _RENEW, form, do)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def withdraw(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """She takes her mandate back: it stops at once, and what was said already is told."""
    page, shown = open_one(request, dossier, record)
    form = _dated(WithdrawForm, page, shown)

    def do() -> None:
        actions.withdraw(request.keyring, page.dossier, record, on=form.cleaned_data["on"])

    return _step(page, shown, _WITHDRAW, form, do, shows_said=True)


def _step(
    page: DossierPage,
    shown: MediationState,
    words: Words,
    form: Form,
    do: Callable[[], None],
    *,
    shows_said: bool = False,
) -> HttpResponse:
    """Ask, do, go back to the mediation; what cannot come is said beside what was typed."""
    if words.step not in state.may_come(shown.stage):
        return back(page, shown.id, _OVER)
    if form.is_valid():
        try:
            if is_done(form, do):
                messages.success(page.request, words.done)
                return redirect("mediations:mediation", page.dossier.pk, shown.id)
        except NoMandate:
            pass  # said beside the field
        except TermsRefused as refused:
            form.add_error("on" if "on" in form.fields else None, refused.sentence)
        except StepRefused as refused:
            if refused.already:
                return back(page, shown.id, refused.sentence)
            form.add_error(None, refused.sentence)
    told = shown.said.told if words is _RENEW else shown.may_say
    context = page.context(shown=shown, words=words, told=lines_of(told), shows_said=shows_said)
    return respond(page.request, "mediations/step.html", context, form)


def _dated(kind: type[F], page: DossierPage, shown: MediationState, **known: object) -> F:
    """The form of a step: of today until said otherwise, and not before the mandate was read."""
    initial = {"on": timezone.localdate(), **known}
    return kind(data_of(page.request), initial=initial, since=shown.said.read_on)
