"""The process that reads one file: bytes in, one page or its words out. Started by `previews`.

    child KIND count|page|words NUMBER      the clear file on standard input, never on a disk

Its exit code says what could not be done; nothing is written on standard error.
"""

import sys
from typing import Final

from entrenous.documents import confining

DONE: Final = 0
LOCKED: Final = 3
UNREADABLE: Final = 4
TOO_HEAVY: Final = 5


def main(argv: list[str]) -> int:
    """Limit, load what reads this kind, confine, then only read the file."""
    kind, what, number = argv[0], argv[1], int(argv[2])
    confining.limit()
    is_told = what == "words" and kind != "pdf"
    return _words(kind) if is_told else _drawing(kind, what, number)


def _words(kind: str) -> int:
    from entrenous.documents import wording  # noqa: PLC0415  # once limited, before confined

    confining.confine()
    try:
        said = wording.words(kind, sys.stdin.buffer.read()).encode(errors="replace")
    except MemoryError:
        return TOO_HEAVY
    except Exception:  # noqa: BLE001  # whatever a broken file makes a library raise
        return UNREADABLE
    return _answer(said)


def _drawing(kind: str, what: str, number: int) -> int:
    from entrenous.documents import drawing  # noqa: PLC0415  # idem

    confining.confine()
    try:
        raw = sys.stdin.buffer.read()
        if what == "count":
            return _answer(str(drawing.count(kind, raw)).encode())
        if what == "words":
            return _answer(drawing.words(raw).encode(errors="replace"))
        return _answer(drawing.page(kind, raw, number))
    except drawing.Locked:
        return LOCKED
    except (drawing.TooHeavy, MemoryError):
        return TOO_HEAVY
    except Exception:  # noqa: BLE001  # idem
        return UNREADABLE


def _answer(said: bytes) -> int:
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()
    return DONE
