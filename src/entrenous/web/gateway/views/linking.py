"""Correct a letter; link it to the dossier of the person, or detach it from the wrong one."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.dossiers.models import Dossier
from entrenous.dossiers.queries import own_list
from entrenous.gateway import entering, linking
from entrenous.gateway.base import base_of, employer_of
from entrenous.gateway.errors import BadLetter
from entrenous.keyring import drafts
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.web.asking import recap, words
from entrenous.web.asking.answering import remarks
from entrenous.web.asking.groups import GROUPS
from entrenous.web.asking.journey import CHECK, Journey
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.gateway.access import KEEPERS, METHODS, WORKER
from entrenous.web.gateway.describing import as_data, carried_letter, letter_of, typed_from
from entrenous.web.gateway.forms.acts import ActForm, DossierForm
from entrenous.web.gateway.forms.letter import LetterForm
from entrenous.web.gateway.pages import RequestPage, open_page
from entrenous.web.gateway.views.acts import carry
from entrenous.web.gateway.views.entering import is_to_save
from entrenous.web.gateway.views.refusals import as_it_stands

_DRAFT = "gateway:correct"
_EDITED = (
    "Cette lettre a été corrigée entre-temps. Ce que vous avez tapé est ici, tel quel :"
    " enregistrez de nouveau pour le garder, les deux versions sont gardées."
)


@needs(*KEEPERS)
@require_http_methods(METHODS)
@as_it_stands
def correct(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """The same steps, filled: a proof shown since, a date, a name. What was decided falls."""
    page = open_page(request, sollicitation)
    if not page.row.is_ongoing:
        return redirect("gateway:show", sollicitation)
    kept = drafts.restore_data(request, _DRAFT, sollicitation) if request.method != "POST" else None
    data = request.POST if request.method == "POST" else kept or as_data(typed_from(page.letter))
    organisation = request.user.organisation
    journey = Journey(data, base_of(organisation.pk), employer=employer_of(organisation))
    screen = journey.screen() if request.method == "POST" or kept else journey.show(CHECK)
    context = {"screen": screen, "groups": GROUPS, "carried_letter": carried_letter(data)}
    if screen.step != CHECK:
        title, lead = words.TITLES[screen.step]
        context |= {"title": title, "lead": lead, "version": _version(request, page)}
        return respond(request, "gateway/correct_step.html", page.context(**context), screen.form)
    is_saved = is_to_save(request)
    form = LetterForm(
        *((request.POST,) if is_saved else ()),
        initial={name: data[name] for name in data if name in LetterForm.base_fields},
        places=[page.row.circonscription],
        with_file=False,
    )
    if is_saved and form.is_valid() and (response := _save(page, journey, form)):
        return response
    context |= {
        "recap": recap.lines(journey),
        "remarks": remarks(journey.description(), timezone.localdate()),
        "version": form.newer or _version(request, page),
    }
    return respond(request, "gateway/correct.html", page.context(**context), form)


def _save(page: RequestPage, journey: Journey, form: LetterForm) -> HttpResponse | None:
    request, pk, known = page.request, page.row.pk, page.letter
    letter = replace(
        letter_of(journey.description(), form.cleaned_data),
        same_letter_as=known.same_letter_as,
        follows_up=known.follows_up,
    )
    try:
        entering.correct(request.keyring, pk, letter, based_on=_version(request, page))
    except BadLetter as bad:
        form.refuse(bad)
    except EditedMeanwhile as newer:
        form.newer = newer.version
        form.add_error(None, _EDITED)
    else:
        drafts.discard(request.user, _DRAFT, pk)
        messages.success(request, "C’est corrigé. La proposition est calculée de nouveau.")
        return redirect("gateway:show", pk)
    return None


def _version(request: AgentRequest, page: RequestPage) -> int:
    typed = request.POST.get("version", "")
    if typed.isdecimal():
        return int(typed)
    return page.found.letter.version if page.found.letter else 0


@needs(WORKER)
@require_http_methods(METHODS)
def link(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """Link a request to a dossier one holds: whoever holds it will hold the request."""
    page = open_page(request, sollicitation)
    dossiers = {row.dossier.pk: row.sorted_name for row in own_list(request.keyring)}
    form = DossierForm(request.POST if request.method == "POST" else None, dossiers=dossiers)
    act = {
        "title": "Lier à un dossier",
        "lead": "Qui tient le dossier tiendra la sollicitation. Ses accords seront comptés, et ce"
        " qui était décidé sans lui se décide de nouveau.",
        "button": "Lier",
        "done": "C’est lié. La proposition est calculée de nouveau.",
        "nobody": "" if dossiers else "Vous ne tenez encore aucun dossier.",
    }
    return carry(
        page,
        form,
        act,
        lambda: linking.link(
            request.keyring, sollicitation, Dossier.objects.get(pk=form.cleaned_data["dossier"])
        ),
    )


@needs(WORKER)
@require_http_methods(METHODS)
def unlink(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """Detach it: it was about someone else. Nothing of it stays in that dossier."""
    page = open_page(request, sollicitation)
    if page.found.dossier is None:
        raise Http404
    form = ActForm(request.POST if request.method == "POST" else None)
    act = {
        "title": "Détacher de ce dossier",
        "lead": "La lettre parlait d’une autre personne : rien n’en restera à lire dans ce dossier."
        " Les deux journaux gardent qu’elle y a été liée.",
        "button": "Détacher",
        "kind": "danger",
        "done": "C’est détaché. La proposition est calculée de nouveau.",
    }
    return carry(page, form, act, lambda: linking.unlink(request.keyring, sollicitation))
