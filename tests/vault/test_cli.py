import importlib
import io
import json
import re
import runpy
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from entrenous.vault import cli
from entrenous.vault.cli import main
from entrenous.vault.files import FilePlace, FileSealer
from entrenous.vault.journal import START, Checkpoint, canonical, link, merkle_root
from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import fresh_key
from entrenous.vault.recovery import join

Captured = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch
JOURNAL = SecretKeys.generate()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def answer(captured: Captured) -> dict[str, object]:
    """The JSON of the last line that the command wrote to standard output."""
    return json.loads(captured.readouterr().out.splitlines()[-1])


def refusal(captured: Captured) -> str:
    out, err = captured.readouterr()
    assert out == ""
    told = json.loads(err)["error"]
    assert told["message"].endswith(".")
    return told["code"]


def key_file(path: Path, keys: PublicKeys, **more: str) -> str:
    path.write_text(json.dumps({"box": keys.box.hex(), "sign": keys.sign.hex(), **more}))
    return str(path)


def words_of(sheet: str) -> str:
    """The share of a printed sheet: its words in the order of their numbers."""
    parts = [part for part in sheet.split("\n\n", 1)[1].split() if not part.endswith(".")]
    return " ".join(parts)


def split(folder: Path, *more: str) -> int:
    return main(
        ["recovery-split", "--needed", "2", "--custodians", "3", "--out", str(folder), *more]
    )


@pytest.mark.parametrize("argv", [[], ["--help"], ["phrase", "-h"], ["help"]])
def test_help_is_one_page(argv: list[str], capsys: Captured) -> None:
    assert main(argv) == 0
    assert capsys.readouterr().out == cli.HELP


@pytest.mark.parametrize(
    "argv",
    [["inconnue"], ["phrase", "--words", "x"], ["fingerprint"], ["journal-verify", "a"],
     ["recovery-split", "--needed", "2"], ["phrase", "--word", "7"]],
)  # fmt: skip
def test_a_command_that_cannot_be_read_exits_2(argv: list[str], capsys: Captured) -> None:
    assert main(argv) == 2
    assert refusal(capsys) == "commande"


def test_a_phrase_says_what_it_is_worth(capsys: Captured) -> None:
    assert main(["phrase"]) == 0
    shown = answer(capsys)
    assert len(str(shown["phrase"]).split()) == shown["words"] == 7
    assert shown["bits"] == 91
    assert main(["phrase", "--words", "8"]) == 0
    assert answer(capsys)["bits"] == 104


@pytest.mark.parametrize("words", ["6", "25"])
def test_a_phrase_too_weak_or_too_long_is_not_drawn(words: str, capsys: Captured) -> None:
    assert main(["phrase", "--words", words]) == 2
    assert refusal(capsys) == "mots"


def test_the_printed_shares_rebuild_the_key_whose_public_half_was_written(
    tmp_path: Path, capsys: Captured, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert split(tmp_path / "neuf", "--organisation", "CCAS fictif") == 0
    *sheets, last = capsys.readouterr().out.split("\f")
    assert len(sheets) == 4
    written = json.loads((tmp_path / "neuf" / "recovery.pub").read_text("utf-8"))
    assert set(written) == {
            "organisation", "box", "sign", "fingerprint", "needed", "custodians",
        }  # fmt: skip
    assert json.loads(last)["fingerprint"] == written["fingerprint"]
    for sheet in sheets:
        assert "CCAS fictif" in sheet
        assert written["fingerprint"] in sheet
    shares = [words_of(sheet) for sheet in sheets]
    keys = join([shares[0], shares[2], shares[3]], expected_box=bytes.fromhex(written["box"]))
    assert keys.public.sign.hex() == written["sign"]


def test_no_share_is_ever_written_to_disk(
    tmp_path: Path, capsys: Captured, monkeypatch: Patch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert split(tmp_path) == 0
    shares = [words_of(sheet) for sheet in capsys.readouterr().out.split("\f")[:-1]]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in files] == ["recovery.pub"]
    written = set(re.findall(r"[a-z]+", files[0].read_text()))
    assert len(shares) == 4
    assert not any(written & set(share.split()) for share in shares)
    assert "organisation" not in json.loads(files[0].read_text())


def test_on_a_terminal_each_share_waits_and_is_cleared(tmp_path: Path, monkeypatch: Patch) -> None:
    screen, keyboard = Terminal(), Terminal("\n" * 4)
    monkeypatch.setattr(sys, "stdin", keyboard)
    monkeypatch.setattr(sys, "stdout", screen)
    assert split(tmp_path) == 0
    sheets = screen.getvalue().split(cli._CLEAR_SCREEN)
    assert len(sheets) == 5
    assert all("Entrée pour effacer" in sheet for sheet in sheets[:-1])
    assert keyboard.read() == ""


@pytest.mark.parametrize("stop", [EOFError, KeyboardInterrupt])
def test_an_interrupted_ceremony_leaves_no_key(
    stop: type[BaseException], tmp_path: Path, monkeypatch: Patch, capsys: Captured
) -> None:
    keyboard = Terminal("\n\n")
    if stop is KeyboardInterrupt:
        monkeypatch.setattr(keyboard, "readline", lambda: (_ for _ in ()).throw(stop))
    monkeypatch.setattr(sys, "stdin", keyboard)
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert split(tmp_path) == 2
    assert list(tmp_path.iterdir()) == []
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "interrompu"


def test_an_existing_recovery_key_is_kept(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "recovery.pub").write_text("celle-ci")
    assert split(tmp_path) == 2
    assert refusal(capsys) == "existe"
    assert (tmp_path / "recovery.pub").read_text() == "celle-ci"


@pytest.mark.parametrize(("needed", "custodians"), [("1", "3"), ("4", "3"), ("2", "17")])
def test_a_quorum_that_protects_nobody_is_refused(
    needed: str, custodians: str, tmp_path: Path, capsys: Captured
) -> None:
    argv = ["--needed", needed, "--custodians", custodians, "--out", str(tmp_path)]
    assert main(["recovery-split", *argv]) == 2
    assert refusal(capsys) == "quorum"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "fichier").write_text("")
    assert split(tmp_path / "fichier" / "dossier") == 2
    assert refusal(capsys) == "fichier"


@pytest.fixture
def ceremony(tmp_path: Path, capsys: Captured, monkeypatch: Patch) -> tuple[list[str], str]:
    """The four shares of a made key, and the path of its public file."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    split(tmp_path)
    shares = [words_of(sheet) for sheet in capsys.readouterr().out.split("\f")[:-1]]
    return shares, str(tmp_path / "recovery.pub")


def check(shares: list[str], public: str, monkeypatch: Patch, *, terminal: bool = False) -> int:
    typed = "\n".join(shares) + "\n" + ("\nsuite ignorée\n" if terminal else "\n")
    monkeypatch.setattr(sys, "stdin", Terminal(typed) if terminal else io.StringIO(typed))
    return main(["recovery-check", public])


@pytest.mark.parametrize("terminal", [True, False])
def test_typed_shares_that_open_are_told_so(
    terminal: bool, ceremony: tuple[list[str], str], capsys: Captured, monkeypatch: Patch
) -> None:
    shares, public = ceremony
    assert check([shares[2], shares[3], shares[0]], public, monkeypatch, terminal=terminal) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["opens"] is True
    assert bool(err) is terminal


def test_a_mistyped_share_is_named(
    ceremony: tuple[list[str], str], capsys: Captured, monkeypatch: Patch
) -> None:
    shares, public = ceremony
    wrong = " ".join(shares[1].split()[:-1])
    assert check([shares[0], wrong, shares[3]], public, monkeypatch) == 1
    shown = answer(capsys)
    assert (shown["opens"], shown["unreadable"]) == (False, [2])


@pytest.mark.parametrize("kept", [[], [0, 3], [0, 1, 2]], ids=["none", "too few", "no procedure"])
def test_shares_that_do_not_open_are_told_so(
    kept: list[int], ceremony: tuple[list[str], str], capsys: Captured, monkeypatch: Patch
) -> None:
    shares, public = ceremony
    assert check([shares[i] for i in kept], public, monkeypatch) == 1
    out = capsys.readouterr().out
    assert json.loads(out)["opens"] is False
    assert not any(word in out for word in shares[0].split() if len(word) > 6)


def test_a_fingerprint_is_the_one_to_compare(tmp_path: Path, capsys: Captured) -> None:
    path = key_file(tmp_path / "k.pub", JOURNAL.public, fingerprint=JOURNAL.public.fingerprint())
    assert main(["fingerprint", path]) == 0
    assert answer(capsys) == {"fingerprint": JOURNAL.public.fingerprint()}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "cle_publique"),
        (b"\xff\xfe", "cle_publique"),
        (b"[]", "cle_publique"),
        (b"null", "cle_publique"),
        (b'{"box": "00"}', "cle_publique"),
        (b'{"box": 5, "sign": 5}', "cle_publique"),
        (b'{"box": "00", "sign": "00"}', "cle_publique"),
        (
            b'{"box": "%s", "sign": "%s", "fingerprint": "1"}' % (b"00" * 32, b"00" * 32),
            "empreinte",
        ),
    ],
)
def test_a_file_that_is_no_public_key_is_refused(
    content: bytes, code: str, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "k.pub").write_bytes(content)
    assert main(["fingerprint", str(tmp_path / "k.pub")]) == 2
    assert refusal(capsys) == code


def test_a_missing_file_is_named_without_its_path(tmp_path: Path, capsys: Captured) -> None:
    assert main(["fingerprint", str(tmp_path / "absent.pub")]) == 2
    err = capsys.readouterr().err
    assert "absent.pub" in err
    assert str(tmp_path) not in err


class Export:
    """A journal exported to files, with the checkpoints that were kept elsewhere."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entries = [canonical({"seq": n, "act": "read"}) for n in range(1, 9)]
        self.key = key_file(folder / "journal.pub", JOURNAL.public)

    def checkpoint(self, size: int, origin: str = "service/journal", ending: str = "\n") -> str:
        chain = START
        for entry in self.entries[:size]:
            chain = link(chain, entry)
        made = Checkpoint(origin, size, merkle_root(self.entries[:size]), chain)
        path = self.folder / f"{origin.replace('/', '-')}-{size}.txt"
        path.write_bytes(made.note(JOURNAL).replace("\n", ending).encode())
        return str(path)

    def verify(self, *checkpoints: str, ending: bytes = b"\n", key: str = "") -> int:
        path = self.folder / "entries.jsonl"
        path.write_bytes(b"".join(entry + ending for entry in self.entries))
        return main(["journal-verify", str(path), *checkpoints, "--journal-key", key or self.key])


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return Export(tmp_path)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_faithful_journal_is_told_so_and_how_far(
    ending: str, export: Export, capsys: Captured
) -> None:
    points = [export.checkpoint(size, ending=ending) for size in (3, 6)]
    assert export.verify(*points, ending=ending.encode()) == 0
    shown = answer(capsys)
    assert (shown["faithful"], shown["entries"], shown["anchored"]) == (True, 8, 6)


@pytest.mark.parametrize("alter", ["delete", "change", "truncate"])
def test_an_altered_journal_exits_1_and_says_between_which_entries(
    alter: str, export: Export, capsys: Captured
) -> None:
    points = [export.checkpoint(size) for size in (3, 6)]
    if alter == "delete":
        del export.entries[4]
    elif alter == "change":
        export.entries[4] = export.entries[4].replace(b"read", b"seen")
    else:
        del export.entries[5:]
    assert export.verify(*points) == 1
    shown = answer(capsys)
    assert (shown["faithful"], shown["held_until"], shown["broken_at"]) == (False, 3, 6)
    assert "entre les entrées 4 et 6" in str(shown["message"])


def test_a_checkpoint_that_the_key_did_not_sign_verifies_nothing(
    export: Export, tmp_path: Path, capsys: Captured
) -> None:
    stranger = key_file(tmp_path / "autre.pub", SecretKeys.generate().public)
    assert export.verify(export.checkpoint(3), key=stranger) == 2
    assert refusal(capsys) == "point_de_controle"
    (tmp_path / "octets.txt").write_bytes(b"\xff")
    assert export.verify(str(tmp_path / "octets.txt")) == 2
    assert refusal(capsys) == "point_de_controle"


def test_checkpoints_of_two_journals_are_not_mixed(export: Export, capsys: Captured) -> None:
    assert export.verify(export.checkpoint(3), export.checkpoint(3, "autre/journal")) == 2
    assert refusal(capsys) == "origine"


def test_a_missing_journal_exits_2(export: Export, capsys: Captured) -> None:
    argv = ["absent.jsonl", export.checkpoint(3), "--journal-key", export.key]
    assert main(["journal-verify", *argv]) == 2
    assert refusal(capsys) == "fichier"


@pytest.mark.parametrize("module", ["entrenous.vault", "entrenous.vault.cli"])
def test_the_commands_run_without_django_nor_setting(module: str) -> None:
    source = Path(cli.__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-m", module, "fingerprint", "absent.pub"],
        env={"PYTHONPATH": str(source)}, capture_output=True, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert json.loads(run.stderr)["error"]["code"] == "fichier"


@pytest.mark.parametrize("module", ["entrenous.vault", "entrenous.vault.cli"])
def test_the_program_exits_with_the_commands_code(
    module: str, capsys: Captured, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(sys, "argv", ["vault", "inconnue"])
    for loaded in ("entrenous.vault.__main__", "entrenous.vault.cli"):
        monkeypatch.delitem(sys.modules, loaded, raising=False)
    with pytest.raises(SystemExit) as left:
        runpy.run_module(module, run_name="__main__")
    assert left.value.code == 2


def test_both_ways_to_start_are_the_same_program() -> None:
    started = importlib.import_module("entrenous.vault.__main__")
    assert started.main is importlib.import_module("entrenous.vault.cli").main


def test_the_package_imports_no_django() -> None:
    source = Path(cli.__file__).parents[2]
    probe = "import sys, entrenous.vault.cli; sys.exit('django' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", probe], env={"PYTHONPATH": str(source)}, check=False
    )
    assert run.returncode == 0


def test_a_whole_file_is_told_from_a_cut_one_without_its_key(
    tmp_path: Path, capsys: Captured
) -> None:
    sealer = FileSealer(FilePlace(uuid4(), uuid4()), key=fresh_key())
    whole, cut, other = (tmp_path / name for name in ("whole", "cut", "other"))
    whole.write_bytes(sealer.prefix + sealer.push(bytes(100_000)) + sealer.finish())
    cut.write_bytes(whole.read_bytes()[:-1])
    other.write_bytes(b"%PDF-1.7")
    assert main(["file-check", str(whole)]) == 0
    assert answer(capsys) == {"files": 1, "cut": []}
    assert main(["file-check", *map(str, (whole, cut, other))]) == 1
    assert answer(capsys) == {"files": 3, "cut": ["cut", "other"]}
    assert main(["file-check", str(tmp_path / "absent")]) == 2
    assert refusal(capsys) == "fichier"
