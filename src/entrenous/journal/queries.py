"""Read the journal, and check it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from entrenous.agents.keyfiles import keys_of
from entrenous.agents.models import Organisation
from entrenous.journal.acts import Act
from entrenous.journal.linking import canonical
from entrenous.journal.models import Checkpoint, Entry, JournalHead
from entrenous.vault import journal as chain
from entrenous.vault.primitives import NotOpened

UNTIL: Final = "until."
#: Before the instant of the backup, in the entry that a restore leaves.
FROM: Final = "from."


def entries_about(container: UUID) -> list[Entry]:
    """Everything that was done on one container, latest first."""
    return list(Entry.objects.filter(container=container).order_by("-seq"))


def put_off_until(container: UUID, act: Act) -> date | None:
    """Until when an act put something off, as its last entry says it: « until.2026-12-31 »."""
    last = Entry.objects.filter(container=container, act=act).order_by("-seq").first()
    said = last.basis.removeprefix(UNTIL) if last and last.basis.startswith(UNTIL) else ""
    return date.fromisoformat(said) if said else None


def check(organisation: Organisation, *, anchored: tuple[str, ...] = ()) -> int:
    """Replay the whole chain against its checkpoints; return the number of entries.

    anchored  notes kept outside the database: without one, a chain rebuilt by whoever
              also holds the database passes
    raises    NotOpened: an entry is missing or changed, or the chain was made again
    """
    keys = keys_of(organisation.pk).journal.public
    notes = [c.note for c in Checkpoint.objects.filter(organisation=organisation)]
    points = [chain.Checkpoint.read(note, journal=keys) for note in (*notes, *anchored)]
    entries = list(Entry.objects.filter(organisation=organisation).order_by("seq"))
    if [e.seq for e in entries] != list(range(1, len(entries) + 1)):
        raise NotOpened
    last = chain.replay((canonical(e) for e in entries), points)
    head = JournalHead.objects.get(organisation=organisation)
    if bytes(head.chain) != last or head.size != len(entries):
        raise NotOpened
    return len(entries)


@dataclass(frozen=True)
class Restore:
    """A restore as the journal tells it: its place, its instant, the backup it came from."""

    seq: int
    at: datetime
    backup: str


def restores(organisation: Organisation) -> list[Restore]:
    """Every restore that the journal tells, the first one first."""
    found = Entry.objects.filter(organisation=organisation, act=Act.RESTORED).order_by("seq")
    return [Restore(e.seq, e.at, e.basis.removeprefix(FROM)) for e in found]


def lost_to_a_restore(organisation: Organisation, anchored: Sequence[str]) -> dict[str, int]:
    """The notes of a time that a restore undid, and how many of their entries are lost.

    Only a human knows that a restore took place: whoever writes in the database may invent one.
    """
    told = restores(organisation)
    if not told:
        return {}
    public = keys_of(organisation.pk).journal.public
    entries = [
        canonical(e) for e in Entry.objects.filter(organisation=organisation).order_by("seq")
    ]
    found = {}
    for note in anchored:
        point = chain.Checkpoint.read(note, journal=public)
        after = [r.seq for r in told if r.seq <= point.size]
        if after and not _fits(entries, point):
            found[note] = point.size - after[0] + 1
    return found


def _fits(entries: list[bytes], point: chain.Checkpoint) -> bool:
    try:
        chain.replay(entries, [point])
    except NotOpened:
        return False
    return True
