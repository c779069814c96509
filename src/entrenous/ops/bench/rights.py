"""What an estimate costs: our warm worker against OpenFisca's own server, same household.

Both run in the engine's environment, asked in turn; what counts is the CPU of their processes.
OpenFisca's server is asked with all that our adapter derives; amounts that differ stop the measure.
"""

import http.client
import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import psutil
from django.conf import settings

from entrenous.benefits import worker
from entrenous.ops.bench import processes
from entrenous.ops.bench.estimating import from_page_to_result
from entrenous.ops.bench.house import BenchHouse
from entrenous.ops.bench.pairing import Ratio, paired
from entrenous.rights.estimates import BENEFITS, asking, read_situation
from entrenous.rights.estimates.inputs import Household, household_of

_PAIRS: Final = 7
_STARTS_WITHIN_SECONDS: Final = 600
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
            "maintenance": "120",
            "activity": "employed",
        }
    ],
    "children": [{"birth": "2018-03-02"}, {"birth": "2015-01-02"}],
    "couple": False,
    "home": {"status": "tenant_private", "rent": "450", "insee": "94028"},
    "received": {"rsa": "0", "ppa": "300", "aide_logement": "400", "af": "152.25", "asf": "0"},
    "nationality": "fr",
}


def measures(made: BenchHouse) -> list[Ratio]:
    """A household, a curve of 81 points, a page, a start. Amounts that differ stop the measure."""
    with _worker():
        pass  # so that the next start finds the parameters that this one keeps
    with _worker() as ours, _openfisca() as theirs:
        starts = [(ours.started_ms, theirs.started_ms)]
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
            from_page_to_result(made, ours.cpu),
            paired(
                "démarrage du moteur, paramètres gardés, prêt à répondre",
                "démarrage du serveur d’OpenFisca",
                starts,
                target=_NEVER_SLOWER,
            ),
        ]  # fmt: skip


class _Process:
    """A process asked on this machine, and what it computed meanwhile."""

    def __init__(self, process: psutil.Process) -> None:
        self._process = process
        self.started_ms = processes.cpu_seconds(process) * 1000

    def cpu(self, run: Callable[[], object]) -> float:
        """CPU milliseconds that the process and its children spent on one question."""
        before = processes.cpu_seconds(self._process)
        run()
        return (processes.cpu_seconds(self._process) - before) * 1000


class _Worker(_Process):
    def __init__(self, process: psutil.Process, path: Path) -> None:
        super().__init__(process)
        self._path = path

    def ask(self, question: dict[str, object]) -> dict[str, Any]:
        answered = asking.ask(self._path, question, seconds=_SECONDS)
        if "error" in answered:
            raise AssertionError("the worker did not answer")
        return answered


class _OpenFisca(_Process):
    def __init__(self, process: psutil.Process, port: int) -> None:
        super().__init__(process)
        self._port = port

    def calculate(self, household: Household) -> dict[str, float]:
        """Each benefit of the household, as the engine's own server computes it."""
        with closing(processes.connection(self._port)) as line:
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
    """Where pages ask it: in the state folder of this run."""
    folder = worker.folder_of(settings.ENTRENOUS_HOME)
    worker.make_private(folder)
    path = worker.socket_in(folder)
    path.unlink(missing_ok=True)  # of the one before: this one is not ready yet
    started = asking.start(path)
    with processes.running(started, path.exists, within_seconds=_STARTS_WITHIN_SECONDS) as process:
        yield _Worker(process, path)


@contextmanager
def _openfisca() -> Iterator[_OpenFisca]:
    port = processes.free_port()
    serve = asking.engine_python().with_name("openfisca")
    command = [str(serve), "serve", "--country-package", "openfisca_france"]
    command += ["--port", str(port), "--workers", "1"]
    command += ["--timeout", str(_STARTS_WITHIN_SECONDS)]  # else a slow start is cut
    started = processes.start(command)
    with processes.running(
        started,
        lambda: processes.answers(port, "/", below=http.client.INTERNAL_SERVER_ERROR),
        within_seconds=_STARTS_WITHIN_SECONDS,
    ) as process:
        yield _OpenFisca(process, port)
