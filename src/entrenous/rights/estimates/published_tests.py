"""The model’s own YAML tests, of the benefits we show: its own runner, one file per processor."""

import gc
import io
import multiprocessing
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, Final

import pytest
from openfisca_core.tools.test_runner import OpenFiscaPlugin

from .system import Published

#: No cache left in the sources; no five full collections of a million objects after each file.
_QUIET: Final = ("-q", "-p", "no:cacheprovider", "-p", "no:unraisableexception")


def run(files: Sequence[Path], *, jobs: int) -> dict[str, Any]:
    """{"files", "passed", "failed": ["file.yaml: test"]}, on the model as published.

    jobs  how many processes; the legislation is loaded once, before they part
    """
    light, *rest = sorted(files, key=lambda path: path.stat().st_size)
    _Ran.system = Published()
    found = [_run(light)]  # what every process needs is made before they part
    with _each(rest[::-1], jobs) as others:
        for ran in others:
            found.append(ran)
            sys.stderr.write(f"{len(found)}/{len(files)} {ran.says}\n")
    failed = sorted(name for each in found for name in each.failed)
    return {"files": len(files), "passed": sum(each.passed for each in found), "failed": failed}


class _Ran:
    """What a file of tests gave; a plugin of the model’s test runner."""

    system: Any = None

    def __init__(self, file: str) -> None:
        self.file = file
        self.passed = 0
        self.failed: list[str] = []

    @property
    def says(self) -> str:
        """For whoever waits: « aah.yaml : 33 réussis »."""
        failed = f", {len(self.failed)} en échec" if self.failed else ""
        return f"{self.file} : {self.passed} réussis{failed}"

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.when == "call" and report.passed:
            self.passed += 1

    def pytest_exception_interact(self, node: Any) -> None:
        """A test that fails, or a file that does not read; its name is known once it has run."""
        self.failed.append(f"{self.file}: {node.name}")


@contextmanager
def _each(files: Sequence[Path], jobs: int) -> Iterator[Iterable[_Ran]]:
    """What each file gives, as it ends."""
    if jobs == 1:
        yield map(_run, files)
        return
    gc.collect()
    gc.freeze()
    with multiprocessing.get_context("fork").Pool(jobs) as processes:
        yield processes.imap_unordered(_run, files)


def _run(path: Path) -> _Ran:
    ran = _Ran(path.name)
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        pytest.main(
            [*_QUIET, "--rootdir", str(path.parent), str(path)],
            plugins=[OpenFiscaPlugin(_Ran.system, {}), ran],
        )
    return ran
