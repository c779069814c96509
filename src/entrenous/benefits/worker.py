"""Where the engine answers, whether it does, and one question to it. Nothing of it is written.

The folder is this account's own: whoever could put a socket there would read situations.
"""

import fcntl
import hashlib
import os
import stat
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from entrenous.rights.estimates import asking

#: A local socket's address holds about a hundred bytes, whatever the length of a state folder.
_LONGEST_PATH: Final = 100
_SOCKET: Final = "socket"
_BOARD: Final = "keeper"
#: What a page waits for: a household takes less than a second of a free processor.
SECONDS: Final = 12.0
_TURN_SECONDS: Final = 4.0
# The other threads of a web worker stay free: one of them at most waits for the engine.
_one_at_a_time = threading.BoundedSemaphore(1)


class Standing(StrEnum):
    """How the engine stands; `READY` does not promise an answer in time."""

    READY = "ready"
    STARTING = "starting"
    RESTING = "resting"
    ABSENT = "absent"
    DOWN = "down"


class NoAnswer(Exception):
    """The engine did not answer, and why: a page says so, and keeps what was typed."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.value)
        self.standing = standing


def folder_of(home: Path) -> Path:
    """The folder of the engine's socket for a state folder: in it, or a short one of its own."""
    wanted = home / "engine"
    if len(os.fsencode(wanted / _SOCKET)) <= _LONGEST_PATH:
        return wanted
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"entrenous-{os.getuid()}-{name}"


def socket_in(folder: Path) -> Path:
    """Where the engine answers once it is warm."""
    return folder / _SOCKET


def make_private(folder: Path) -> bool:
    """Make the folder, closed to others; False when someone else made it, or it is open."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return is_private(folder)


def is_private(folder: Path) -> bool:
    """Whether it is a real folder of this account that nobody else may enter."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    return is_ours and not found.st_mode & 0o077


@contextmanager
def board(folder: Path) -> Iterator["Board | None"]:
    """Keep the only board of a folder while it lasts; None when another keeper has it."""
    handle = os.open(folder / _BOARD, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield None
        else:
            yield Board(handle)
    finally:
        os.close(handle)


class Board:
    """One word that the keeper leaves for the pages."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def write(self, standing: Standing) -> None:
        """Replace the word."""
        os.pwrite(self._handle, standing.value.encode().ljust(10), 0)


def standing(home: Path) -> Standing:
    """How the engine of this state folder stands, without asking it anything."""
    folder = folder_of(home)
    if not is_private(folder) or not _is_kept(folder):
        return Standing.DOWN if _is_installed() else Standing.ABSENT
    word = (folder / _BOARD).read_text("ascii").strip()
    known = Standing(word) if word in set(Standing) else Standing.STARTING
    has_socket = socket_in(folder).exists()
    return Standing.READY if known is Standing.STARTING and has_socket else known


def ask(home: Path, question: dict[str, object]) -> dict[str, Any]:
    """One question to the engine of this state folder, in memory from end to end.

    raises  NoAnswer, at once when it is not there
    """
    folder = folder_of(home)
    if not is_private(folder):
        raise NoAnswer(standing(home))
    if not _one_at_a_time.acquire(timeout=_TURN_SECONDS):
        raise NoAnswer(Standing.READY)
    try:
        return asking.ask(socket_in(folder), question, seconds=SECONDS)
    except asking.EngineAbsent:
        raise NoAnswer(standing(home)) from None
    finally:
        _one_at_a_time.release()


def _is_kept(folder: Path) -> bool:
    """Whether a keeper holds the board."""
    try:
        handle = os.open(folder / _BOARD, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def _is_installed() -> bool:
    try:
        asking.engine_python()
    except asking.EngineAbsent:
        return False
    return True
