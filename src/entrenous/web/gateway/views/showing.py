"""One request: what was received, what is proposed or decided, what to do now."""

from functools import partial
from typing import Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entrenous.documents import queries as documents
from entrenous.gateway import queries
from entrenous.gateway.codes import ENDED, UNDECIDED
from entrenous.gateway.constat import carry_out_constat
from entrenous.gateway.sending import label_of
from entrenous.keyring import drafts
from entrenous.keyring.kinds import compartment_of, kind_of
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.damage import damage_of
from entrenous.web.documents import shown as files
from entrenous.web.gateway import describing
from entrenous.web.gateway.access import KEEPERS, METHODS, READERS, WORKER
from entrenous.web.gateway.forms.acts import MinutesForm
from entrenous.web.gateway.next_steps import next_steps, other_acts
from entrenous.web.gateway.pages import RequestPage, agents_of, decided_of, named, open_page
from entrenous.web.gateway.views.entering import FORM
from entrenous.web.gateway.words import told_of

_PARTS: Final = {5: "les fichiers", 6: "la lettre et la réponse", 9: "la ligne du registre"}
_AGAIN: Final = (
    (describing.PERSONS, "Pour une autre personne"),
    (describing.REQUESTERS, "Pour un autre demandeur"),
)
_AND_SINCE: Final = ((describing.FOLLOWS, "Une suite est arrivée"),)


@needs(*READERS)
@require_safe
def show(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """The request as it stands, and the one thing to do first."""
    found = queries.open_request(request.keyring, sollicitation)
    if found.letter is None:
        return redirect("gateway:constat", sollicitation)
    page = RequestPage(request, found)
    steps = next_steps(page)
    known = agents_of(page)
    context = page.context(
        is_home=True,
        shown=page.shown if page.decision is None and not _is_ended(page) else None,
        decided=decided_of(page),
        steps=steps[:1],
        more_steps=steps[1:],
        other_acts=other_acts(page),
        told=told_of(page.letter),
        notes=[(note.content, named(note.content.agent, known)) for note in found.notes],
        letters=[(each, label_of(each.content)) for each in found.letters],
        files=files.rows(
            documents.attachments(found.reading),
            partial(_file_url, sollicitation),
        ),
        minutes=MinutesForm(),
        opens_dossier=page.is_a(WORKER) and page.found.holds_whole and page.found.dossier,
        again=(*_AGAIN, *(_AND_SINCE if page.row.stands in ENDED else ())),
        keeps=any(page.is_a(kind) for kind in KEEPERS),
    )
    return render(request, "gateway/show.html", context)


@needs(*KEEPERS)
@require_POST
def again(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """The same letter for another requester or person, or what follows it: a draft to complete."""
    page, what = open_page(request, sollicitation), request.POST.get("what", "")
    if what not in {code for code, _ in (*_AGAIN, *_AND_SINCE)}:
        raise Http404
    fields = describing.again(page.letter, what)
    link = "follows_up" if what == describing.FOLLOWS else "same_as"
    fields[link] = [str(sollicitation)]
    if what != describing.PERSONS and page.found.dossier is not None:
        fields["dossier"] = [str(page.found.dossier.pk)]
    arriving = uuid4()
    drafts.save(request.user, FORM, arriving, dict(fields))
    return redirect("gateway:enter", arriving)


@needs(*READERS)
@require_http_methods(METHODS)
def constat(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """What is missing of a request whose rows changed behind the program."""
    found = queries.open_request(request.keyring, sollicitation)
    if request.method == "POST":
        carry_out_constat(request.keyring, sollicitation)
        messages.success(request, "Le constat est fait. Vous pouvez de nouveau écrire ici.")
        return redirect("gateway:list")
    damage = damage_of(found.reading, parts=_PARTS, part_of=_part_of)
    back = reverse("gateway:show" if found.letter else "gateway:list",
                   args=[sollicitation] if found.letter else [])  # fmt: skip
    context = {"row": found.row, "damage": damage, "back": back}
    return render(request, "gateway/constat.html", context)


def _is_ended(page: RequestPage) -> bool:
    return page.row.stands not in UNDECIDED


def _file_url(sollicitation: UUID, record: UUID) -> str:
    return reverse("gateway:file", args=[sollicitation, record])


def _part_of(kind: int) -> str:
    try:
        return _PARTS[compartment_of(kind_of(kind))]
    except KeyError:
        return "inconnue"
