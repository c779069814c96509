"""Two dossiers of one household, and two dossiers of one person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Agent, Function
from entrenous.dossiers import households, merging
from entrenous.dossiers.contents import PersonCard, SharedHousehold
from entrenous.dossiers.models import Dossier, Household
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.forms.acts import ConfirmForm, LinkForm, MergeForm, SharedForm
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.views.acts import words
from entrenous.web.dossiers.views.acts.flow import METHODS, already, carry, typed
from entrenous.web.dossiers.views.acts.people import other_dossier, own_others
from entrenous.web.dossiers.views.refusals import EDITED, is_done

_LINKED = "L’un de ces dossiers partage déjà un foyer : rien n’a changé. Séparez-le d’abord."
_SEPARATED = "Les dossiers sont déjà séparés : rien n’a changé."
_SETTLED = "L’autre dossier s’est séparé : une copie de ce qui était partagé est gardée ici."
_NOT_MERGEABLE = (
    "Ces deux dossiers ne peuvent pas être réunis : l’un partage un foyer, ou n’existe plus. "
    "Rien n’a changé."
)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def household(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What is shared, and the act that ends the sharing."""
    page = open_page(request, dossier, "more", SharedHousehold)
    if households.settle(request.keyring, page.dossier):
        return already(page, _SETTLED)
    if page.dossier.household_id is None:
        return redirect("dossiers:act_link", dossier)
    reading = households.read(request.keyring, page.dossier)
    context = page.context(
        shared=reading.one(SharedHousehold) if reading else None,
        is_damaged=reading is not None and not reading.is_whole,
        is_alone=not households.others(page.dossier),
    )
    return respond(request, "dossiers/acts/household.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def link(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Link two of one's dossiers, with both persons' agreement."""
    page = open_page(request, dossier, "more", SharedHousehold)
    if page.dossier.household_id is not None:
        return redirect("dossiers:household", dossier)
    others = own_others(request, dossier)
    data, initial = typed(request)
    former = page.reading.one(SharedHousehold)
    form = LinkForm(data, initial=initial, others=others)

    def do() -> None:
        other = other_dossier(request, form.cleaned_data["other"])
        households.link(request.keyring, page.dossier, other, form.shared())

    more = {"has_choice": bool(others), "needs_other": True, "former": former}
    try:
        return carry(page, words.LINK, form, do=do, then="dossiers:household", more=more)
    except households.AlreadyLinked:
        return already(page, _LINKED)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def change(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Correct what is shared: a newer version is shown before it is written over."""
    page = open_page(request, dossier, "more", SharedHousehold)
    known = households.shared_with(request.keyring, page.dossier)
    if known is None or page.dossier.household_id is None:
        return redirect("dossiers:more", dossier)
    row = Household.objects.get(pk=page.dossier.household_id)
    data, initial = typed(request)
    content = known.content
    form = SharedForm(
        data,
        initial=initial
        or {
            "composition": content.composition, "home": content.home,
            "agreed_on": content.agreed_on, "version": known.version,
        },
    )  # fmt: skip

    def do() -> None:
        version = form.cleaned_data["version"] or 0
        try:
            households.change(request.keyring, row, form.shared(), based_on=version)
        except EditedMeanwhile:
            if form.shared() != content:
                raise

    try:
        return carry(page, words.CHANGE_SHARED, form, do=do, then="dossiers:household")
    except EditedMeanwhile:
        newest = request.POST.copy()
        newest["version"] = str(known.version)
        form = SharedForm(newest)
        form.add_error(None, EDITED)
        context = page.context(words=words.CHANGE_SHARED, newer=content)
        return respond(request, "dossiers/acts/ask.html", context, form)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def separate(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """End the sharing in one act."""
    page = open_page(request, dossier, "more", SharedHousehold)
    if page.dossier.household_id is None:
        return already(page, _SEPARATED)
    return _separate(page, Household.objects.get(pk=page.dossier.household_id))


def _separate(page: DossierPage, row: Household) -> HttpResponse:
    """What each will keep is read before it is done; a part that is damaged asks for a constat."""
    keyring = page.request.keyring
    form = ConfirmForm(page.request.POST if "do" in page.request.POST else None)
    if form.is_valid() and is_done(form, lambda: households.separate(keyring, row)):
        messages.success(page.request, words.SEPARATE.done)
        return redirect("dossiers:more", page.dossier.pk)
    reading = households.read(keyring, page.dossier)
    both = households.sides(keyring, row.pk)
    context = page.context(
        words=words.SEPARATE,
        shared=reading.one(SharedHousehold) if reading else None,
        has_key=reading is not None,
        sides=[(side, _name_of(page, side)) for side in both],
        is_all_mine=all(side.is_mine for side in both),
        in_both=_in_both(both, page.request.user.pk),
    )
    return respond(page.request, "dossiers/acts/separate.html", context, form)


def _name_of(page: DossierPage, side: households.Side) -> str:
    """The name of a dossier that the reader holds; never of another."""
    if side.dossier.pk == page.dossier.pk:
        return page.card.name
    if not side.is_mine:
        return ""
    opened = page.request.keyring.open_list([side.dossier.pk], Act.LIST_OPENED)
    readings = records.read_many(opened.values(), PersonCard)
    card = readings[side.dossier.pk].one(PersonCard) if readings else None
    return card.content.name if card else ""


def _in_both(both: list[households.Side], me: UUID) -> list[Agent]:
    """The colleagues who go on holding the two dossiers: each person is asked about them."""
    ids = [{agent.pk for agent in side.holders} for side in both]
    shared = set.intersection(*ids) - {me} if ids else set()
    return [agent for agent in both[0].holders if agent.pk in shared] if both else []


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def merge(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Everything of the other dossier comes into this one."""
    page = open_page(request, dossier, "more", SharedHousehold)
    if "do" in request.POST and _is_merged(page.dossier, request.POST.get("other", "")):
        return already(page, words.MERGE.done, "dossiers:dossier")
    others = own_others(request, dossier)
    data, initial = typed(request)
    form = MergeForm(data, initial=initial, others=others)

    def do() -> None:
        duplicate = other_dossier(request, form.cleaned_data["other"])
        merging.merge(request.keyring, duplicate, into=page.dossier)

    more = {"has_choice": bool(others), "needs_other": True}
    try:
        return carry(page, words.MERGE, form, do=do, then="dossiers:dossier", more=more)
    except merging.NotMergeable:
        return already(page, _NOT_MERGEABLE)


def _is_merged(into: Dossier, other: str) -> bool:
    """Tell whether the other dossier already came here: a second click is not an error."""
    return other in {str(pk) for pk in into.absorbed.values_list("pk", flat=True)}
