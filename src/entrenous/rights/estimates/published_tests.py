"""The model’s own YAML tests, of the benefits we show: its own runner, one file per processor."""

import gc
import io
import multiprocessing
import os
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from openfisca_core.tools.test_runner import OpenFiscaPlugin

from .system import Published


def run(files: list[Path]) -> dict[str, Any]:
    """{"files", "passed", "failed": [name of each test that fails]}, on the model as published."""
    light, *rest = sorted(files, key=lambda path: path.stat().st_size)
    _Ran.system = Published()
    found = [_run(light)]  # what every process needs is made before they part
    gc.collect()
    gc.freeze()
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as processes:
        found += processes.map(_run, reversed(rest), chunksize=1)
    failed = sorted(name for each in found for name in each.failed)
    return {"files": len(files), "passed": sum(each.passed for each in found), "failed": failed}


class _Ran:
    """What a file of tests gave; a plugin of the model’s test runner."""

    system: Any = None

    def __init__(self) -> None:
        self.passed = 0
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.failed.append(report.nodeid)
        elif report.when == "call" and report.passed:
            self.passed += 1

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


def _run(path: Path) -> _Ran:
    ran = _Ran()
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        pytest.main(
            ["-q", "-p", "no:cacheprovider", "--rootdir", str(path.parent), str(path)],
            plugins=[OpenFiscaPlugin(_Ran.system, {}), ran],
        )
    return ran
