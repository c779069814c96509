"""The words left by whoever covered an absence."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from entrenous.agents.models import Function
from entrenous.continuity import words
from entrenous.dossiers.contents import PersonCard
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs


@needs(Function.Kind.SOCIAL_WORKER)
@require_GET
def unread(request: AgentRequest) -> HttpResponse:
    """What is not put away yet, the oldest first."""
    by = request.keyring
    _ = by.secret
    found = words.read(by, words.unread(by))
    ids = {each.row.covered.dossier_id for each in found}
    opened = by.open_list(ids, Act.LIST_OPENED) if ids else {}
    readings = records.read_many(opened.values(), PersonCard)
    names = {pk: card.content.name for pk, r in readings.items() if (card := r.one(PersonCard))}
    context = {"words": [(each, names.get(each.row.covered.dossier_id, "")) for each in found]}
    return render(request, "continuity/words.html", context)


@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def put_away(request: AgentRequest, word: UUID) -> HttpResponse:
    """It was read, and written in the dossier if it had to be."""
    _ = request.keyring.secret
    words.put_away(request.keyring, word)
    return redirect("continuity:words")
