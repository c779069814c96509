"""Whether the engine still says what we expect: our reference households, then its own tests."""

import re
import tomllib
from pathlib import Path
from typing import Any, Final

from entrenous.law import InvalidRequest

from .benefits import BENEFITS
from .engine import Engine
from .situation import read_situation

REFERENCE: Final = Path(__file__).with_name("reference.toml")
TOLERANCE: Final = 0.02
#: The model's own tests of the benefits that we show (names of its files).
SHOWN: Final = re.compile(
    r"(Z+_)?(rsa|ppa|aah|caah|asf|asi|aspa|ass|css|cmu|paje|af|cf|aides?_logement|zone_apl)(_.*)?"
)
FOLDERS: Final = ("formulas", "leximpact")


def check_model(unpacked: Path | None, *, jobs: int = 1) -> dict[str, object]:
    """Our reference households and, when a path is given, the model's YAML tests.

    unpacked  the folder of an unpacked OpenFisca-France sdist
    jobs      how many processes run its tests
    raises    InvalidRequest: no test of the model is there
    """
    files = _tests_in(unpacked) if unpacked else []
    engine = Engine()
    reference, figures = _reference(engine), _figures(engine)
    report: dict[str, object] = {"reference": reference, "figures": figures}
    passed = not reference["failed"] and not figures["failed"]
    if files:
        from .published_tests import run  # noqa: PLC0415 - a test runner, for this alone

        own = run(files, jobs=jobs)
        report["model"] = own
        passed = passed and bool(own["passed"]) and not own["failed"]
    return report | {"passed": passed}


def _tests_in(unpacked: Path) -> list[Path]:
    """The model's test files that concern what we show."""
    every = (path for name in FOLDERS for path in (unpacked / "tests" / name).rglob("*.y*ml"))
    if found := sorted(path for path in every if SHOWN.fullmatch(path.stem)):
        return found
    raise InvalidRequest("Aucun test du modèle ici : donnez le dossier de ses sources dépliées.")


def _figures(engine: Engine) -> dict[str, Any]:
    """Whether the key figures that we list are still the newest that the model has."""
    listed = {each for benefit in BENEFITS for each in benefit.parameters}
    failed = [
        {"figure": each.label, "listed": each.value, "on": each.on, "found": newest.value,
         "found_on": newest.on}
        for each in sorted(listed, key=lambda each: each.label)
        if (newest := engine.newest(each)) != each
    ]  # fmt: skip
    return {"checked": len(listed), "passed": len(listed) - len(failed), "failed": failed}


def _reference(engine: Engine) -> dict[str, Any]:
    failed, count = [], 0
    for household in tomllib.loads(REFERENCE.read_text("utf-8"))["household"]:
        figures, _ = engine.estimate(read_situation(household["situation"]))
        for code, expected in household["expected"].items():
            count += 1
            found = figures[code].amount
            if abs(found - float(expected)) > TOLERANCE:
                failed.append(
                    {
                        "household": household["title"],
                        "benefit": code,
                        "expected": expected,
                        "found": f"{found:.2f}",
                    }
                )
    return {"figures": count, "passed": count - len(failed), "failed": failed}
