"""The engine beside the server: where it answers, who may ask, what is said when it does not."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from entrenous.benefits import keeping, worker
from entrenous.benefits.worker import NoAnswer, Standing
from entrenous.rights.estimates import asking
from tests.benefits.engines import engine
from tests.benefits.households import ALONE, situation

QUESTION: dict[str, object] = {"ask": "estimate", "situation": situation(ALONE)}


def until(condition: Any, seconds: float = 20) -> bool:
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_a_question_goes_through_the_socket_and_back(tmp_path: Path) -> None:
    with engine(tmp_path) as asked:
        assert worker.standing(tmp_path) is Standing.READY
        answered = worker.ask(tmp_path, QUESTION)
    assert answered["month"] == "2026-10"
    assert asked == [QUESTION]


def test_only_this_account_may_enter_the_folder(tmp_path: Path) -> None:
    assert worker.make_private(worker.folder_of(tmp_path))
    assert worker.folder_of(tmp_path).stat().st_mode & 0o077 == 0


def test_a_folder_open_to_others_is_never_asked(tmp_path: Path) -> None:
    with engine(tmp_path) as asked:
        worker.folder_of(tmp_path).chmod(0o755)
        with pytest.raises(NoAnswer):
            worker.ask(tmp_path, QUESTION)
        worker.folder_of(tmp_path).chmod(0o700)
    assert asked == []


def test_a_link_to_a_folder_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "engine").symlink_to(tmp_path / "elsewhere")
    assert not worker.make_private(worker.folder_of(tmp_path))


def test_a_long_state_folder_has_a_short_socket(tmp_path: Path) -> None:
    home = tmp_path / ("long" * 40)
    path = worker.socket_in(worker.folder_of(home))
    assert len(os.fsencode(path)) <= 100
    assert worker.folder_of(home) == worker.folder_of(home) != worker.folder_of(tmp_path / "other")


def test_without_a_keeper_the_engine_is_down_or_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert worker.standing(tmp_path) is Standing.ABSENT
    python = tmp_path / "engine" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    assert worker.standing(tmp_path) is Standing.DOWN
    with pytest.raises(NoAnswer) as refused:
        worker.ask(tmp_path, QUESTION)
    assert refused.value.standing is Standing.DOWN


def test_an_engine_that_does_not_answer_in_time_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "SECONDS", 0.1)

    def slow(_question: dict[str, Any]) -> dict[str, Any]:
        time.sleep(0.4)
        return {}

    with engine(tmp_path, slow), pytest.raises(NoAnswer):
        worker.ask(tmp_path, QUESTION)


def test_one_thread_at_most_waits_for_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_TURN_SECONDS", 0.01)
    with engine(tmp_path) as asked, worker._one_at_a_time, pytest.raises(NoAnswer) as refused:
        worker.ask(tmp_path, QUESTION)
    assert (asked, refused.value.standing) == ([], Standing.READY)


# --- the keeper ------------------------------------------------------------------------------

# An engine that binds its socket, answers nothing, and lives as long as it is asked to.
ENGINE = """
import os, socket, sys, time
s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen()
open(sys.argv[2], "a").write(f"{os.getpid()}\\n")
time.sleep(float(sys.argv[3]))
"""


class Kept:
    """A keeper in this process, whose engine is a script, and whose server is a pipe."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, *, lives: float) -> None:
        self.pids, self.folder = home / "pids", worker.folder_of(home)
        worker.make_private(self.folder)
        self.server_ends = False
        self.rests: list[float] = []

        def start(path: Path) -> "subprocess.Popen[bytes]":
            words = [sys.executable, "-c", ENGINE, str(path), str(self.pids), str(lives)]
            return subprocess.Popen(words)

        monkeypatch.setattr(asking, "start", start)

    def run(self, ended: Any) -> None:
        with worker.board(self.folder) as mine:
            assert mine is not None
            keeping.Keeper(self.folder, mine, ended).run()

    def started(self) -> list[int]:
        return [int(pid) for pid in self.pids.read_text().split()] if self.pids.exists() else []


def test_an_engine_that_dies_is_started_again_each_time_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(tmp_path, monkeypatch, lives=0)
    words: list[str] = []

    def ended(seconds: float) -> bool:
        if seconds != keeping._LOOK_SECONDS:
            kept.rests.append(seconds)
            words.append((kept.folder / "keeper").read_text().strip())
        else:
            time.sleep(0.01)
        return len(kept.rests) == 4

    kept.run(ended)
    assert kept.rests == [1, 2, 4, 8]
    assert len(set(kept.started())) == 4
    assert set(words) == {"resting"}


def test_the_engine_ends_with_the_server_and_leaves_no_socket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(tmp_path, monkeypatch, lives=60)

    def ended(_seconds: float) -> bool:
        return until(kept.started)

    kept.run(ended)
    (pid,) = kept.started()
    assert not Path(f"/proc/{pid}").exists()
    assert not worker.socket_in(kept.folder).exists()


def test_an_engine_not_installed_yet_is_looked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(tmp_path, monkeypatch, lives=0)
    absent: list[bool] = []

    def start(_path: Path) -> Any:
        raise asking.EngineAbsent

    monkeypatch.setattr(asking, "start", start)

    def ended(_seconds: float) -> bool:
        absent.append(worker.standing(tmp_path) is Standing.ABSENT)
        return len(absent) == 2

    kept.run(ended)
    assert absent == [True, True]


def test_two_servers_of_one_folder_have_one_engine(tmp_path: Path) -> None:
    folder = worker.folder_of(tmp_path)
    worker.make_private(folder)
    with worker.board(folder) as first, worker.board(folder) as second:
        assert (first is not None, second) == (True, None)


@pytest.fixture
def server(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that starts its keeper, then becomes another program, as `serve` does."""
    script = (
        "import os, sys; from pathlib import Path; from entrenous.benefits import keeping;"
        "keeping.keep_beside(Path(sys.argv[1])); os.execv('/bin/sleep', ['sleep', '60'])"
    )
    source = str(Path(keeping.__file__).parents[2])
    bare = sys._base_executable  # type: ignore[attr-defined]  # no engine beside this one
    with subprocess.Popen(
        [bare, "-c", script, str(tmp_path)],
        env={"PYTHONPATH": source, "SECRET_KEY": "secret-of-the-server"},
    ) as process:
        yield process
        process.kill()


def test_the_keeper_lives_as_long_as_the_server_and_knows_none_of_its_secrets(
    server: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    assert until(lambda: worker._is_kept(worker.folder_of(tmp_path)))
    assert worker.standing(tmp_path) in (Standing.STARTING, Standing.ABSENT)
    (pid,) = [p for p in _pids() if str(worker.folder_of(tmp_path)) in _words(p)]
    assert "secret-of-the-server" not in Path(f"/proc/{pid}/environ").read_text()
    server.kill()
    assert until(lambda: not worker._is_kept(worker.folder_of(tmp_path)))


def _pids() -> list[int]:
    return [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()]


def _words(pid: int) -> str:
    try:
        said = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
    return said if "benefits.keeping" in said else ""
