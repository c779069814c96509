"""Whether the engine still says what we expect: our reference households, then its own tests."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

from .engine import Engine
from .situation import read_situation

REFERENCE: Final = Path(__file__).with_name("reference.toml")
TOLERANCE: Final = 0.02
#: The model's own tests of the benefits that we show (names of its files).
SHOWN: Final = re.compile(
    r"(rsa|ppa|aah|caah|asf|asi|aspa|ass|css|cmu|paje|af|cf|aides?_logement|zone_apl)(_.*)?"
)
_COUNTED: Final = re.compile(r"(\d+) (passed|failed|error)")
SECONDS: Final = 3600


def check_model(engine: Engine, unpacked: Path | None) -> dict[str, object]:
    """Our reference households and, when a path is given, the model's YAML tests.

    unpacked  the folder of an unpacked OpenFisca-France sdist
    """
    reference = _reference(engine)
    report: dict[str, object] = {"reference": reference}
    passed = not reference["failed"]
    if unpacked is not None:
        own = _own_tests(unpacked)
        report["model"] = own
        passed = passed and bool(own["passed"]) and not own["failed"]
    return report | {"passed": passed}


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


def _own_tests(unpacked: Path) -> dict[str, object]:
    files = sorted(
        str(path)
        for path in (unpacked / "tests" / "formulas").rglob("*.yaml")
        if SHOWN.fullmatch(path.stem)
    )
    if not files:
        return {"files": 0, "passed": 0, "failed": 0, "error": "Aucun test trouvé à cet endroit."}
    command = [sys.executable, "-m", "openfisca_core.scripts.openfisca_command", "test"]
    ran = subprocess.run(  # noqa: S603  # the engine's own test runner, on files of a given folder
        [*command, "--country-package", "openfisca_france", *files],
        capture_output=True, text=True, check=False, timeout=SECONDS,
    )  # fmt: skip
    last = ran.stdout.strip().splitlines()[-1] if ran.stdout.strip() else ""
    counted = {kind: int(number) for number, kind in _COUNTED.findall(last)}
    failed = counted.get("failed", 0) + counted.get("error", 0)
    return {"files": len(files), "passed": counted.get("passed", 0), "failed": failed}
