"""Tasks entrusted to reception: given from a dossier, done at the desk, back in the thread."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entrenous.agents.models import Agent, Function
from entrenous.desk import tasks
from entrenous.desk.errors import AlreadyReturned, NotOver, ProtectedPerson
from entrenous.dossiers.contents import PersonCard, ReceptionCard
from entrenous.keyring import drafts
from entrenous.keyring.certificates import NotCertified
from entrenous.keyring.errors import Damaged
from entrenous.reception.errors import LeftAlone, NoLetterBox
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.desk.forms.tasks import GiveForm, ReturnForm
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.views.acts.flow import already
from entrenous.web.dossiers.views.acts.listing import is_current

BOTH = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
METHODS = ["GET", "HEAD", "POST"]
TAB = "more"
NEW, RETURN = "desk:task-new", "desk:task-return"
_ENDED = "L’accompagnement est terminé : aucune tâche n’est confiée."
_DONE_MEANWHILE = "Cette tâche est déjà revenue, ou reprise : rien n’a changé."
_REFUSALS: dict[type[Exception], str] = {
    ProtectedPerson: (
        "Ce dossier est protégé : l’accueil n’en sait rien, et aucune tâche ne lui est confiée."
    ),
    LeftAlone: "« Ne pas recontacter » : personne ne lui propose de rendez-vous.",
    NoLetterBox: "L’accueil de cette maison n’a pas encore de clé certifiée. Rien n’est confié.",
    NotCertified: "Ce collègue n’a pas encore de clé certifiée. Confiez-la à tout l’accueil.",
    Damaged: "Une partie de ce dossier est abîmée : faites d’abord le constat. Rien n’est confié.",
}


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def of_dossier(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What was entrusted about this person, and where it stands."""
    page = open_page(request, dossier, TAB, PersonCard)
    context = page.context(tasks=tasks.of_dossier(dossier), is_current=is_current(page))
    return render(request, "desk/tasks.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def give(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What is to be done, by when, and only what is needed to do it."""
    page = open_page(request, dossier, TAB, PersonCard, ReceptionCard)
    if not is_current(page):
        return already(page, _ENDED, "desk:tasks")
    data = request.POST if request.method == "POST" else None
    typed = drafts.restore(request, NEW, dossier) if data is None else None
    form = GiveForm(
        data, colleagues=_colleagues(page), initial={"name": page.card.name} | (typed or {})
    )
    if form.is_bound and form.is_valid():
        try:
            tasks.give(request.keyring, page.dossier, form.asked(), once=form.cleaned_data["once"])
        except tuple(_REFUSALS) as refused:
            form.add_error(None, _REFUSALS[type(refused)])
        else:
            drafts.discard(request.user, NEW, dossier)
            messages.success(request, "La tâche est confiée, scellée à qui la fera.")
            return redirect("desk:tasks", dossier)
    return respond(request, "desk/task_new.html", page.context(), form)


@needs(*BOTH)
@require_safe
def show(request: AgentRequest, task: UUID) -> HttpResponse:
    """One task, journaled before it is shown."""
    return _page(request, tasks.read(request.keyring, task))


@needs(Function.Kind.RECEPTION)
@require_http_methods(["POST"])
def give_back(request: AgentRequest, task: UUID) -> HttpResponse:
    """What came of it."""
    opened = tasks.read(request.keyring, task)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, opened, form)
    try:
        tasks.give_back(request.keyring, task, form.said())
    except AlreadyReturned:
        messages.warning(request, _DONE_MEANWHILE)
        return redirect("desk:task", task)
    except Damaged:
        form.add_error(None, "Une partie de cette tâche est abîmée : prévenez qui l’a confiée.")
        return _page(request, opened, form)
    drafts.discard(request.user, RETURN, task)
    messages.success(request, "Le retour est remis à qui a confié la tâche.")
    return redirect("reception:desk")


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def take_back(request: AgentRequest, task: UUID) -> HttpResponse:
    """The référente takes it back."""
    _ = request.keyring.secret
    try:
        row = tasks.take_back(request.keyring, task)
    except AlreadyReturned:
        messages.warning(request, _DONE_MEANWHILE)
        return redirect("desk:task", task)
    messages.success(request, "La tâche est reprise : l’accueil ne la lit plus.")
    return redirect("desk:tasks", row.dossier_id)


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def report(request: AgentRequest, task: UUID) -> HttpResponse:
    """What came back goes in the thread."""
    _ = request.keyring.secret
    try:
        row = tasks.report(request.keyring, task)
    except (AlreadyReturned, NotOver):
        messages.warning(request, "Rien à verser : la tâche n’est pas revenue, ou est déjà au fil.")
        return redirect("desk:task", task)
    messages.success(request, "Le retour est au fil du dossier. L’accueil ne lit plus cette tâche.")
    return redirect("dossiers:dossier", row.dossier_id)


def _page(
    request: AgentRequest, opened: tasks.OpenedTask, form: ReturnForm | None = None
) -> HttpResponse:
    row = opened.row
    at_desk = request.user.has_function(Function.Kind.RECEPTION)
    holds_dossier = not at_desk and request.keyring.holds(row.dossier_id)
    typed = drafts.restore(request, RETURN, row.pk) if form is None else None
    context = {
        "opened": opened,
        "row": row,
        "is_open": row.status == row.Status.GIVEN,
        "at_desk": at_desk,
        "holds_dossier": holds_dossier,
        "back": reverse("desk:tasks", args=[row.dossier_id])
        if holds_dossier
        else reverse("reception:desk"),
    }
    return respond(request, "desk/task.html", context, form or ReturnForm(initial=typed))


def _colleagues(page: DossierPage) -> list[Agent]:
    """Reception of the person's house."""
    place = page.dossier.secteur.circonscription
    found = Agent.objects.with_function(Function.Kind.RECEPTION, place)
    return list(found.order_by("family_name", "given_name"))
