"""Have what is kept read by a second person; say one's word when one holds the dossier too."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.copies import second
from entrenous.copies.contents import SecondReading
from entrenous.keyring.certificates import NotCertified
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.copies.forms import SayForm, SecondForm
from entrenous.web.copies.views.shared import METHODS, open_review
from entrenous.web.dossiers.views.acts.people import choices_of, chosen, colleagues
from entrenous.web.dossiers.views.refusals import NOT_CERTIFIED, is_done

READERS = (
    Function.Kind.SOCIAL_WORKER,
    Function.Kind.TEAM_LEAD,
    Function.Kind.LEGAL_DESK,
)
_LEFT = "Relisez d’abord chaque écrit : la seconde lecture porte sur tous vos choix."


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def ask(request: AgentRequest, dossier: UUID, copy: UUID) -> HttpResponse:
    """Ask a colleague, a lead or the legal desk to look at what is kept."""
    page, review = open_review(request, dossier, copy)
    if review.left:
        messages.info(request, _LEFT)
        return redirect("copies:copy", dossier, copy)
    found = colleagues(request, READERS)
    context = page.context(review=review, asked=review.asked, has_choice=bool(found))
    if request.method != "POST":
        form = SecondForm(initial={"text": second.extract_of(review)}, colleagues=choices_of(found))
        return respond(request, "copies/second.html", context, form)
    form = SecondForm(request.POST, colleagues=choices_of(found))
    if not form.is_valid():
        return respond(request, "copies/second.html", context, form)
    said = form.cleaned_data
    try:
        done = is_done(
            form,
            lambda: second.ask(
                request.keyring, page.dossier, review, to=chosen(found, said["colleague"]),
                text=said["text"], question=said["question"], container=said["once"],
            ),
        )  # fmt: skip
    except NotCertified:
        form.add_error(None, NOT_CERTIFIED)
        done = False
    if not done:
        return respond(request, "copies/second.html", context, form)
    messages.success(request, "La seconde lecture est demandée.")
    return redirect("copies:copy", dossier, copy)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def say(request: AgentRequest, dossier: UUID, copy: UUID, reading: UUID) -> HttpResponse:
    """The word of a colleague who holds the dossier, on what she reads here."""
    page, review = open_review(request, dossier, copy)
    known = page.reading.find(SecondReading, reading)
    if known is None or known.content.reader != str(request.user.pk):
        raise Http404
    seen = UUID(hex=review.digest[:32])
    context = page.context(review=review, asked=review.asked, text=second.extract_of(review))
    if request.method != "POST":
        return respond(request, "copies/say.html", context, SayForm(initial={"seen": seen}))
    form = SayForm(request.POST)
    if form.is_valid() and form.cleaned_data["seen"] not in (None, seen):
        data = request.POST.copy()
        data["seen"] = str(seen)
        form = SayForm(data)
        form.is_valid()
        form.add_error(None, "Des choix ont changé depuis : les voici, relisez-les.")
    if form.errors:
        return respond(request, "copies/say.html", context, form)
    said = form.cleaned_data
    try:
        done = is_done(
            form,
            lambda: second.say(
                request.keyring, page.dossier, reading, agrees=said["agrees"] == "yes",
                words=said["words"], choices=review.digest,
            ),
        )  # fmt: skip
    except second.NotAsked:
        messages.info(request, "Votre avis était déjà donné : rien n’a changé.")
        return redirect("copies:copy", dossier, copy)
    if not done:
        return respond(request, "copies/say.html", context, form)
    messages.success(request, "Votre avis est gardé.")
    return redirect("copies:copy", dossier, copy)
