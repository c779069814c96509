"""What the queue of the desk shows of slips: whom a platform promised a call, before when."""

from collections.abc import Iterable, Sequence

from entrenous.agents.models import Circonscription
from entrenous.keyring.opening import Keyring
from entrenous.reception.entries import Entry, EntryKind
from entrenous.slips import queries, taking_in


def calls(places: Sequence[Circonscription], by: Keyring) -> Iterable[Entry]:
    """The slips that wait, taken in first; a slip whose key is not held leaves no line."""
    taking_in.take_in(places, by=by)
    listed = queries.with_contents(queries.waiting(places), by=by)
    return [_entry(each) for each in listed if each.content is not None]


def _entry(listed: queries.Listed) -> Entry:
    slip = listed.slip
    where = slip.secteur.name if slip.secteur else "secteur à préciser"
    said = "a promis un appel" if slip.promised_by else "n’a promis aucune heure"
    return Entry(
        kind=EntryKind.PLATFORM,
        about=slip.pk,
        page="slips:slip",
        since=slip.received_at,
        name=listed.content.name if listed.content else "",
        detail=f"{slip.sender.name} {said}, {where}",
        promised_at=slip.promised_by,
    )
