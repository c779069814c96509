"""Show a file without handing it over: its pages as images, or its words (00-decisions 38).

The file is read by a child process that can do nothing else; it is fed through a pipe, frame
after frame, so that this process never holds it whole.
"""

import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, cast

import entrenous
from entrenous.agents.coded import Coded
from entrenous.documents import child
from entrenous.documents.kinds import Kind
from entrenous.documents.queries import PAGED, WORDED, OpenFile

_SOURCES: Final = str(Path(str(entrenous.__file__)).parents[1])
_START: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from entrenous.documents.child import main; sys.exit(main(sys.argv[2:]))"
)
_TOLD: Final = WORDED | {Kind.PDF}
_SECONDS: Final = 20.0
_MOST_BYTES: Final = 12 * 1024 * 1024


class Why(Coded):
    """Why a file is not shown: what the reader sees instead."""

    KIND = "kind", "Ce type de fichier ne se montre pas ici : téléchargez-le pour le lire."
    LOCKED = (
        "locked",
        "Ce fichier est protégé par un mot de passe : il ne peut pas être montré ici.",
    )
    UNREADABLE = (
        "unreadable",
        "Ce fichier ne se lit pas : il est peut-être incomplet ou mal enregistré. "
        "Demandez-en un autre exemplaire, ou téléchargez-le tel quel.",
    )
    TOO_HEAVY = "too_heavy", "Cette image est trop grande pour être montrée ici : téléchargez-la."


class NoPreview(Exception):
    """The file cannot be shown; `why` says it in a sentence."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


_WHY: Final = {child.LOCKED: Why.LOCKED, child.TOO_HEAVY: Why.TOO_HEAVY}


def page_count(file: OpenFile) -> int:
    """How many pages can be drawn. NoPreview."""
    return int(_asked(file, "count"))


def page_image(file: OpenFile, number: int) -> bytes:
    """One page, from 1, as a JPEG without metadata. NoPreview."""
    return _asked(file, "page", number)


def words(file: OpenFile) -> str:
    """The words of a text, a letter, an e-mail or a PDF, without their layout. NoPreview."""
    return _asked(file, "words").decode()


def _asked(file: OpenFile, what: str, number: int = 1) -> bytes:
    kind = file.document.kind
    if kind not in (_TOLD if what == "words" else PAGED):
        raise NoPreview(Why.KIND)
    command = [sys.executable, "-I", "-c", _START, _SOURCES, kind.value, what, str(number)]
    process = subprocess.Popen(  # noqa: S603  # our own fixed words
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    )
    stop = threading.Timer(_SECONDS, process.kill)
    stop.start()
    with process:
        try:
            said = _exchanged(file, process)
        except BaseException:
            process.kill()
            raise
        finally:
            process.wait()
            stop.cancel()
    if process.returncode != child.DONE or len(said) > _MOST_BYTES:
        raise NoPreview(_WHY.get(process.returncode, Why.UNREADABLE))
    return said


def _exchanged(file: OpenFile, process: subprocess.Popen[bytes]) -> bytes:
    """Send the file, then read the answer: the child reads everything before it answers."""
    sent, said = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
    with suppress(BrokenPipeError), sent:
        for chunk in file.chunks():
            sent.write(chunk)
    return said.read(_MOST_BYTES + 1)
