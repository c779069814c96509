"""What the repository must not hold: a workplace, an address of a registry, inline code."""

import re
import socket
import subprocess
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

ROOT = Path(__file__).resolve().parents[2]
TEXT = {".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".in", ".sh", ".yaml", ".yml", ""}

# Written in pieces, so that this file does not hold them.
FORBIDDEN = {
    "a path of a workplace": r"(?<![\w.])/wo" + r"rk/|\.\./sha" + "red|/opt/(?:whe" + "els|pypi)",
    "a tool of a workplace": r"\bfa" + r"rm-\w|\bissues sh" + "ow",
    "an address of a registry": "py" + r"pi\.org|python" + "hosted|registry\\.n" + "pmjs",
    "a choice of registry": r"(?<!emit)-(?:extra-)?ind" + r"ex-url|(?<!emit)-find" + "-links",
    "a content network": r"\bcd" + r"n\.|unp" + r"kg\.com|jsde" + "livr",
    "a task put off": r"\bTO" + r"DO\b|\bFIX" + r"ME\b|\bX" + r"XX\b",
}
INLINE = {
    "a style in a tag": r"<[^>]*\sstyle\s*=",
    "a style sheet in the page": r"<style\b",
    "a script in the page": r"<script(?![^>]*\bsrc\s*=)(?![^>]*application/(?:ld\+)?json)",
    "a handler in a tag": r"<[a-z][^>]*\son[a-z]+\s*=",
    "an address of script": r"(?i)javascript\s*:",
}


def files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:  # an archive without its history
        hidden = {".git", ".venv", "build", ".entrenous"}
        found = [p for p in ROOT.rglob("*") if not hidden & set(p.relative_to(ROOT).parts)]
    else:
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [p for p in found if p.is_file() and p.suffix in TEXT and p.name != "LICENSE"]


def held(patterns: dict[str, str], text: str) -> list[str]:
    return [what for what, pattern in patterns.items() if re.search(pattern, text)]


def test_no_file_names_a_workplace_a_registry_or_a_task_put_off() -> None:
    found = {
        str(path.relative_to(ROOT)): told
        for path in files()
        if (told := held(FORBIDDEN, path.read_text("utf-8", errors="replace")))
    }
    assert found == {}


def test_no_template_holds_a_style_or_a_script() -> None:
    found = {
        str(path.relative_to(ROOT)): told
        for path in files()
        if path.suffix == ".html" and (told := held(INLINE, path.read_text("utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ('<p style="color:red">', '<p class="style">'),
        ("<script>x()</script>", '<script src="/static/en/en.js" defer></script>'),
        ('<a onclick="x()">', '<a href="/on=x">'),
        ("<style>p{}</style>", '<link rel="stylesheet" href="a.css">'),
    ],
)
def test_inline_code_is_told_from_what_only_looks_like_it(bad, good) -> None:
    assert held(INLINE, bad)
    assert not held(INLINE, good)


def test_every_locked_library_is_named_by_version_and_hash_only() -> None:
    for name in ("run", "test"):
        lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
        assert len(lines) > 50
        for line in lines:
            assert re.fullmatch(
                r"[a-z0-9][a-z0-9._-]*(\[[a-z,-]+\])?==[\w.!+]+( ; .+)? \\"
                r"|    --hash=sha256:[0-9a-f]{64}( \\)?",
                line,
            ), line


def test_the_tests_lock_holds_the_very_versions_of_the_program() -> None:
    pinned = [
        {
            line.split("==")[0]: line.split("==")[1].split()[0]
            for line in (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
            if "==" in line and not line.startswith(" ")
        }
        for name in ("run", "test")
    ]
    assert pinned[0].items() <= pinned[1].items()


def test_no_test_reaches_another_machine() -> None:
    refused = (SocketConnectBlockedError, UserWarning)  # whichever comes first
    with socket.socket() as reaching, pytest.raises(refused, match=r"192\.0\.2\.1"):
        reaching.connect(("192.0.2.1", 80))
