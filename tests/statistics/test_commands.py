"""The commands of the engine, as whoever runs it types them: what they did, how they end."""

from pathlib import Path

import pytest

from entrenous.cli import statistics
from entrenous.statistics import actions
from entrenous.statistics.codes import Kind, State
from entrenous.statistics.engine.store import Store
from entrenous.statistics.models import Report
from tests.people import House
from tests.statistics.test_store import record


@pytest.fixture
def run(house: House, store: Store, key: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Type a command of the engine, on the store and with the key of the house."""
    monkeypatch.setattr(statistics.os, "umask", lambda _mask: 0)

    def typed(*words: str, given: Path = key) -> int:
        where = ["--store", str(store.folder.parent), "--organisation", house.organisation.name]
        return statistics.main([*words, *where, "--key", str(given)])

    return typed


def test_run_takes_in_what_waits_then_answers_what_was_asked(
    house: House, run, capsys: pytest.CaptureFixture[str]
) -> None:
    record(house)
    actions.ask(Kind.BILL, "2019", by=house.keyring("Max"))
    assert run("run") == 0
    assert "0 faits rangés" in capsys.readouterr().out, "a day that is not over waits"
    assert Report.objects.get().stands is State.EMPTY
    assert run("work", "--once") == 0
    assert "Jetons" not in capsys.readouterr().out


def test_what_others_could_read_what_is_not_there_and_a_busy_folder_are_told(
    run, store: Store, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lax = tmp_path / "statistics.key"
    lax.write_bytes(key.read_bytes())
    lax.chmod(0o644)
    assert run("aggregate", given=lax) == 2
    assert "chmod go-rwx" in capsys.readouterr().err
    assert run("aggregate", given=tmp_path / "nowhere.key") == 2
    assert "Fichier illisible : nowhere.key" in capsys.readouterr().err
    with store.alone():
        assert run("work", "--once") == 3
    assert "Un autre moteur" in capsys.readouterr().err
