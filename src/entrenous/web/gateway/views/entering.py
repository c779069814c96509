"""Enter a request: the steps of a description, then the letter; kept as a draft all along."""

from dataclasses import replace
from typing import Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.documents.copying import NotCopied
from entrenous.documents.queries import Attachment, attachments
from entrenous.documents.uploads import receives_files
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.queries import own_list
from entrenous.gateway import entering, queries
from entrenous.gateway.base import base_of, employer_of
from entrenous.gateway.contents import RequestLetter
from entrenous.gateway.errors import BadLetter, NobodyToEntrust
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.keyring import drafts
from entrenous.keyring.certificates import NotCertified
from entrenous.keyring.models import Container
from entrenous.web.asking import recap, words
from entrenous.web.asking.answering import remarks
from entrenous.web.asking.groups import GROUPS
from entrenous.web.asking.journey import CHECK, GO, STEP, WHO, Journey, Screen
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.gateway.access import KEEPERS, MAKERS, METHODS, WORKER
from entrenous.web.gateway.describing import carried_letter, letter_of
from entrenous.web.gateway.forms.letter import LETTER, LetterForm
from entrenous.web.gateway.places import places_for, workers_at

FORM: Final = "gateway:enter"
SAVE: Final = "save"
_NOBODY = (
    "Ni l’équipe de permanence ni le service juridique n’ont de clé certifiée : rien n’est"
    " enregistré, votre saisie est gardée en brouillon. Prévenez la ou le responsable."
)
_NOT_COPIED = "Un de ces fichiers ne s’ouvre plus : décochez-le, puis joignez-le de nouveau."
_NOT_CERTIFIED = "Les clés de cette personne ne sont pas certifiées : choisissez-en une autre."


@needs(*MAKERS)
@require_safe
def new(request: AgentRequest) -> HttpResponse:
    """Draw the id of the request to come: a second click then records nothing."""
    query = {"dossier": given} if (given := _uuid(request.GET.get("dossier", ""))) else None
    return redirect(reverse("gateway:enter", args=[uuid4()], query=query))


@needs(*MAKERS)
@require_http_methods(METHODS)
@receives_files
def enter(request: AgentRequest, arriving: UUID) -> HttpResponse:
    """One question per page; the last one seals everything."""
    _ = request.keyring.secret
    if ThirdPartyRequest.objects.filter(pk=arriving, entered_by=request.user).exists():
        return redirect(_where(request, arriving))
    if Container.objects.filter(pk=arriving).exists():
        raise Http404
    data, is_sent = _data(request, arriving)
    journey = Journey(
        data, base_of(request.keyring.organisation), employer=employer_of(request.user.organisation)
    )
    screen = journey.screen() if is_sent else journey.show(journey.first_unanswered or CHECK)
    if screen.step == CHECK:
        return _last(request, arriving, journey, data)
    if request.method == "POST":
        drafts.keep(request.user, drafts.typed_in(request))
    return _step(request, arriving, screen, data)


def _data(request: AgentRequest, arriving: UUID) -> tuple[QueryDict, bool]:
    """What was sent; else the draft, as it was sent; else what the address says."""
    if request.method == "POST":
        return request.POST, True
    kept = drafts.restore_data(request, FORM, arriving)
    if kept is not None:
        return kept, "step" in kept
    data = QueryDict(mutable=True)
    if given := _uuid(request.GET.get("dossier", "")):
        data["dossier"] = given
    return data, False


def _step(request: AgentRequest, arriving: UUID, screen: Screen, data: QueryDict) -> HttpResponse:
    title, lead = words.TITLES[screen.step]
    context = {
        "screen": screen,
        "groups": GROUPS,
        "carried_letter": carried_letter(data),
        "arriving": arriving,
        "title": title,
        "lead": lead,
        "is_first": screen.step == WHO,
        "keeps": _keeps(request),
    }
    return respond(request, "gateway/step.html", context, screen.form)


def _last(request: AgentRequest, arriving: UUID, journey: Journey, data: QueryDict) -> HttpResponse:
    """What was described, and the letter: its words, its file, whom it names, who answers."""
    told = journey.description()
    is_saved = is_to_save(request)
    form = _form(request, data, is_bound=is_saved)
    if is_saved and form.is_valid():
        saved = _save(request, arriving, letter_of(told, form.cleaned_data), form)
        if saved is not None:
            drafts.discard(request.user, FORM, arriving)
            _say(request, bool(told.several))
            return redirect(_where(request, saved))
    if request.method == "POST":
        drafts.keep(request.user, drafts.typed_in(request))
    context = {
        "screen": journey.show(CHECK),
        "recap": recap.lines(journey),
        "remarks": remarks(told, timezone.localdate()),
        "arriving": arriving,
        "file_again": is_saved and "file" in request.FILES,
        "keeps": _keeps(request),
    }
    return respond(request, "gateway/letter_form.html", context, form)


def is_to_save(request: AgentRequest) -> bool:
    """Whether the last page was sent, by its button or by the Enter key."""
    is_last = request.POST.get(STEP) == CHECK
    return request.method == "POST" and is_last and request.POST.get(GO, SAVE) in ("", SAVE)


def _form(request: AgentRequest, data: QueryDict, *, is_bound: bool) -> LetterForm:
    agent = request.user
    places = places_for(agent)
    holds = agent.has_function(WORKER)
    former = _former(request, data)
    letters = [str(each.id) for each in former if each.content.purpose == LETTER]
    typed = {name: data[name] for name in data if name in LetterForm.base_fields}
    return LetterForm(
        *((request.POST, request.FILES) if is_bound else ()),
        initial={**typed, "copies": data.getlist("copies") or letters},
        places=places,
        dossiers={r.dossier.pk: r.sorted_name for r in own_list(request.keyring)} if holds else {},
        colleagues=[] if _keeps(request) else workers_at(places),
        former=former,
    )


def _former(request: AgentRequest, data: QueryDict) -> list[Attachment]:
    """The files of the request that this one copies, for whoever holds it; reading is journaled."""
    given = _uuid(data.get("same_as", ""))
    if not given or not request.keyring.holds(UUID(given)):
        return []
    found = attachments(queries.open_request(request.keyring, UUID(given)).reading)
    return [each for each in found if not each.is_missing]


def _save(
    request: AgentRequest, arriving: UUID, letter: RequestLetter, form: LetterForm
) -> UUID | None:
    """Seal the request and its file; say beside the field why not."""
    told, by = form.cleaned_data, request.keyring
    if follows := told.get("follows_up"):
        letter = replace(letter, follows_up=str(follows))
    dossier = Dossier.objects.get(pk=pk) if (pk := form.chosen_dossier) else None
    try:
        if first := told.get("same_as"):
            entering.enter_again(
                by,
                first,
                letter,
                dossier=dossier,
                container=arriving,
                files=form.enclosed,
                copies=form.copied,
            )
        else:
            entering.enter(
                by,
                letter,
                circonscription=form.chosen_place,
                dossier=dossier,
                to=form.chosen_colleague,
                container=arriving,
                files=form.enclosed,
            )
    except BadLetter as bad:
        form.refuse(bad)
    except NobodyToEntrust:
        form.add_error(None, _NOBODY)
    except NotCertified:
        form.add_error("to", _NOT_CERTIFIED)
    except NotCopied:
        form.add_error("copies", _NOT_COPIED)
    else:
        return arriving
    return None


def _say(request: AgentRequest, is_several: bool) -> None:  # noqa: FBT001  # one word of a page
    if not _keeps(request):
        messages.success(request, "C’est remis, scellé, à qui va répondre. Vous ne le relirez pas.")
    elif is_several:
        messages.success(
            request,
            "C’est enregistré pour une personne et un demandeur. Reprenez la même lettre pour"
            " les autres, en bas de cette page.",
        )
    else:
        messages.success(request, "C’est enregistré et scellé. Voici ce que la loi propose.")


def _keeps(request: AgentRequest) -> bool:
    """Whether she answers what she enters; reception hands it over."""
    return any(request.user.has_function(kind) for kind in KEEPERS)


def _where(request: AgentRequest, pk: UUID) -> str:
    if request.keyring.holds(pk):
        return reverse("gateway:show", args=[pk])
    return reverse("gateway:list")


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


@needs(*MAKERS)
@require_http_methods(["POST"])
def discard(request: AgentRequest, arriving: UUID) -> HttpResponse:
    """Give a draft up: nothing of it is kept."""
    drafts.discard(request.user, FORM, arriving)
    return redirect("gateway:list")
