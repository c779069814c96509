"""`./entrenous` on machines where something is missing, without touching this one."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from entrenous.cli.demo import free_port
from entrenous.cli.help import HELP

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "dirname", "readlink", "cmp", "cp", "env", "mkdir", "cat", "chmod")


class Machine:
    """A folder with a copy of the script, and a PATH that holds a few tools and nothing else."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "entre nous"
        self.bin = folder / "bin"
        self.bin.mkdir(parents=True)
        (self.root / "src").mkdir(parents=True)
        (self.root / "requirements").mkdir()
        shutil.copy(ROOT / "entrenous", self.root)
        for name in ("run", "test", "engine"):
            (self.root / "requirements" / f"{name}.txt").write_text(f"locked {name}\n")
        for tool in TOOLS:
            (self.bin / tool).symlink_to(str(shutil.which(tool)))
        self.tool("id", "echo 1000")

    def tool(self, name: str, body: str) -> Path:
        path = self.bin / name
        return self.write(path, body)

    def write(self, path: Path, body: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)
        return path

    def python(self, *, ensurepip: int = 0, pip: int = 0) -> None:
        """A Python that only says what it was asked, and how the asking ends."""
        asked = (
            'case "$*" in\n'
            f"*ensurepip*) exit {ensurepip} ;;\n"
            f'*"pip install"*) echo "no route"; exit {pip} ;;\n'
            '*-m\\ entrenous*) echo "asked: $*" ;;\n'
            "esac\n"
        )
        self.tool(
            "python3",
            asked + 'case "$*" in *"-m venv"*) for last; do :; done; '
            'mkdir -p "$last/bin"; cp "$0" "$last/bin/python" ;; esac',
        )

    def run(self, *words: str, script: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", str(script or self.root / "entrenous"), *words],
            env={"PATH": str(self.bin), "HOME": str(self.root)},
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("script", ["entrenous", ".ci/run", "requirements/lock"])
def test_the_scripts_are_plain_sh(script) -> None:
    text = (ROOT / script).read_text("utf-8")

    assert subprocess.run(["sh", "-n", ROOT / script], check=False).returncode == 0
    assert os.access(ROOT / script, os.X_OK)
    assert text.startswith("#!/bin/sh\n")
    for bashism in ("[[ ", "function ", "local ", "source ", "<<<", "$'", "&>"):
        assert bashism not in text


def test_a_machine_without_python_is_told_what_to_install(machine: Machine) -> None:
    ended = machine.run("demo")

    assert ended.returncode == 1
    assert ended.stderr.startswith("Python 3.11 ou plus récent est introuvable")
    assert ended.stderr.count("\n") == 1


def test_a_python_without_venv_is_told_the_exact_command(machine: Machine) -> None:
    machine.python(ensurepip=1)

    ended = machine.run("demo")

    assert ended.returncode == 1
    assert "sudo apt-get install python3-venv" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_without_a_network_the_sentence_says_so_and_nothing_is_marked_done(machine) -> None:
    machine.python(pip=1)

    ended = machine.run("demo")

    assert ended.returncode == 1
    assert "connexion au réseau" in ended.stderr
    assert "no route" in (machine.root / ".venv" / "installation.log").read_text()
    assert not (machine.root / ".venv" / "installed-run.txt").exists()


def test_a_second_start_installs_nothing(machine: Machine) -> None:
    machine.python()
    first = machine.run("demo")
    second = machine.run("demo", "--port", "8001")

    assert "Installation" in first.stderr
    assert second.stderr == ""
    assert second.stdout == "asked: -m entrenous demo --port 8001\n"


def test_a_new_list_of_libraries_is_installed(machine: Machine) -> None:
    machine.python()
    machine.run("demo")
    (machine.root / "requirements" / "run.txt").write_text("locked again\n")

    assert "Installation" in machine.run("demo").stderr


def test_the_engine_has_an_environment_of_its_own_and_is_made_again_if_it_broke(machine) -> None:
    machine.python()
    machine.run("demo", "--prepare-only")
    engine = machine.root / ".venv" / "engine"

    assert not engine.exists()
    assert "Installation" in machine.run("rights", "estimate").stderr
    assert machine.run("rights", "estimate").stderr == ""
    machine.write(engine / "bin" / "python", "exit 127")
    assert "environnement" in machine.run("rights", "check-model").stderr
    assert machine.run("rights", "check-model").stderr == ""


def test_a_demonstration_does_not_wait_for_the_engine_which_comes_by_itself(machine) -> None:
    machine.python()
    stamp = machine.root / ".venv" / "engine" / "installed.txt"

    ended = machine.run("demo")

    assert ended.stdout == "asked: -m entrenous demo\n"
    for _ in range(1_000):
        if stamp.exists():
            break
        time.sleep(0.02)
    assert stamp.read_text() == "locked engine\n"


def test_the_script_works_through_links_and_from_anywhere(machine: Machine, tmp_path) -> None:
    machine.python()
    (tmp_path / "first link").symlink_to("entre nous/entrenous")
    (tmp_path / "second").symlink_to(tmp_path / "first link")

    ended = machine.run("vault", "two words", script=tmp_path / "second")

    assert ended.stdout == "asked: -m entrenous vault two words\n"


def test_tests_without_chromium_fail_with_the_command(machine: Machine) -> None:
    machine.python()

    ended = machine.run("test")

    assert ended.returncode == 1
    assert "sudo apt-get install chromium" in ended.stderr


def test_help_needs_no_installation() -> None:
    ended = subprocess.run(
        ["sh", ROOT / "entrenous"], capture_output=True, text=True, check=False, cwd="/"
    )

    assert (ended.returncode, ended.stdout) == (0, HELP)


def test_a_pure_package_needs_neither_django_nor_a_secret() -> None:
    asked = (
        "import sys\n"
        "from entrenous.cli.main import main\n"
        "code = main(['vault', 'no-such-command'])\n"
        "assert 'django' not in sys.modules\n"
        "sys.exit(code)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", asked],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 2, ended.stderr
    assert '"error"' in ended.stdout + ended.stderr


def demo(home: Path) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("ENTRENOUS_", "DATABASE_"))}
    clean.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [sys.executable, "-m", "entrenous", "demo", "--prepare-only"],
        env=clean | {"PYTHONPATH": str(ROOT / "src"), "ENTRENOUS_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_demonstration_touches_nothing_in_the_folder_of_a_service(tmp_path) -> None:
    (tmp_path / "db.sqlite3").write_bytes(b"a service")

    ended = demo(tmp_path)

    assert ended.returncode == 1
    assert "rien n’a été changé" in ended.stdout
    assert (tmp_path / "db.sqlite3").read_bytes() == b"a service"
    assert not (tmp_path / "demonstration").exists()


def test_a_port_that_is_taken_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        found = free_port(port)

    assert found is not None
    assert port < found <= port + 100
