"""The server as it runs: requests per second and CPU per request, pages against a bare page."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

import psutil

from entrenous.ops.bench import pages
from entrenous.ops.bench.house import BenchHouse
from entrenous.ops.bench.pairing import Ratio, paired

CLIENTS: Final = 4  # as many as `serve` answers at once: two processes of two threads
_ROUNDS: Final = 5
_SECONDS: Final = 2.0
_STARTS_WITHIN_SECONDS: Final = 60
_YARDSTICK: Final = "une page Django sans dossier, même serveur, même gabarit"


@dataclass(frozen=True)
class Load:
    """What a page gave while clients asked for it without a pause.

    cpu_seconds  of the server's processes; a separate PostgreSQL is not counted
    """

    requests: int
    seconds: float
    cpu_seconds: float

    @property
    def per_second(self) -> float:
        """Requests answered in a second."""
        return self.requests / self.seconds

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds of one request."""
        return self.cpu_seconds * 1000 / self.requests


@dataclass(frozen=True)
class Server:
    """A server on this machine, asked with the cookies of someone whose vault is open."""

    port: int
    process: psutil.Process
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def load(self, url: str, *, clients: int = CLIENTS, seconds: float = _SECONDS) -> Load:
        """Have each client ask again as soon as it is answered. AssertionError: not answered."""
        until = time.perf_counter() + seconds
        with ThreadPoolExecutor(clients) as crowd:
            cpu, began = self._cpu(), time.perf_counter()
            answered = sum(crowd.map(lambda _: self._ask(url, until), range(clients)))
            taken = time.perf_counter() - began
        return Load(answered, taken, self._cpu() - cpu)

    def _ask(self, url: str, until: float) -> int:
        found = 0
        with closing(_connection(self.port)) as connection:
            while not found or time.perf_counter() < until:
                connection.request("GET", url, headers=dict(self.headers))
                answer = connection.getresponse()
                answer.read()
                if answer.status != http.client.OK:
                    raise AssertionError("the page did not answer")
                found += 1
        return found

    def _cpu(self) -> float:
        """CPU seconds so far, of the server and of its workers."""
        every = [self.process, *self.process.children(recursive=True)]
        return sum(sum(each.cpu_times()[:2]) for each in every)


def measures(made: BenchHouse) -> list[Ratio]:
    """Both pages, each in requests per second and in CPU per request."""
    shown = pages.show(made)
    asked = {
        f"la page d’un dossier de {pages.ENTRIES} écrits": shown.page,
        f"la liste de {pages.LISTED} dossiers": shown.listing,
    }
    cookies = "; ".join(f"{name}={kept.value}" for name, kept in shown.client.cookies.items())
    with serving({"Cookie": cookies}) as server:
        for url in (shown.bare, *asked.values()):
            server.load(url, seconds=_SECONDS / 2)
        taken = [
            (server.load(shown.bare), {name: server.load(url) for name, url in asked.items()})
            for _ in range(_ROUNDS)
        ]
    found = []
    for name in asked:
        pairs = [(loads[name], bare) for bare, loads in taken]
        found += [_slower(name, pairs), _dearer(name, pairs)]
    return found


def _slower(name: str, pairs: list[tuple[Load, Load]]) -> Ratio:
    """As times per request at full load, so that the ratio reads as the others do."""
    return paired(
        f"{name} : temps par requête, {CLIENTS} à la fois"
        f" ({_median_rate([page for page, _ in pairs])} requêtes par seconde"
        f" contre {_median_rate([bare for _, bare in pairs])})",
        _YARDSTICK,
        [(1000 / page.per_second, 1000 / bare.per_second) for page, bare in pairs],
    )


def _dearer(name: str, pairs: list[tuple[Load, Load]]) -> Ratio:
    return paired(
        f"{name} : temps de calcul du serveur par requête",
        _YARDSTICK,
        [(page.cpu_ms, bare.cpu_ms) for page, bare in pairs],
    )


def _median_rate(loads: list[Load]) -> int:
    return round(sorted(load.per_second for load in loads)[len(loads) // 2])


@contextmanager
def serving(headers: Mapping[str, str]) -> Iterator[Server]:
    """`entrenous serve` on a free port, as in production but for HTTPS; stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "entrenous", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=os.environ, stderr=subprocess.DEVNULL) as started:  # noqa: S603 - our own words
        try:
            _wait_until_ready(started, port)
            yield Server(port, psutil.Process(started.pid), headers)
        finally:
            started.terminate()


def _wait_until_ready(started: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + _STARTS_WITHIN_SECONDS
    while time.monotonic() < until and started.poll() is None:
        with suppress(OSError), closing(_connection(port)) as connection:
            connection.request("GET", "/sante/pret")
            if connection.getresponse().status == http.client.OK:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _connection(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=60)
