"""Plan an absence, or change a plan: read what will be done, then hand the keys over."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Agent, Function
from entrenous.continuity import covers, queries
from entrenous.continuity.codes import CoverState, Scope
from entrenous.dossiers.contents import PersonCard
from entrenous.keyring.certificates import certified_today
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import Form, respond
from entrenous.web.continuity.forms import Choices, DaysForm, PlanForm
from entrenous.web.continuity.sentences import REFUSED, sentence
from entrenous.web.continuity.views.home import row_of
from entrenous.web.continuity.views.managing import own_cover

T = TypeVar("T")
Cards = dict[UUID, PersonCard | None]


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def plan(request: AgentRequest) -> HttpResponse:
    """Who covers, from when to when, which dossiers; « Vérifier », then the keys."""
    cards = queries.choices(request.keyring)
    people = colleagues_of(request)
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        dossiers=labels_of(cards),
        usual=[str(pk) for pk, card in cards.items() if card and not card.is_protected],
        colleagues=[(str(a.pk), a.display_name) for a in people],
    )
    context: dict[str, object] = {"has_dossiers": bool(cards), "has_colleagues": bool(people)}
    if "correct" in request.POST or not form.is_valid():
        return _asked(request, "continuity/plan.html", context, form)
    said = form.cleaned_data
    colleague = next(a for a in people if str(a.pk) == said["colleague"])
    wish = covers.Plan(colleague, Scope(said["scope"]), said["starts_on"], said["ends_on"])
    if "sure" not in request.POST:
        names = [label for pk, label in labels_of(cards) if pk in said["dossiers"]]
        context |= {"wish": wish, "names": names, "chosen": said["dossiers"]}
        return respond(request, "continuity/plan_check.html", context, form)
    made = _done(form, lambda: covers.plan(request.keyring, wish, _ids(said["dossiers"])))
    if made is None:
        return respond(request, "continuity/plan.html", context, form)
    covers.carry_on(request.keyring)
    messages.success(request, "La relève est prévue. Prévenez maintenant chaque personne.")
    return redirect("continuity:cover", made.pk)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def change(request: AgentRequest, cover: UUID) -> HttpResponse:
    """Other days, other dossiers."""
    row = own_cover(request, cover)
    shown = row_of(row)
    if shown["state"] in (CoverState.OVER, CoverState.CANCELLED):
        messages.info(request, "Cette relève est terminée : rien n’a changé.")
        return redirect("continuity:cover", row.pk)
    cards = queries.choices(request.keyring)
    covered = row.covered.filter(withdrawn_on=None).values_list("dossier_id", flat=True)
    form = DaysForm(
        request.POST if request.method == "POST" else None,
        dossiers=labels_of(cards),
        initial={
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "dossiers": [str(pk) for pk in covered],
        },
    )
    if shown["state"] is CoverState.RUNNING:
        form.fields["starts_on"].disabled = True
        form.fields["starts_on"].earliest = None  # type: ignore[attr-defined]
    if form.is_valid():
        said = form.cleaned_data
        ids = _ids(said["dossiers"])
        days = {"starts_on": said["starts_on"], "ends_on": said["ends_on"]}
        if _done(form, lambda: covers.change(request.keyring, row, **days, dossiers=ids)):
            covers.carry_on(request.keyring)
            messages.success(request, "La relève est modifiée.")
            return redirect("continuity:cover", row.pk)
    return respond(request, "continuity/change.html", shown, form)


def colleagues_of(request: AgentRequest) -> list[Agent]:
    """The social workers at work in the service whose keys are certified, but oneself."""
    rows = Agent.objects.of(request.user.organisation).with_function(Function.Kind.SOCIAL_WORKER)
    people = list(rows.exclude(pk=request.user.pk))
    certified = certified_today(request.user.organisation_id, [a.pk for a in people])
    return [a for a in people if a.pk in certified]


def labels_of(cards: Cards) -> Choices:
    """Dossiers by name, as a form offers them."""
    found = [(str(pk), _label(card)) for pk, card in cards.items()]
    return sorted(found, key=lambda pair: pair[1])


def _done(form: Form, do: Callable[[], T]) -> T | None:
    """Do an act; None when it is refused, with its sentence in the form."""
    try:
        return do()
    except REFUSED as refused:
        form.add_error(None, sentence(refused))
    except ValueError:
        form.add_error("ends_on", "Vérifiez les jours : la relève doit finir après aujourd’hui.")
    return None


def _asked(
    request: AgentRequest, template: str, context: dict[str, object], form: PlanForm
) -> HttpResponse:
    """The form again: as it was typed when it comes back from « Vérifier », without errors."""
    if "correct" in request.POST:
        form.errors.clear()
    return respond(request, template, context, form)


def _label(card: PersonCard | None) -> str:
    if card is None:
        return "Identité illisible"
    return f"{card.sorted_name}, dossier protégé" if card.is_protected else card.sorted_name


def _ids(chosen: list[str]) -> list[UUID]:
    return [UUID(pk) for pk in chosen]
