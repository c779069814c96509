"""What happens to an orientation: told, answered, stopped. One page each, nothing done twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.consents.terms import TermsRefused
from entrenous.letters import to_html_parts
from entrenous.relays import actions, state
from entrenous.relays.codes import StepKind
from entrenous.relays.queries import RelayState
from entrenous.relays.state import StepRefused
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import Form, data_of, respond
from entrenous.web.dossiers.forms.telling import lines_of
from entrenous.web.dossiers.views.refusals import is_done
from entrenous.web.relays.forms import CloseForm, HearForm, SendForm, WithdrawForm
from entrenous.web.relays.letter import letter_of
from entrenous.web.relays.views.shared import METHODS, Place, open_relays, relay_of, to_relay

_NOTHING_LEAVES = (
    "Rien ne peut partir : la personne a retiré son accord, ou il a pris fin. Reprenez la "
    "question avec elle."
)
_OVER = "Cette orientation est terminée : rien n’a changé."


@dataclass(frozen=True)
class Words:
    """What the page of a step says."""

    title: str
    button: str
    icon: str
    done: str
    advice_title: str
    advice: str
    kind: str = "plein"


_SEND = Words(
    "Transmettre au partenaire", "Noter qu’elle est partie", "send",
    "C’est noté. Sans réponse à temps, elle revient dans « Ma journée ».",
    "Le logiciel n’envoie rien",
    "Imprimez la lettre, appelez ou allez-y avec la personne, puis notez-le ici. Seul ce qui est "
    "montré est dit.",
)  # fmt: skip
_HEAR = Words(
    "Ce que le partenaire a répondu", "Noter sa réponse", "message-square-reply",
    "La réponse est notée.",
    "Une orientation sans retour n’en est pas une",
    "« Reçue » n’est pas « acceptée » : un nouveau délai court jusqu’à son oui ou son non.",
)  # fmt: skip
_WITHDRAW = Words(
    "La personne retire son accord", "Retirer l’accord", "undo-2",
    "L’accord est retiré : plus rien ne part. Prévenez le partenaire si quelque chose était parti.",
    "Aucune raison à donner",
    "La personne n’a pas à dire pourquoi. Ce qui est déjà parti ne peut pas être repris : dites-le "
    "lui, et demandez au partenaire de ne plus s’en servir.",
    "danger",
)  # fmt: skip
_CLOSE = Words(
    "Refermer cette orientation", "Refermer", "archive",
    "L’orientation est refermée, elle reste lisible.",
    "Avec la personne",
    "On referme quand le chemin change : une autre porte, une autre demande. Son accord, lui, se "
    "retire à part.",
)  # fmt: skip
Do = Callable[[], None]


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def send(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """It left, or was recalled: what still may be told is shown, then noted."""
    return send_in(open_relays(request, dossier), record)


def send_in(place: Place, record: UUID) -> HttpResponse:
    """The same, wherever it lives."""
    shown = relay_of(place, record)
    if not state.may_come(shown.said) & {StepKind.SENT, StepKind.REMINDED}:
        return _back(place, record, _OVER)
    if not shown.may_leave:
        return _back(place, record, _NOTHING_LEAVES)
    form = SendForm(data_of(place.request), initial=_today(), since=_since(shown))

    def do() -> None:
        said = form.cleaned_data
        actions.send(place.request.keyring, place.home, record, on=said["on"], words=said["words"])

    letter = to_html_parts(letter_of(place, shown, timezone.localdate()))
    return _step(place, shown, _SEND, form, do, letter=letter, told=lines_of(shown.may_leave))


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def hear(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The partner received it, said yes, said no, began, gave it back."""
    return hear_in(open_relays(request, dossier), record)


def hear_in(place: Place, record: UUID) -> HttpResponse:
    """The same, wherever it lives."""
    shown = relay_of(place, record)
    form = HearForm(
        data_of(place.request),
        initial=_today(),
        since=_since(shown),
        may_come=list(state.may_come(shown.said)),
    )
    if not form.fields["kind"].choices:  # type: ignore[attr-defined]
        return _back(place, record, _OVER)

    def do() -> None:
        said = form.cleaned_data
        kind = StepKind(said["kind"])
        actions.hear(
            place.request.keyring, place.home, record, kind,
            on=said["on"], words=said["words"], note=said["note"],
        )  # fmt: skip

    return _step(place, shown, _HEAR, form, do)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def withdraw(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """She takes her agreement back: it stops at once, and what had left is said."""
    return withdraw_in(open_relays(request, dossier), record)


def withdraw_in(place: Place, record: UUID) -> HttpResponse:
    """The same, wherever it lives."""
    shown = relay_of(place, record)
    if StepKind.WITHDRAWN not in state.may_come(shown.said):
        return _back(place, record, _OVER)
    form = WithdrawForm(data_of(place.request), initial=_today(), since=shown.said.read_on)

    def do() -> None:
        actions.withdraw(place.request.keyring, place.home, record, on=form.cleaned_data["on"])

    return _step(place, shown, _WITHDRAW, form, do, left=shown.left)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def close(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Followed no longer."""
    return close_in(open_relays(request, dossier), record)


def close_in(place: Place, record: UUID) -> HttpResponse:
    """The same, wherever it lives."""
    shown = relay_of(place, record)
    if StepKind.CLOSED not in state.may_come(shown.said):
        return _back(place, record, _OVER)
    form = CloseForm(data_of(place.request), initial=_today(), since=_since(shown))

    def do() -> None:
        said = form.cleaned_data
        actions.close(place.request.keyring, place.home, record, on=said["on"], words=said["words"])

    return _step(place, shown, _CLOSE, form, do)


def _step(
    place: Place, shown: RelayState, words: Words, form: Form, do: Do, **more: Any
) -> HttpResponse:
    """Ask, do, go back to the orientation; what cannot come is said beside what was typed."""
    if form.is_valid():
        try:
            if is_done(form, do):
                messages.success(place.request, words.done)
                return to_relay(place, shown.id)
        except actions.NothingMayLeave:
            form.add_error(None, _NOTHING_LEAVES)
        except TermsRefused as refused:
            form.add_error("on", refused.sentence)
        except StepRefused as refused:
            if refused.already:
                return _back(place, shown.id, refused.sentence)
            form.add_error(None, refused.sentence)
    context = place.context(shown=shown, words=words, **more)
    return respond(place.request, "relays/step.html", context, form)


def _back(place: Place, record: UUID, sentence: str) -> HttpResponse:
    """A second click, or a page left open: nothing is done twice."""
    messages.info(place.request, sentence)
    return to_relay(place, record)


def _today() -> dict[str, date]:
    return {"on": timezone.localdate()}


def _since(shown: RelayState) -> date:
    return shown.said.steps[-1].on if shown.said.steps else shown.said.read_on
