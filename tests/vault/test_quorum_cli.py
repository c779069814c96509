import json
import os
import pty
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from entrenous.vault.cli import main as vault
from entrenous.vault.quorum_cli import main
from entrenous.vault.quorum_files import Listed, written
from entrenous.vault.quorum_request import read_request
from entrenous.vault.quorum_result import check_result, read_result
from entrenous.vault.recovery import join, make_and_split
from tests.vault.quorum_world import (
    ENOUGH,
    FAR_AWAY,
    LONG_AGO,
    RECOVERY,
    SHARES,
    QuorumWorld,
)

Captured = pytest.CaptureFixture[str]


@dataclass
class Typist:
    """Someone who types, line by line, and what was shown to her."""

    lines: list[str]
    shown: list[str] = field(default_factory=list)
    cleared: int = 0

    def say(self, text: str) -> None:
        self.shown.append(text)

    def ask(self, prompt: str, *, secret: bool = False) -> str:
        self.shown.append(prompt)
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    def clear(self) -> None:
        self.cleared += 1

    @property
    def read(self) -> str:
        return "\n".join(self.shown)


def typed(*shares: str) -> list[str]:
    """Each person sits down (Enter), then types three numbered words a line, as on her sheet."""
    lines = []
    for share in shares:
        words = share.split()
        rows = [words[i : i + 3] for i in range(0, len(words), 3)]
        numbered = [" ".join(f"{n}. {w}" for n, w in enumerate(row, 1)) for row in rows]
        lines += ["", *numbered]
    return lines


@pytest.fixture
def world() -> QuorumWorld:
    return QuorumWorld()


@pytest.fixture
def request_file(world: QuorumWorld, tmp_path: Path) -> Path:
    path = tmp_path / "demande.json"
    request = world.request(Listed(world.dossier()), opens_at=LONG_AGO)
    path.write_bytes(written(world.file(request)))
    return path


def open_it(path: Path, *lines: str) -> tuple[int, Typist]:
    typist = Typist(["oui", *lines])
    return main(["open", str(path), "--out", str(path.parent / "sortie")], typist), typist


def test_three_custodians_and_the_piece_give_back_the_dossier(
    world: QuorumWorld, request_file: Path, capsys: Captured
) -> None:
    code, typist = open_it(request_file, *typed(*SHARES.custodians[:3], SHARES.procedural))
    assert code == 0, capsys.readouterr().err
    request = read_request(request_file.read_bytes()).request
    made = request_file.parent / "sortie" / f"resultat-{request.id}.json"
    done = read_result(made.read_bytes())
    (grant,) = check_result(done, request, recovery=RECOVERY.public, needed=3)
    assert world.opened_by_alix(grant) == world.key_of(request.containers[0])
    paper = (request_file.parent / "sortie" / f"rapport-{request.id}.txt").read_text("utf-8")
    assert "Camille est décédée le 20." in paper
    assert {oct(p.stat().st_mode & 0o777) for p in made.parent.iterdir()} == {"0o600"}
    assert_no_word_of_a_share(typist.read + paper + made.read_text() + capsys.readouterr().out)


def assert_no_word_of_a_share(text: str) -> None:
    """Six words in a row of a share are nowhere."""
    for share in (*SHARES.custodians, SHARES.procedural):
        words = share.split()
        for start in range(4, len(words) - 5):
            assert " ".join(words[start : start + 6]) not in text


def test_a_wrong_word_is_said_at_once_and_the_line_typed_again(request_file: Path) -> None:
    shares = typed(*SHARES.custodians[:3], SHARES.procedural)
    code, typist = open_it(request_file, shares[0], "zzzz", *shares[1:])
    assert code == 0
    assert "mot 1 inconnu" in typist.read


def test_a_false_word_of_the_list_and_a_share_typed_twice_are_said_then_typed_again(
    request_file: Path,
) -> None:
    first = SHARES.custodians[0].split()
    false = " ".join([*first[:5], "acid" if first[5] != "acid" else "leaf", *first[6:]])
    other = make_and_split(needed=2, custodians=2)[1].custodians[0]
    code, typist = open_it(
        request_file,
        *typed(false, SHARES.custodians[0], SHARES.custodians[0], other),
        *typed(*SHARES.custodians[1:3], SHARES.procedural),
    )
    assert code == 0
    for sentence in ("n’est pas le bon", "déjà été tapée", "une autre clé de secours"):
        assert sentence in typist.read


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["non"], "aucune part n’a été demandée"),
        (["oui", "", ""], "Les parts ne sont pas réunies"),
        (["oui", *typed(*ENOUGH[:2]), "", ""], "Les parts ne sont pas réunies"),
    ],
    ids=["not agreed", "none", "too few"],
)
def test_who_stops_leaves_nothing_behind(
    request_file: Path, capsys: Captured, lines: list[str], sentence: str
) -> None:
    out = request_file.parent / "sortie"
    assert main(["open", str(request_file), "--out", str(out)], Typist(lines)) == 1
    assert sentence in capsys.readouterr().err
    assert not list(out.iterdir())


def test_a_terminal_that_closes_leaves_nothing_behind(request_file: Path, capsys: Captured) -> None:
    code, _ = open_it(request_file, *typed(*ENOUGH[:2]))
    assert code == 2
    assert "Interrompu" in capsys.readouterr().err
    assert not list((request_file.parent / "sortie").iterdir())


def test_whole_shares_of_another_organisation_are_refused(
    request_file: Path, capsys: Captured
) -> None:
    _, other = make_and_split(needed=2, custodians=3)
    code, _ = open_it(request_file, *typed(*other.custodians, other.procedural))
    assert code == 1
    assert "une autre clé de secours" in capsys.readouterr().err


def test_before_the_delay_one_custodian_more_is_asked(world: QuorumWorld, tmp_path: Path) -> None:
    path = tmp_path / "demande.json"
    request = world.request(Listed(world.dossier()), opens_at=FAR_AWAY)
    path.write_bytes(written(world.file(request)))
    code, typist = open_it(path, *typed(*ENOUGH))
    assert code == 2
    assert "Le délai court" in typist.read
    assert "Parts de gardiens : 3 sur 4." in typist.read
    code, _ = open_it(path, *typed(*ENOUGH, SHARES.custodians[4]))
    assert code == 0


def test_a_ceremony_already_written_is_not_written_over(
    request_file: Path, capsys: Captured
) -> None:
    lines = typed(*SHARES.custodians[:3], SHARES.procedural)
    assert open_it(request_file, *lines)[0] == 0
    assert open_it(request_file, *lines)[0] == 1
    assert "choisissez-en un autre" in capsys.readouterr().err


def test_read_shows_the_request_and_refuses_an_altered_one(
    request_file: Path, capsys: Captured
) -> None:
    assert main(["read", str(request_file)]) == 0
    shown = capsys.readouterr().out
    assert "Camille est décédée le 20." in shown
    assert "en règle" in shown
    told = json.loads(request_file.read_text())
    told["request"]["motive"] = "Pour voir."
    request_file.write_text(json.dumps(told))
    assert main(["read", str(request_file)]) == 1
    assert "Ne tapez aucune part" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "code"),
    [([], 0), (["--help"], 0), (["open"], 2), (["autre"], 2), (["read", "absent.json"], 2),
     (["open", "x.json", "--out", "."], 1),
     (["renew", "x.pub", "--out", ".", "--needed", "4", "--custodians", "3"], 1)],
)  # fmt: skip
def test_what_is_not_understood_is_said_in_french(
    argv: list[str], code: int, capsys: Captured
) -> None:
    """Without a terminal, no share is asked for: the last two are refused for that."""
    assert main(argv) == code
    told = capsys.readouterr()
    assert told.out.strip() or told.err.strip().endswith(".")


def test_a_new_key_replaces_the_former_one_and_its_sheets_open(
    tmp_path: Path, capsys: Captured
) -> None:
    vault(["recovery-split", "--needed", "2", "--custodians", "2", "--out", str(tmp_path)])
    sheets = capsys.readouterr().out.split("\f")[:3]
    former = [" ".join(w for w in s.split("\n\n", 1)[1].split() if w.isalpha()) for s in sheets]
    typist = Typist([*typed(*former), "", "", "", ""])
    argv = ["renew", str(tmp_path / "recovery.pub"), "--needed", "2", "--custodians", "3"]
    assert main([*argv, "--out", str(tmp_path / "neuf")], typist) == 0, capsys.readouterr().err
    told = json.loads((tmp_path / "neuf" / "recovery.pub").read_text())
    shown = [s for s in typist.shown if s.startswith("Entre Nous, clé de secours.")]
    new = [" ".join(w for w in s.split("\n\n", 1)[1].split() if w.isalpha()) for s in shown]
    assert len(new) == 4
    assert join([*new[1:3], new[3]], expected_box=bytes.fromhex(told["box"]))
    assert typist.cleared > len(new)


def test_on_a_real_terminal_without_network_or_settings_and_with_no_echo(
    request_file: Path, tmp_path: Path
) -> None:
    """The command of the house, alone: no Django, no SECRET_KEY, words that are not echoed."""
    master, slave = pty.openpty()
    argv = ["quorum", "open", str(request_file), "--out", str(tmp_path / "s"), "--hidden"]
    code = (
        "import sys; from entrenous.cli.main import main; "
        "done = main(sys.argv[1:]); assert 'django' not in sys.modules; sys.exit(done)"
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": "src"}
    with subprocess.Popen(
        [sys.executable, "-c", code, *argv],
        stdin=slave, stdout=slave, stderr=subprocess.PIPE, env=environment,
    ) as child:  # fmt: skip
        os.close(slave)
        lines = typed(*SHARES.custodians[:3], SHARES.procedural)
        shown = converse(master, ["oui", *lines])
        error = child.stderr.read().decode() if child.stderr else ""
        assert child.wait(30) == 0, shown + error
    assert not [line for line in lines if line and line in shown]
    assert len(list((tmp_path / "s").iterdir())) == 2


def converse(master: int, lines: list[str]) -> str:
    """Answer each question, told by the space that ends it, with the next line."""
    shown = b""
    waiting = list(lines)
    while True:
        try:
            read = os.read(master, 4096)
        except OSError:  # the other side is closed
            break
        shown += read
        if waiting and shown.endswith((b" : ", b"puis Entr\xc3\xa9e. ")):
            os.write(master, waiting.pop(0).encode() + b"\n")
    os.close(master)
    return shown.decode("utf-8", "replace")
