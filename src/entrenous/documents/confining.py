"""Give up, for the rest of a process, whatever reading a file does not need. Linux; no Django.

A file may be built to take over the program that reads it. What then runs has no file to open,
no network, no other program, little memory and little time: bytes in, bytes out, nothing else.
"""

import ctypes
import platform
import resource
import struct
from typing import Final

MEMORY_BYTES: Final = 1 << 30
CPU_SECONDS: Final = 15

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_SIGKILL: Final = 9
_FILTER: Final = 2
# Berkeley packet filter, seccomp(2): load a word, compare, return.
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050001, 0x80000000  # _REFUSE: EPERM
_ARCHITECTURE_AT, _CALL_AT = 4, 0

# What an interpreter that already loaded its libraries still asks the system for, by number:
# read write close fstat lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn
# ioctl madvise mremap sched_yield futex sigaltstack getrandom clock_gettime clock_nanosleep
# getpid gettid tgkill exit exit_group rseq membarrier
_CALLS: Final[dict[str, tuple[int, frozenset[int]]]] = {
    "x86_64": (
        0xC000003E,
        frozenset(
            {0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16, 24, 25, 28, 39, 60, 131, 186, 202, 228,
             230, 231, 234, 318, 324, 334}
        ),
    ),
    "aarch64": (
        0xC00000B7,
        frozenset(
            {29, 57, 62, 63, 64, 80, 93, 94, 98, 113, 115, 124, 131, 132, 134, 135, 139, 172, 178,
             214, 215, 216, 222, 226, 233, 278, 283, 293}
        ),
    ),
}  # fmt: skip


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("lines", ctypes.c_char_p))


def limit() -> None:
    """Bound memory, time and processes, before a byte of the file is read."""
    _set(resource.RLIMIT_AS, MEMORY_BYTES)
    _set(resource.RLIMIT_CPU, CPU_SECONDS)
    _set(resource.RLIMIT_FSIZE, 0)
    _set(resource.RLIMIT_CORE, 0)
    _prctl(_PR_SET_PDEATHSIG, _SIGKILL)
    _prctl(_PR_SET_DUMPABLE, 0)
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def confine() -> None:
    """After every library was loaded: no new file, socket or process can be had any more.

    The filter of system calls is for x86_64 and aarch64; elsewhere the limits alone hold.
    raises  OSError when a kernel refuses what should confine
    """
    _set(resource.RLIMIT_NOFILE, 3)
    architecture = _CALLS.get(platform.machine())
    if architecture:
        lines = _filter(*architecture)
        program = _Program(len(lines) // 8, lines)
        _prctl(_PR_SET_SECCOMP, _FILTER, ctypes.addressof(program))


def _filter(architecture: int, allowed: frozenset[int]) -> bytes:
    calls = sorted(allowed)
    lines = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _CALL_AT),
        *((_EQUAL, len(calls) - rank, 0, call) for rank, call in enumerate(calls)),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


def _set(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def _prctl(option: int, value: int, more: int = 0) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, ctypes.c_ulong(value), ctypes.c_ulong(more), 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
