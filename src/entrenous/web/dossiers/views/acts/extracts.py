"""Extracts lent for an advice: lend one, take it back, read those lent to oneself."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.dossiers import support
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import SupportExtract
from entrenous.keyring.records import OpenRecord
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.templatetags.look import jour
from entrenous.web.dossiers.forms.acts import ConfirmForm, LendForm
from entrenous.web.dossiers.pages import open_page
from entrenous.web.dossiers.views.acts import words
from entrenous.web.dossiers.views.acts.flow import METHODS, already, carry, typed
from entrenous.web.dossiers.views.acts.people import ADVISING, choices_of, chosen, colleagues
from entrenous.web.dossiers.words import title_of


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def lend(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Lend an entry or an extract for an advice."""
    page = open_page(request, dossier, "more", ThreadEntry)
    entries = sorted(page.reading.of(ThreadEntry), key=lambda e: e.content.on, reverse=True)
    found = colleagues(request, ADVISING)
    data, initial = typed(request)
    if "fill" in request.POST:
        data, initial = None, _filled(request, entries)
    form = LendForm(
        data, initial=initial, colleagues=choices_of(found), sources=[_source(e) for e in entries]
    )

    def do() -> None:
        said = form.cleaned_data
        support.lend(
            request.keyring,
            page.dossier,
            form.extract(),
            to=chosen(found, said["colleague"]),
            days=int(said["days"]),
            container=said["once"],
        )

    more = {
        "lent": support.lent_from(page.dossier),
        "has_choice": bool(found),
        "may_fill": bool(entries),
    }
    return carry(page, words.LEND, form, do=do, then="dossiers:act_lend", more=more)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def take_back(request: AgentRequest, dossier: UUID, lent: UUID) -> HttpResponse:
    """Take an extract back before its day."""
    page = open_page(request, dossier, "more", ThreadEntry)
    row = page.dossier.support_extracts.filter(pk=lent).select_related("given_to").first()
    if row is None:
        raise Http404
    if row.ended_on is not None:
        return already(
            page, "Cet extrait était déjà repris : rien n’a changé.", "dossiers:act_lend"
        )
    data, initial = typed(request)
    form = ConfirmForm(data, initial=initial)
    return carry(
        page,
        words.TAKE_BACK,
        form,
        do=lambda: support.take_back(request.keyring, row),
        then="dossiers:act_lend",
        more={"about": f"Prêté à {row.given_to.display_name} jusqu’au {jour(row.until)}"},
    )


@needs(*ADVISING)
@require_safe
def received(request: AgentRequest) -> HttpResponse:
    """What colleagues lend to this agent today. Titles stay sealed until one is opened."""
    context = {"extracts": support.received(request.user)}
    return render(request, "dossiers/acts/received.html", context)


@needs(*ADVISING)
@require_safe
def read(request: AgentRequest, lent: UUID) -> HttpResponse:
    """Read an extract. The reading is journaled on the dossier it comes from."""
    row = (
        SupportExtract.objects.filter(
            pk=lent, given_to=request.user, ended_on=None,
            container__organisation_id=request.user.organisation_id,
        )
        .select_related("given_by")
        .first()
    )  # fmt: skip
    if row is None:
        raise Http404
    context = {"lent": row, "extract": support.read(request.keyring, row)}
    return render(request, "dossiers/acts/extract.html", context)


def _filled(request: AgentRequest, entries: list[OpenRecord[ThreadEntry]]) -> dict[str, str]:
    """What was typed, with the text of the chosen entry under it."""
    initial = {name: request.POST[name] for name in request.POST if name != "fill"}
    entry = next((e.content for e in entries if str(e.id) == initial.get("source")), None)
    if entry is not None:
        decided = f"Décidé : {entry.decided}" if entry.decided else ""
        parts = (initial.get("text", ""), entry.text, decided)
        initial["text"] = "\n\n".join(part for part in parts if part)
        initial["title"] = initial.get("title") or f"{title_of(entry)}, {jour(entry.on)}"
        initial["source"] = ""
    return initial


def _source(entry: OpenRecord[ThreadEntry]) -> tuple[str, str]:
    return str(entry.id), f"{jour(entry.content.on)} – {title_of(entry.content)}"
