"""At most four derivations at a time on this machine, whatever the number of processes.

Each one takes up to 128 MiB: thirty people who log in at nine must queue, not fill the memory.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings

SLOTS: Final = 4
WAIT_SECONDS: Final = 10.0
_POLL_SECONDS: Final = 0.05


class NoSlot(Exception):
    """Too many people log in at this moment; `retry_after` seconds later there will be room."""

    retry_after = 15


@contextmanager
def taken(wait_seconds: float = WAIT_SECONDS, *, among: int = SLOTS) -> Iterator[None]:
    """Hold one of the machine's slots; wait for one, then NoSlot. A dead process frees its own.

    among  how many of them may be taken for this: the others stay free for other derivations
    """
    held = _first_free(time.monotonic() + wait_seconds, among)
    try:
        yield
    finally:
        os.close(held)


def _first_free(deadline: float, among: int) -> int:
    folder = Path(settings.ENTRENOUS_HOME) / "slots"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    while True:
        for number in range(among):
            held = _try(folder / str(number))
            if held is not None:
                return held
        if time.monotonic() >= deadline:
            raise NoSlot
        time.sleep(_POLL_SECONDS)


def _try(path: Path) -> int | None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor
