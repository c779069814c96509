"""The engine beside the demonstration: rung, run once, ended with the server; its invented acts."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from entrenous.cli import beside
from entrenous.ops.demo import figures, filled_store
from entrenous.ops.demo.acts import invented, months
from entrenous.ops.demo.figures_file import PLACES, released
from entrenous.statistics import actions
from entrenous.statistics.bell import BELL
from entrenous.statistics.codes import Kind, State
from entrenous.statistics.engine import ledger
from entrenous.statistics.engine.store import Store
from entrenous.statistics.models import Report
from entrenous.statistics.shapes import RECEIVED
from entrenous.workload.measures import compute
from tests.people import House

_POPEN = subprocess.Popen


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[Any]]:
    """Put a script in the place of the engine; the processes that were started."""

    def put(script: str) -> list[Any]:
        started: list[Any] = []

        def start(_command: list[str], **_told: Any) -> Any:
            started.append(_POPEN([sys._base_executable, "-S", "-c", script]))  # type: ignore[attr-defined]
            return started[-1]

        monkeypatch.setattr(beside.subprocess, "Popen", start)
        monkeypatch.setattr(beside, "_LOOK_SECONDS", 0.01)
        return started

    return put


def test_the_bell_goes_once_all_is_answered_and_stays_when_it_rang_meanwhile_or_all_failed(
    engine: Callable[[str], list[Any]], tmp_path: Path
) -> None:
    bell, (reader, writer) = tmp_path / BELL, os.pipe()
    bell.touch()
    engine("")
    assert beside._answer(bell, reader)
    assert not bell.exists()
    bell.touch()
    engine(f"import os; os.utime({str(bell)!r}, (1, 1))")
    assert beside._answer(bell, reader)
    assert bell.exists(), "someone asked while it worked"
    engine("raise SystemExit(2)")
    assert not beside._answer(bell, reader)
    assert bell.exists(), "what waits is not lost"
    os.close(writer)
    started = engine("import time; time.sleep(60)")
    assert beside._answer(bell, reader)
    assert started[0].returncode == -15, "it ends with the server"
    assert beside.main([str(tmp_path), str(reader)]) == 0
    os.close(reader)


def test_a_question_rings_in_a_demonstration_and_nowhere_else(
    house: House, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.ENTRENOUS_HOME = tmp_path
    for is_demo in (False, True):
        settings.ENTRENOUS_DEMO = is_demo
        with django_capture_on_commit_callbacks(execute=True):
            actions.ask(Kind.MEANS, "2025", by=house.keyring("Max"))
        assert (tmp_path / BELL).exists() is is_demo


def test_what_the_demonstration_shows_is_what_its_acts_say() -> None:
    year, places = 2031, ["p1", "p2"]
    told = [month for month in months(date(year, 1, 5)) if month.startswith("2030")]
    assert len(told) == 11, "December is not closed on the fifth of January"
    told.append("2030-12")
    rows = list(invented(told, places, year=year))
    bill = next(
        each
        for each in released(places, year)
        if (each["kind"], each["period"]) == ("bill", "2030")
    )
    shown = {
        (cell[0], cell[1]): cell[2]
        for cell in next(t for t in bill["tables"] if t["code"] == "received")["cells"]
    }
    for cell in compute(RECEIVED, rows):
        assert shown[cell.place, cell.code] in {cell.units, None}
    assert shown["total", "total"] == sum(cell.units for cell in compute(RECEIVED, rows))


def test_an_empty_store_is_filled_once_and_knows_what_was_shown(
    house: House, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.circonscription.__class__.objects.create(
        organisation=house.organisation, name="Haute-Orme"
    )
    monkeypatch.setattr(filled_store, "invented", lambda told, places, **_: iter(
        invented(told[:1], places, year=int(told[-1][:4]))
    ))  # fmt: skip
    figures.publish(house.organisation, date(2031, 5, 5))
    monkeypatch.setattr(filled_store.timezone, "localdate", lambda: date(2031, 5, 5))
    filled_store.fill(store, house.organisation)
    digests = list(Report.objects.values_list("digest", flat=True))
    assert len(digests) == len(released([*PLACES], 2031))
    assert len(ledger.read(store.ledger, digests)) == len(digests)
    assert (store.state.closed, len(list(store.facts.iterdir()))) == ("2031-03", 1)
    assert {r.stands for r in Report.objects.all()} == {State.RELEASED}
    filled_store.fill(store, house.organisation)
    assert len(list(store.ledger.iterdir())) == len(digests)
