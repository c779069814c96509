"""Keep the engine of reports beside the demonstration: run when one is asked, stopped with it.

`python -m entrenous.cli.beside HOME FD`, where FD ends when the server does. Nothing is loaded
before the first question. A service runs the engine under another account: docs/statistiques.md.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from entrenous.benefits.keeping import end, has_ended, start_beside
from entrenous.statistics.bell import BELL

_LOOK_SECONDS: Final = 0.5
#: After an engine that failed; what waits is not lost.
_REST_SECONDS: Final = 30.0
#: Pages come first on a small machine.
_NICE: Final = 10


def keep_reports(home: Path) -> None:
    """Start a keeper that lives as long as this process, or what it becomes. Never fails."""
    with contextlib.suppress(OSError):
        start_beside("entrenous.cli.beside", home)


def main(argv: Sequence[str]) -> int:
    """Answer the bell of a state folder until the other end of a pipe is closed."""
    bell, reader = Path(argv[0]) / BELL, int(argv[1])
    os.nice(_NICE)
    rest = _LOOK_SECONDS
    while not has_ended(reader, rest):
        rest = _LOOK_SECONDS
        if bell.exists() and not _answer(bell, reader):
            rest = _REST_SECONDS
    return 0


def _answer(bell: Path, reader: int) -> bool:
    """Run the engine once; the bell goes unless it rang meanwhile. False: the engine failed."""
    rung = bell.stat().st_mtime_ns
    engine = subprocess.Popen(  # our own interpreter and module
        [sys.executable, "-m", "entrenous", "statistics", "run"], stdin=subprocess.DEVNULL
    )
    while engine.poll() is None:
        if has_ended(reader, _LOOK_SECONDS):
            end(engine)
            return True
    if engine.returncode:
        return False
    if bell.stat().st_mtime_ns == rung:
        bell.unlink(missing_ok=True)
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
