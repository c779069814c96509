"""Read the writings of a dossier: those of the file, those kept apart, what the person reads."""

from collections.abc import Iterable

from entrenous.keyring.records import OpenRecord, Reading
from entrenous.writings.contents import Writing, WritingTrace


def ordinary(reading: Reading) -> list[OpenRecord[Writing]]:
    """Those that may be opened with the person beside: never one she may not read of yet."""
    return _latest_first(w for w in reading.of(Writing) if not is_hidden(w.content))


def apart(reading: Reading) -> list[OpenRecord[Writing]]:
    """Those that the person does not read of before the legal desk says so."""
    return _latest_first(w for w in reading.of(Writing) if is_hidden(w.content))


def is_hidden(writing: Writing) -> bool:
    """Whether it stays out of the person's log and of the copy of her dossier, today."""
    return writing.deferred and writing.lifted_on is None


def told(reading: Reading) -> list[WritingTrace]:
    """What the person may read, the latest first: days, functions, kinds, and no text."""
    found = (trace.content for trace in reading.of(WritingTrace))
    return sorted(found, key=lambda trace: trace.on, reverse=True)


def _latest_first(found: Iterable[OpenRecord[Writing]]) -> list[OpenRecord[Writing]]:
    return sorted(found, key=lambda w: w.written_on, reverse=True)
