"""The server as it runs: requests per second and CPU per request, pages against a bare page."""

import http.client
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Final

import psutil

from entrenous.ops.bench import pages, processes
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
            cpu, began = processes.cpu_seconds(self.process), time.perf_counter()
            answered = sum(crowd.map(lambda _: self._ask(url, until), range(clients)))
            taken = time.perf_counter() - began
        return Load(answered, taken, processes.cpu_seconds(self.process) - cpu)

    def _ask(self, url: str, until: float) -> int:
        found = 0
        with closing(processes.connection(self.port)) as connection:
            while not found or time.perf_counter() < until:
                connection.request("GET", url, headers=dict(self.headers))
                answer = connection.getresponse()
                answer.read()
                if answer.status != http.client.OK:
                    raise AssertionError("the page did not answer")
                found += 1
        return found


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
    port = processes.free_port()
    started = processes.start([sys.executable, "-m", "entrenous", "serve", "--port", str(port)])
    with processes.running(
        started,
        lambda: processes.answers(port, "/sante/pret"),
        within_seconds=_STARTS_WITHIN_SECONDS,
    ) as process:
        yield Server(port, process, headers)
