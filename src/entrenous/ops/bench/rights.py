"""What an estimate costs: our warm worker against OpenFisca's own server, same household.

Both run in the engine's environment, asked in turn; what counts is the CPU of their processes.
"""

import http.client
import json
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import psutil

from entrenous.ops.bench.pairing import Ratio, paired
from entrenous.rights.estimates import BENEFITS, asking, read_situation
from entrenous.rights.estimates.inputs import Household, household_of

_PAIRS: Final = 7
_STARTS_WITHIN_SECONDS: Final = 240
_SECONDS: Final = 120
_CURVE_TARGET: Final = 1.3
_NEVER_SLOWER: Final = 1.0
_CENT: Final = 0.01
#: The engine's server answers without our patch of its stale ceiling.
_PATCHED: Final = "css"
_SITUATION: Final = {
    "month": "2026-10",
    "adults": [
        {
            "birth": "1990-05-01",
            "net_salary": "800",
            "net_unemployment": "0",
            "net_pension": "0",
            "activity": "employed",
        }
    ],
    "children": [{"birth": "2018-03-02"}, {"birth": "2015-01-02"}],
    "couple": False,
    "home": {"status": "tenant_private", "rent": "450", "insee": "94028"},
    "received": {"rsa": "0", "ppa": "300", "aide_logement": "400", "af": "152.25", "asf": "0"},
    "nationality": "fr",
}


def measures() -> list[Ratio]:
    """A household, and a curve of 81 points. Amounts that differ stop the measure."""
    with _worker() as ours, _openfisca() as theirs:
        household = household_of(read_situation(_SITUATION))
        estimate: dict[str, object] = {"ask": "estimate", "situation": _SITUATION}
        curve: dict[str, object] = {"ask": "curve", "situation": _SITUATION}
        one = {"ask": "curve", "situation": _SITUATION, "points": 1}
        _demand_equal(ours.ask(curve | {"up_to": "1600"}), theirs.calculate(household))
        for warm in (estimate, curve, one):
            ours.ask(warm)
        return [
            paired(
                "un foyer, ses prestations et leurs étendues, moteur chaud",
                "le serveur d’OpenFisca, même foyer, mêmes prestations",
                [
                    (ours.cpu(lambda: ours.ask(estimate)),
                     theirs.cpu(lambda: theirs.calculate(household)))
                    for _ in range(_PAIRS)
                ],
                target=_NEVER_SLOWER,
            ),
            paired(
                "la courbe de 81 points",
                "un seul point, même foyer",
                [
                    (ours.cpu(lambda: ours.ask(curve)), ours.cpu(lambda: ours.ask(one)))
                    for _ in range(_PAIRS)
                ],
                target=_CURVE_TARGET,
            ),
        ]  # fmt: skip


class _Process:
    """A process asked on this machine, and what it computed meanwhile."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)

    def cpu(self, run: Callable[[], object]) -> float:
        """CPU milliseconds that the process and its children spent on one question."""
        before = self._spent()
        run()
        return (self._spent() - before) * 1000

    def _spent(self) -> float:
        every = [self._process, *self._process.children(recursive=True)]
        return sum(sum(each.cpu_times()[:2]) for each in every)


class _Worker(_Process):
    def __init__(self, pid: int, path: Path) -> None:
        super().__init__(pid)
        self._path = path

    def ask(self, question: dict[str, object]) -> dict[str, Any]:
        answered = asking.ask(self._path, question, seconds=_SECONDS)
        if "error" in answered:
            raise AssertionError("the worker did not answer")
        return answered


class _OpenFisca(_Process):
    def __init__(self, pid: int, port: int) -> None:
        super().__init__(pid)
        self._port = port

    def calculate(self, household: Household) -> dict[str, float]:
        """Each benefit of the household, as the engine's own server computes it."""
        with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=_SECONDS)) as line:
            body = json.dumps(_asked(household))
            line.request("POST", "/calculate", body, {"Content-Type": "application/json"})
            answered = json.loads(line.getresponse().read())
        return _amounts(answered, household.month)


def _asked(household: Household) -> dict[str, Any]:
    """The situation in the words of OpenFisca's web API; what is asked is null."""
    adults = [f"adult{n}" for n in range(len(household.adults))]
    children = [f"child{n}" for n in range(len(household.children))]
    persons = dict(zip([*adults, *children], (*household.adults, *household.children), strict=True))
    wanted: dict[str, dict[str, dict[str, None]]] = {"famille": {}, "individu": {}}
    for benefit in BENEFITS:
        wanted[benefit.entity][benefit.variable] = {household.month: None}
    return {
        "individus": {name: _merged(wanted["individu"], told) for name, told in persons.items()},
        "familles": {
            "f": {"parents": adults, "enfants": children}
            | _merged(wanted["famille"], household.family)
        },
        "foyers_fiscaux": {"x": {"declarants": adults, "personnes_a_charge": children}},
        "menages": {
            "m": {
                "personne_de_reference": adults[:1],
                "conjoint": adults[1:],
                "enfants": children,
            }
            | dict(household.home)
        },
    }


def _merged(wanted: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """What is told of a month wins over what is asked of it (the ASF, never supposed)."""
    return {name: wanted.get(name, {}) | told.get(name, {}) for name in told.keys() | wanted.keys()}


def _amounts(answered: dict[str, Any], month: str) -> dict[str, float]:
    found = {}
    for benefit in BENEFITS:
        if benefit.entity == "famille":
            found[benefit.code] = float(answered["familles"]["f"][benefit.variable][month])
        else:
            persons = answered["individus"].values()
            found[benefit.code] = sum(float(each[benefit.variable][month]) for each in persons)
    return found


def _demand_equal(ours: dict[str, Any], theirs: dict[str, float]) -> None:
    (point,) = [each for each in ours["points"] if Decimal(each["salary"]) == Decimal(800)]
    for code, amount in point["amounts"].items():
        if code != _PATCHED and abs(float(amount) - theirs[code]) > _CENT:
            raise AssertionError(f"{code} differs")


@contextmanager
def _worker() -> Iterator[_Worker]:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "s"
        with asking.start(path) as started:
            try:
                _wait(path.exists, started)
                yield _Worker(started.pid, path)
            finally:
                started.terminate()


@contextmanager
def _openfisca() -> Iterator[_OpenFisca]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = asking.engine_python().with_name("openfisca")
    command = [str(serve), "serve", "--country-package", "openfisca_france"]
    command += ["--port", str(port), "--workers", "1"]
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=nowhere, stderr=nowhere) as started:  # noqa: S603 - our own words
        try:
            _wait(lambda: _answers(port), started)
            yield _OpenFisca(started.pid, port)
        finally:
            started.terminate()


def _answers(port: int) -> bool:
    with (
        suppress(OSError, http.client.HTTPException),
        closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as line,
    ):
        line.request("GET", "/")
        return line.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    return False


def _wait(is_ready: Callable[[], bool], started: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _STARTS_WITHIN_SECONDS
    while time.monotonic() < until and started.poll() is None:
        if is_ready():
            return
        time.sleep(0.2)
    raise RuntimeError("a server did not start")
