"""Messages left at reception that nobody answered yet: since which day, in which dossiers.

No key and no column of its own: the kind, the version and the day of a record are in clear, and
answering a message is what writes its second version (`actions.handle_message`).
"""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Max, Min

from entrenous.dossiers.contents import ReceptionMessage
from entrenous.keyring.kinds import code_of
from entrenous.keyring.models import Record

_LEFT: Final = 1


def waiting_among(dossiers: Iterable[UUID]) -> dict[UUID, date]:
    """Since which day, for those of some dossiers where a message waits. One query, no key."""
    rows = Record.objects.filter(container__in=dossiers, kind=code_of(ReceptionMessage))
    each = rows.values("container_id", "record").annotate(last=Max("version"), on=Min("written_on"))
    found: dict[UUID, date] = {}
    for row in each.filter(last=_LEFT).order_by("on"):
        found.setdefault(row["container_id"], row["on"])
    return found
