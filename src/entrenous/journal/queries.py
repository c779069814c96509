"""Read the journal, and check it."""

from datetime import date
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
