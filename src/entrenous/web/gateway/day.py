"""« Ma journée »: requests to treat, to sign, to send, and what partners promised."""

from django.urls import reverse

from entrenous.gateway import queries
from entrenous.gateway.codes import Why
from entrenous.web.dossiers.day import Day, Item, Section
from entrenous.web.dossiers.words import due_words
from entrenous.web.gateway.words import name_of_requester

_RED = frozenset({Why.LATE})


def sections(today: Day) -> list[Section]:
    """What waits, the most pressing first; nothing is opened when nothing waits."""
    request = today.request
    waiting = queries.awaiting(request.keyring)
    items = [
        Item(
            name_of_requester(each.line.letter, request.user.organisation_id),
            reverse("gateway:show", args=[each.line.row.pk]),
            each.why.label,
            due_words(each.line.row.due_on, today=today.on) if each.line.row.due_on else "",
            "rouge" if each.why in _RED else "",
        )
        for each in waiting
    ]
    return [Section("Sollicitations", "inbox", items, 12)]
