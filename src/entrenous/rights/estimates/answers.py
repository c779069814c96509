"""The questions the engine's process understands, and what it answers. JSON both ways."""

from collections.abc import Mapping
from decimal import Decimal
from importlib.metadata import version
from typing import Final

from openfisca_core.errors import ParameterNotFoundError

from entrenous.law import InvalidRequest, LawError
from entrenous.rights.amounts import read_amount

from .benefits import PATCHES
from .engine import Engine
from .judging import judge
from .situation import read_situation

POINTS: Final = 81
MOST_SALARY: Final = Decimal(4000)


def answer(engine: Engine, decoded: object) -> dict[str, object]:
    """One question: {"ask": "estimate" | "curve" | "ready", "situation": …}. Never raises."""
    try:
        if not isinstance(decoded, Mapping) or str(decoded.get("ask")) not in _ASKED:
            raise InvalidRequest("Une question est attendue dans « ask ».", tuple(_ASKED))
        return _ASKED[str(decoded["ask"])](engine, decoded)
    except ParameterNotFoundError:
        return {"error": "Le modèle ne sait pas calculer un mois aussi ancien.", "known": []}
    except LawError as error:
        return {"error": error.message, "known": list(error.known)}


def _estimate(engine: Engine, said: Mapping[object, object]) -> dict[str, object]:
    situation = read_situation(said.get("situation"))
    figures, assumed = engine.estimate(situation)
    estimates = [each.as_json() for each in judge(situation, figures, assumed)]
    return {"month": situation.month, "estimates": estimates} | _provenance()


def _curve(engine: Engine, said: Mapping[object, object]) -> dict[str, object]:
    situation = read_situation(said.get("situation"))
    most = read_amount(said.get("up_to", "2000"), "up_to")
    if not 0 < most <= MOST_SALARY:
        raise InvalidRequest(f"Le champ « up_to » va jusqu’à {MOST_SALARY} euros.")
    count = said.get("points", POINTS)
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= POINTS:
        raise InvalidRequest(f"Le champ « points » va de 1 à {POINTS}.")
    salaries = [most * n / max(count - 1, 1) for n in range(count)]
    points = engine.curve(situation, salaries)
    return {
        "month": situation.month,
        "points": [
            {
                "salary": f"{point.salary:.2f}",
                "amounts": {code: f"{amount:.2f}" for code, amount in point.amounts.items()},
            }
            for point in points
        ],
    } | _provenance()


def _ready(_engine: Engine, _said: Mapping[object, object]) -> dict[str, object]:
    return _provenance()


def _provenance() -> dict[str, object]:
    return {
        "engine": {"openfisca_france": version("openfisca-france")},
        "patches": [
            {"parameter": p.parameter, "from": p.since, "value": p.value, "source": p.source}
            for p in PATCHES
        ],
    }


_ASKED = {"estimate": _estimate, "curve": _curve, "ready": _ready}
