"""« Ma journée »: what persons wrote in their spaces and nobody opened yet."""

from django.urls import reverse

from entrenous.space.contents import Message, MessageRead, What
from entrenous.space.queries import Line, unread_of
from entrenous.web.common.templatetags.look import jour
from entrenous.web.dossiers.day import Day, Item, Section

KINDS = (Message, MessageRead)


def sections(today: Day) -> list[Section]:
    """One line for each dossier: what the latest says, and how many wait."""
    waiting = [
        (dossier, new)
        for dossier, reading in today.readings.items()
        if (new := [line for line in unread_of(reading) if line.from_person])
    ]
    items = [
        Item(
            today.names[dossier],
            reverse("space:exchanges", args=[dossier]),
            _words(new),
            f"depuis le {jour(new[0].sent_at)}",
            "prune",
        )
        for dossier, new in sorted(waiting, key=lambda each: each[1][0].sent_at)
    ]
    return [Section("Écrit par la personne dans son espace", "messages-square", items, 19)]


def _words(new: list[Line]) -> str:
    """« un accord retiré », before any number of messages; never the words of a message."""
    acts = [line.what.label for line in new if line.what is not What.WORDS]
    letters = len(new) - len(acts)
    said = [f"{letters} message{'s' if letters > 1 else ''}"] if letters else []
    return ", ".join([*dict.fromkeys(acts), *said])
