"""The handover sheet of a dossier: written by its référente with the person, read by holders."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction

from entrenous.dossiers import actions, sharing
from entrenous.dossiers.models import Dossier
from entrenous.handover.codes import NotTold
from entrenous.handover.contents import HandoverNotes, HandoverSheet
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import OpenRecord, Reading

KINDS: Final = (HandoverSheet, HandoverNotes)
Based = tuple[int, int]


@dataclass(frozen=True)
class Sheet:
    """What a dossier says of its handover. `by`: its référente, whose words count for the next one.

    A sheet that a former référente wrote was for the present one: it is read, and written anew.
    """

    said: OpenRecord[HandoverSheet] | None
    notes: OpenRecord[HandoverNotes] | None
    by: UUID

    @property
    def is_hers(self) -> bool:
        """Tell whether the present référente wrote the sheet."""
        return self.said is not None and self.said.author == self.by

    @property
    def own_notes(self) -> HandoverNotes:
        """What the present référente noted beside it; empty when a former one did."""
        known = self.notes
        return known.content if known and known.author == self.by else HandoverNotes()

    @property
    def is_told(self) -> bool:
        """Tell whether the present référente told the person, or said why she could not."""
        return bool(self.own_notes.told_on or self.own_notes.not_told)

    @property
    def versions(self) -> Based:
        """What a page that shows this one is based on."""
        return (
            self.said.version if self.said else 0,
            self.notes.version if self.notes else 0,
        )


def sheet_in(reading: Reading, referent: UUID) -> Sheet:
    """The sheet in a reading that covers KINDS; the latest after two dossiers became one."""
    said, notes = reading.of(HandoverSheet), reading.of(HandoverNotes)
    return Sheet(said[-1] if said else None, notes[-1] if notes else None, referent)


@transaction.atomic
def keep(
    by: Keyring, dossier: Dossier, said: HandoverSheet, notes: HandoverNotes, *, based_on: Based
) -> None:
    """Seal the sheet, and what goes with it. The former versions stay.

    based_on  `Sheet.versions` of the page it was typed in
    raises    KeyNotHeld: she is not its référente; EditedMeanwhile; Damaged; VaultClosed
    """
    opened = sharing.as_referent(by, dossier)
    known = sheet_in(records.read(opened, *KINDS), by.agent.pk)
    _write(opened, said, known.said, by=by, based_on=based_on[0])
    _write(opened, notes, known.notes, by=by, based_on=based_on[1])
    actions.touch(dossier)


def say_untold(opened: OpenContainer, *, by: Keyring) -> None:
    """Before a dossier changes hands: where nobody said, the person is said not to know.

    Call inside a transaction. The colleague then sees first whom she has to tell.
    """
    known = sheet_in(records.read(opened, *KINDS), by.agent.pk)
    if not known.is_told:
        notes = HandoverNotes(known.own_notes.for_colleague, not_told=NotTold.NO_TIME)
        _write(opened, notes, known.notes, by=by)


def _write(
    opened: OpenContainer,
    content: HandoverSheet | HandoverNotes,
    known: OpenRecord[HandoverSheet] | OpenRecord[HandoverNotes] | None,
    *,
    by: Keyring,
    based_on: int | None = None,
) -> None:
    if known is None:
        records.write(opened, content, by=by)
    else:
        base = known.version if based_on is None else based_on
        records.write(opened, content, by=by, record=known.id, based_on=base)
