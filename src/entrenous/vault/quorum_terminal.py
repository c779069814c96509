"""Where shares are typed: a real terminal, a few words on the screen at a time, then none.

Of the memory: no core file, no reading by another program of the same account, no swap when the
system allows it. What Python does not promise is said too: strings and bytes cannot be erased, so
copies of a share may stay in this program's memory until it ends. Hence a machine to switch off.
"""

import ctypes
import gc
import resource
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from entrenous.vault.quorum_shares import WORDS, Fault, ShareRefused, read_words

_CLEAR: Final = "\x1b[2J\x1b[3J\x1b[H"
_NOT_DUMPABLE: Final = (4, 0)  # prctl(PR_SET_DUMPABLE, 0)
_LOCK_ALL: Final = 3  # mlockall(MCL_CURRENT | MCL_FUTURE)


class Terminal(Protocol):
    """What a ceremony asks of the place where it is typed."""

    def say(self, text: str) -> None: ...
    def ask(self, prompt: str, *, secret: bool = False) -> str: ...
    def clear(self) -> None: ...


class Console:
    """The terminal of this machine. `hidden`: nothing of a share is echoed at all."""

    def __init__(self, *, hidden: bool = False) -> None:
        self._hidden = hidden

    @staticmethod
    def is_there() -> bool:
        """Tell whether someone types: a file or a pipe would mean that a share was written down."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    def say(self, text: str) -> None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def ask(self, prompt: str, *, secret: bool = False) -> str:
        """One typed line. EOFError when the terminal closes. No history is kept of it."""
        # Quiet before it asks: who types at once would be shown her first words otherwise.
        with _no_echo(active=secret and self._hidden):
            sys.stdout.write(prompt)
            sys.stdout.flush()
            line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.strip()

    def clear(self) -> None:
        """Erase the screen and what scrolled away, before the next person looks."""
        sys.stdout.write(_CLEAR)
        sys.stdout.flush()


@contextmanager
def _no_echo(*, active: bool) -> Iterator[None]:
    if not active:
        yield
        return
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    quiet = list(before)
    quiet[3] = before[3] & ~termios.ECHO
    termios.tcsetattr(descriptor, termios.TCSADRAIN, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        sys.stdout.write("\n")


def type_share(terminal: Terminal, title: str) -> str:
    """Have someone type the words of one share, line by line; an empty line gives it up ("").

    A word that is in no list is said at once; the screen is cleared after each line.
    """
    words: list[str] = []
    note = ""
    while len(words) < WORDS:
        terminal.clear()
        terminal.say(f"{title}. Ligne vide pour s’arrêter.{note}")
        line = _without_numbers(terminal.ask(f"Mot {len(words) + 1} et suivants : ", secret=True))
        if not line:
            terminal.clear()
            return ""
        note = ""
        try:
            words += read_words(line).split()
        except ShareRefused as refused:
            places = ", ".join(str(place) for place in refused.words)
            note = f"\nLa ligne n’est pas reprise : mot {places} inconnu. Tapez-la de nouveau."
    terminal.clear()
    if len(words) > WORDS:
        raise ShareRefused(Fault.LENGTH)
    return " ".join(words)


def _without_numbers(line: str) -> str:
    """The sheet numbers its words: « 1. acid 2. leaf » is read as « acid leaf »."""
    return " ".join(word for word in line.split() if not word.rstrip(".").isdecimal())


def harden() -> bool:
    """Forbid core files and other eyes, and ask the system never to swap this program out.

    returns  whether the memory is locked: an unprivileged account is often refused
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        system = ctypes.CDLL(None, use_errno=True)
        system.prctl(*_NOT_DUMPABLE, 0, 0, 0)
        return bool(system.mlockall(_LOCK_ALL) == 0)
    except (OSError, AttributeError):  # another system than Linux
        return False


def let_go() -> None:
    """Have what is no longer named given back at once. It is not an erasure."""
    gc.collect()
