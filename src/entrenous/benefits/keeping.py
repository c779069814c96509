"""Keep the engine beside the server: started, started again when it dies, stopped with it.

A process of its own, which becomes nobody's child and holds no setting:
`python -m entrenous.benefits.keeping FOLDER FD`, where FD ends when the server does.
"""

import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from entrenous.benefits.worker import Board, Standing, board, folder_of, make_private, socket_in
from entrenous.rights.estimates import asking

_LOOK_SECONDS: Final = 0.5
_FIRST_REST_SECONDS: Final = 1.0
_LONGEST_REST_SECONDS: Final = 60.0
#: What lived as long as this had started well: its end is not the sequel of the one before.
_LIVED_SECONDS: Final = 60.0
_ABSENT_SECONDS: Final = 10.0
_ENDS_WITHIN_SECONDS: Final = 5.0


def keep_beside(home: Path) -> None:
    """Start a keeper that lives as long as this process, or what it becomes, and no longer.

    Never fails: a server without its engine is a server.
    """
    folder = folder_of(home)
    with contextlib.suppress(OSError):
        if make_private(folder):
            start_beside("entrenous.benefits.keeping", folder, asking.surroundings())


def start_beside(module: str, folder: Path, env: Mapping[str, str] | None = None) -> None:
    """Run `python -m module FOLDER FD`, where FD ends with this process, or what it becomes."""
    nowhere = subprocess.DEVNULL
    reader, writer = os.pipe()
    # `Popen` is not waited for: this process is about to become the server.
    subprocess.Popen(  # noqa: S603  # our own interpreter and module
        [sys.executable, "-m", module, str(folder), str(reader)],
        env=env, pass_fds=(reader,), start_new_session=True,
        stdin=nowhere, stdout=nowhere, stderr=nowhere,
    )  # fmt: skip
    os.close(reader)
    os.set_inheritable(writer, True)  # noqa: FBT003  # through `exec`, and no further


def main(argv: Sequence[str]) -> int:
    """Keep the engine of a folder until the other end of a pipe is closed."""
    folder, reader = Path(argv[0]), int(argv[1])
    while not has_ended(reader, 0):
        with board(folder) as mine:  # another server of the same folder has one: wait for its end
            if mine is not None:
                Keeper(folder, mine, lambda seconds: has_ended(reader, seconds)).run()
                return 0
        if has_ended(reader, _LOOK_SECONDS):
            break
    return 0


def has_ended(reader: int, seconds: float) -> bool:
    """Wait, at most so long, for the server's end: the other end of a pipe is closed."""
    return bool(select.select([reader], [], [], seconds)[0])


class Keeper:
    """Starts the engine until the server ends, each time later when it dies young.

    ended  waits for the server's end, at most so many seconds; whether it came
    """

    def __init__(self, folder: Path, mine: Board, ended: Callable[[float], bool]) -> None:
        self._path, self._board, self._ended = socket_in(folder), mine, ended
        self._rest = _FIRST_REST_SECONDS

    def run(self) -> None:
        """Keep on until the server ends. The socket goes with the engine."""
        is_over = False
        while not is_over:
            self._path.unlink(missing_ok=True)
            try:
                is_over = self._one_life()
            except (asking.EngineAbsent, OSError):
                self._board.write(Standing.ABSENT)
                is_over = self._ended(_ABSENT_SECONDS)  # it may be installed meanwhile
        self._path.unlink(missing_ok=True)

    def _one_life(self) -> bool:
        self._board.write(Standing.STARTING)
        began, engine = time.monotonic(), asking.start(self._path)
        try:
            while engine.poll() is None:
                if self._ended(_LOOK_SECONDS):
                    return True
        finally:
            end(engine)
        self._path.unlink(missing_ok=True)
        self._board.write(Standing.RESTING)
        if time.monotonic() - began > _LIVED_SECONDS:
            self._rest = _FIRST_REST_SECONDS
        rest, self._rest = self._rest, min(self._rest * 2, _LONGEST_REST_SECONDS)
        return self._ended(rest)


def end(engine: "subprocess.Popen[bytes]") -> None:
    """Stop it, and wait until it has stopped."""
    engine.terminate()
    try:
        engine.wait(_ENDS_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        engine.kill()
        engine.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
