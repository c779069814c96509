"""Start an action; correct its title and its project."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Circonscription
from entrenous.collective import actions
from entrenous.keyring import drafts
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.web.collective.forms import ProjectForm, action_id
from entrenous.web.collective.views.shared import ANIMATORS, METHODS, Words, ask, open_one
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import data_of, respond
from entrenous.web.dossiers.views.refusals import edited, is_done

NEW, EDIT = "collective:new", "collective:edit"
_STARTED = "L’action est ouverte, scellée. Ajoutez ses séances, et qui anime avec vous."
_EDIT = Words(
    "Le titre et le projet", "Enregistrer", "save", "Le projet est enregistré.",
    "Un besoin, pas des personnes",
    "Le titre est lu par tout le service ; le projet, par celles et ceux qui animent. Aucune "
    "situation ne doit s’y reconnaître.",
)  # fmt: skip


@needs(*ANIMATORS)
@require_http_methods(METHODS)
def new(request: AgentRequest) -> HttpResponse:
    """Its title, the need observed, aims, partners, means."""
    _ = request.keyring.secret
    typed = drafts.restore(request, NEW) if request.method != "POST" else None
    form = ProjectForm(data_of(request), initial=typed or {}, places=_places(request))
    if not form.is_valid():
        return respond(request, "collective/new.html", {}, form)
    kept: list[UUID] = []

    @transaction.atomic
    def do() -> None:
        made = actions.start(
            request.keyring, form.where(), form.card(), form.project(), action=action_id(form)
        )
        kept.append(made.pk)
        drafts.discard(request.user, NEW)

    if not is_done(form, do):
        return respond(request, "collective/new.html", {}, form)
    messages.success(request, _STARTED)
    return redirect("collective:action", kept[0])


@needs(*ANIMATORS)
@require_http_methods(METHODS)
def edit(request: AgentRequest, action: UUID) -> HttpResponse:
    """The same, later; a colleague's newer version is shown before it is written over."""
    shown = open_one(request, action)
    known = shown.project
    typed = drafts.restore(request, EDIT, action) if request.method != "POST" else None
    initial: dict[str, object] = {"title": shown.title, "version": known.version if known else 0}
    if known:
        said = known.content
        initial |= {name: getattr(said, name) for name in _TEXTS}
        initial["themes"] = [theme.value for theme in said.themes]
    form = ProjectForm(data_of(request), initial={**initial, **(typed or {})})

    def do() -> None:
        version = form.cleaned_data["version"] or 0
        actions.rewrite(request.keyring, shown.row, form.card(), form.project(), based_on=version)
        drafts.discard(request.user, EDIT, action)

    try:
        return ask(request, shown, _EDIT, form, do, draft=EDIT)
    except EditedMeanwhile as meanwhile:
        again = edited(ProjectForm, request, meanwhile.version)
        return ask(request, open_one(request, action), _EDIT, again, do, draft=EDIT, newer=True)


_TEXTS = ("need", "aims", "audience", "partners", "means")


def _places(request: AgentRequest) -> list[Circonscription]:
    """Where this agent works."""
    found = {
        f.circonscription_id: f.circonscription
        for f in request.user.functions.select_related("circonscription")
        if f.circonscription is not None and f.kind in ANIMATORS
    }
    return list(found.values())
