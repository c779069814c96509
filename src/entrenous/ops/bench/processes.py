"""A program started beside the measure: on a free port, asked once ready, its CPU counted."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import Final

import psutil

_LOOK_SECONDS: Final = 0.1
_PATIENCE_SECONDS: Final = 120.0


def start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    """Start a program that says nothing here."""
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(command, env=os.environ, stdout=nowhere, stderr=nowhere)  # noqa: S603 - our own words


@contextmanager
def running(
    started: "subprocess.Popen[bytes]", is_ready: Callable[[], bool], *, within_seconds: float
) -> Iterator[psutil.Process]:
    """A started program once it is ready, stopped at the end. RuntimeError: it never was."""
    with started:
        try:
            _wait(started, is_ready, within_seconds)
            yield psutil.Process(started.pid)
        finally:
            started.terminate()


def _wait(
    started: "subprocess.Popen[bytes]", is_ready: Callable[[], bool], within_seconds: float
) -> None:
    until = time.monotonic() + within_seconds
    while time.monotonic() < until and started.poll() is None:
        if is_ready():
            return
        time.sleep(_LOOK_SECONDS)
    raise RuntimeError("a program did not start")


def free_port() -> int:
    """A port of this machine that nobody listens to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answers(port: int, path: str, *, below: int = http.client.MULTIPLE_CHOICES) -> bool:
    """Whether an HTTP server says it is there: a status under `below`."""
    with (
        suppress(OSError, http.client.HTTPException),
        closing(connection(port)) as line,
    ):
        line.request("GET", path)
        return line.getresponse().status < below
    return False


def connection(port: int) -> http.client.HTTPConnection:
    """A line to an HTTP server of this machine."""
    return http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)


def cpu_seconds(process: psutil.Process) -> float:
    """CPU seconds so far, of a process and of its children."""
    every = [process, *process.children(recursive=True)]
    return sum(sum(each.cpu_times()[:2]) for each in every)
