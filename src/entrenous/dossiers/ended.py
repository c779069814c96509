"""What a list may say of dossiers that have ended: a name, and never how to reach the person.

Name and contact together come out of one ended dossier at a time, opened by its holder
(00-decisions 29, 37). Whatever opens several dossiers at once goes through `listed`.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from entrenous.dossiers.contents import (
    AdministrativeCard,
    ContactMeans,
    Outlook,
    PersonCard,
    ReceptionCard,
    ReceptionMessage,
)
from entrenous.keyring.records import OpenRecord, Reading

# Words that someone wrote for a list or a call can hold a number as well as any field.
_SHORTENED: Final[dict[type[Any], Callable[[Any], Any]]] = {
    PersonCard: lambda card: replace(card, street=""),
    AdministrativeCard: lambda card: replace(card, address=""),
    ReceptionCard: lambda card: replace(card, safe_rule=""),
    ReceptionMessage: lambda left: replace(left, text=""),
    Outlook: lambda _: Outlook(),
}


def listed(reading: Reading) -> Reading:
    """The reading of an ended dossier, for a list: no means of contact, no street, no message."""
    kept = [_shortened(each) for each in reading.records if not _is_contact(each)]
    return replace(reading, records=kept)


def _is_contact(record: OpenRecord[Any]) -> bool:
    return isinstance(record.content, ContactMeans)


def _shortened(record: OpenRecord[Any]) -> OpenRecord[Any]:
    shorten = _SHORTENED.get(type(record.content))
    return replace(record, content=shorten(record.content)) if shorten else record
