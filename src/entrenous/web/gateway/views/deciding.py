"""Read the proposal, decide, ask a second signature, sign."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.gateway import deciding, signing
from entrenous.gateway.codes import State
from entrenous.gateway.errors import (
    BadLetter,
    LegalDeskDecides,
    NeverGiven,
    ProposalChanged,
)
from entrenous.gateway.legal_desk import HELD
from entrenous.keyring.certificates import NotCertified
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.gateway.access import KEEPERS, LEGAL, METHODS, READERS
from entrenous.web.gateway.forms.acts import SomeoneForm
from entrenous.web.gateway.forms.deciding import DecideForm
from entrenous.web.gateway.pages import RequestPage, decided_of, open_page
from entrenous.web.gateway.places import signers
from entrenous.web.gateway.views.refusals import as_it_stands
from entrenous.web.gateway.words import items

_CHANGED = "La proposition a changé à l’instant : relisez-la, puis décidez."
_NEVER = "Cet élément n’est ouvert par aucun texte : il ne part dans aucune lettre."
_LEGAL = "Seul le service juridique décide de cet élément : transmettez-lui la sollicitation."
_DECIDED_AGAIN = "La décision a changé à l’instant : relisez-la avant de signer."
_NOT_CERTIFIED = "Les clés de cette personne ne sont pas certifiées : choisissez-en une autre."


@needs(*READERS)
@require_safe
def verdict(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """The proposal alone, item by item: to read again once decided, to print."""
    page = open_page(request, sollicitation)
    return render(request, "gateway/verdict.html", page.context(shown=page.shown))


@needs(*KEEPERS)
@require_http_methods(METHODS)
@as_it_stands
def decide(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """Follow the proposal, or depart from it with a written reason."""
    page = open_page(request, sollicitation)
    if not page.row.is_ongoing:
        return redirect("gateway:show", sollicitation)
    fresh = RequestPage(request, page.found, decides_again=True)
    form = _form(fresh)
    if form.is_bound and form.is_valid() and (response := _do(fresh, form)):
        return response
    context = fresh.context(shown=fresh.shown, kept=items(_kept(fresh)), steps=[])
    return respond(request, "gateway/decide.html", context, form)


def _form(page: RequestPage) -> DecideForm:
    request, is_legal = page.request, page.is_a(LEGAL)
    return DecideForm(
        request.POST if request.method == "POST" else None,
        verdict=page.verdict,
        extra=page.verdict.legal_may_give if is_legal else (),
        held=HELD if is_legal and not page.found.holds_whole else None,
    )


def _kept(page: RequestPage) -> list[str]:
    extra = page.verdict.legal_may_give if page.is_a(LEGAL) else ()
    return [each.item for each in page.verdict.withhold if each.item not in extra]


def _do(page: RequestPage, form: DecideForm) -> HttpResponse | None:
    request, pk = page.request, page.row.pk
    try:
        decision = deciding.decide(
            request.keyring,
            pk,
            follows=form.follows,
            give=form.give,
            not_held=form.not_held,
            departure=form.cleaned_data.get("departure", ""),
        )
    except BadLetter as bad:
        form.refuse(bad)
    except ProposalChanged:
        form.add_error(None, _CHANGED)
    except NeverGiven:
        form.add_error(None, _NEVER)
    except LegalDeskDecides:
        form.add_error(None, _LEGAL)
    else:
        is_done = deciding.is_signed(decision)
        words = "C’est décidé. Écrivez maintenant la réponse." if is_done else (
            "C’est décidé et signé par vous. Il manque une signature avant que rien ne parte."
        )  # fmt: skip
        messages.success(request, words)
        return redirect("gateway:show", pk)
    return None


@needs(*KEEPERS)
@require_http_methods(METHODS)
@as_it_stands
def ask_signature(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """Let a lead or someone of the legal desk read this request, for two weeks, and sign."""
    page = open_page(request, sollicitation)
    if page.row.state != State.TO_SIGN or page.decision is None:
        return redirect("gateway:show", sollicitation)
    signed = {each.agent for each in page.decision.signatures}
    data = request.POST if request.method == "POST" else None
    form = SomeoneForm(data, people=signers(request.user, signed))
    if form.is_bound and form.is_valid():
        try:
            signing.ask_signature(request.keyring, sollicitation, form.chosen)
        except NotCertified:
            form.add_error("to", _NOT_CERTIFIED)
        else:
            messages.success(request, "La signature est demandée. Elle pourra lire et signer.")
            return redirect("gateway:show", sollicitation)
    words = {
        "title": "Demander une signature",
        "lead": "La personne choisie lira la sollicitation et sa réponse, deux semaines."
        " Jamais le dossier.",
        "button": "Demander",
        "nobody": ""
        if form.people
        else "Personne d’autre ne peut signer : ni responsable, ni service juridique en poste.",
    }
    return respond(request, "gateway/act.html", page.context(words=words), form)


@needs(*READERS)
@require_http_methods(METHODS)
@as_it_stands
def sign(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """Read what someone else decided, then stand behind it."""
    page = open_page(request, sollicitation)
    if page.row.state != State.TO_SIGN or page.decision is None or page.has_signed():
        return redirect("gateway:show", sollicitation)
    version = page.found.decision.version if page.found.decision else 0
    if request.method == "POST":
        based_on = request.POST.get("version", "")
        try:
            signing.sign(
                request.keyring,
                sollicitation,
                based_on=int(based_on) if based_on.isdecimal() else 0,
            )
        except EditedMeanwhile:
            messages.warning(request, _DECIDED_AGAIN)
            return redirect("gateway:sign", sollicitation)
        messages.success(request, "C’est signé. La réponse peut partir.")
        return redirect("gateway:show", sollicitation)
    context = page.context(shown=page.shown, decided=decided_of(page), version=version)
    return render(request, "gateway/sign.html", context)
