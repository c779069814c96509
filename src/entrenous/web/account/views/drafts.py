"""Drafts: saved as one types, listed, read again."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entrenous.keyring import drafts as kept
from entrenous.keyring import models
from entrenous.web.common.access import AgentRequest, agent_page, keeps_no_draft, not_human
from entrenous.web.common.templatetags.look import heure


@not_human
@login_not_required
@require_POST
def autosave(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed; possible with a closed vault. Answers a sentence."""
    if not request.user.is_authenticated:
        return HttpResponse(
            "Votre session est terminée. Envoyez la page : votre texte suivra la connexion."
        )
    typed = kept.typed_in(request)
    if kept.FORM_FIELD not in request.POST:
        return HttpResponse(status=400)
    if typed.is_empty:
        kept.discard(request.user, typed.form, typed.about)
        return HttpResponse("")
    row = kept.keep(request.user, typed)
    response = HttpResponse(f"Brouillon enregistré à {heure(timezone.localtime(row.saved_at))}")
    closes_at = request.keyring.closes_at  # type: ignore[attr-defined]
    if closes_at:
        left = int((closes_at - timezone.now()).total_seconds())
        response["X-Vault-Closes-In"] = str(max(0, left))
    return response


@require_GET
@agent_page
def drafts(request: AgentRequest) -> HttpResponse:
    """The agent's drafts, and how to go back to each."""
    lines = [(line, page_of(line)) for line in kept.of(request.user)]
    return render(request, "account/drafts.html", {"lines": lines})


@keeps_no_draft
@require_http_methods(["GET", "POST"])
@agent_page
def draft(request: AgentRequest, draft: UUID) -> HttpResponse:
    """Read one draft whatever its form, or delete it (POST)."""
    row = models.Draft.objects.filter(agent=request.user, pk=draft).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        row.delete()
        return redirect("account:drafts")
    typed = kept.open_draft(row, request.keyring.secret)
    texts = [v for values in typed.fields.values() for v in values if v.strip()] if typed else []
    context = {"texts": texts, "draft": row, "page": typed.path if typed else ""}
    return render(request, "account/draft.html", context)


def page_of(line: kept.DraftLine) -> str:
    """Where the form of a draft is, or the page that shows any draft."""
    try:
        return reverse(line.form, args=[line.about] if line.about else [])
    except NoReverseMatch:
        return reverse("account:draft", args=[line.id])
