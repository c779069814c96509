"""The documents say what is there: files, settings, commands, words, decisions, pages."""

import ast
import re
import textwrap
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.urls import Resolver404, resolve

from entrenous.cli.help import HELP
from entrenous.cli.main import PACKAGES, WITH_DJANGO
from entrenous.config import environment
from entrenous.law.cli import RUN
from entrenous.ops.setup import set_up
from entrenous.vault import cli as vault_cli
from entrenous.vault.people import SecretKeys

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
FRENCH = [
    ROOT / "CHANGELOG.md",
    DOCS / "exploitation.md",
    DOCS / "glossaire.md",
    *sorted((DOCS / "guide").glob("*.md")),
]
EVERYTHING = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
SCRIPT_COMMANDS = {"test", "check", "bench", "help"}
# Read by the tests and their script, not by the program.
OF_THE_TESTS = {"ENTRENOUS_TEST_ON", "ENTRENOUS_SHOTS", "ENTRENOUS_GUIDE", "CHROMIUM"}
FOR_SECRETS = re.compile(r"(?:ENTRENOUS|DATABASE)_[A-Z_]+|SECRET_KEY")

# Written in pieces, so that this file does not hold them.
NEVER_WRITTEN = re.compile(
    r"\b(?:us"
    r"agers?|us"
    r"agères?|béné"
    r"ficiaires?|bi"
    r"nômes?|clô"
    r"tur\w*|huis"
    r"siers?|cl"
    r"ients?|la"
    r"pins?)\b",
    re.IGNORECASE,
)
PLAIN_SPACE = re.compile(r" [:;?!»](?!\w)|« ")


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def prose(path: Path) -> str:
    """A document without its blocks of code, its code in the text and its addresses."""
    without = re.sub(r"(?ms)^ *```.*?^ *```", "", path.read_text("utf-8"))
    return re.sub(r"`[^`\n]*`|\]\([^)]*\)|^\|[ |:-]+\|$", "", without, flags=re.MULTILINE)


def quoted(document: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", document)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


# --- what is named exists --------------------------------------------------------------------


def test_every_file_that_a_document_names_exists() -> None:
    started = re.compile(r"(?:src|docs|tests|requirements)/[\w./-]+|[A-Z]+\.md|pyproject\.toml")
    gone = {
        f"{named(path)}: {name}"
        for path in EVERYTHING
        for name in quoted(path.read_text("utf-8"))
        if started.fullmatch(name) and not (ROOT / name).exists()
    }
    assert gone == set()


def test_the_hour_of_reading_names_files_and_lasts_an_hour() -> None:
    (table,) = re.findall(
        r"## The hour of reading\n\n(.*?)\n\n", text("docs/architecture.md"), re.S
    )
    rows = [row.split("|") for row in table.splitlines()[2:]]
    assert 50 <= sum(int(row[1]) for row in rows) <= 70
    read = [name for row in rows for name in quoted(row[2])]
    assert len(read) > 10
    assert [name for name in read if not (ROOT / name).exists()] == []


def test_every_package_has_its_place_in_the_drawing() -> None:
    (drawing,) = re.findall(r"## The drawing\n(.*?)\n## ", text("docs/architecture.md"), re.S)
    packages = {p.parent.name for p in (ROOT / "src" / "entrenous").glob("*/__init__.py")}
    missing = {name for name in packages if not re.search(rf"\b{name}\b", drawing)}
    assert missing == set()


def test_every_link_and_picture_leads_somewhere() -> None:
    broken = {
        f"{named(path)}: {target}"
        for path in EVERYTHING
        for target in re.findall(r"\]\(([^)#]+)", path.read_text("utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    }
    assert broken == set()


def test_every_picture_says_which_test_makes_it() -> None:
    told = text("CONTRIBUTING.md")
    for picture in (DOCS / "guide" / "images").iterdir():
        assert f"`{picture.name}`" in told, picture.name


def test_every_page_that_a_guide_names_answers() -> None:
    wrong = set()
    for path in [*(DOCS / "guide").glob("*.md"), DOCS / "exploitation.md"]:
        for address in re.findall(r"`(/(?!var/|etc/)[a-z/-]*)`", path.read_text("utf-8")):
            try:
                resolve(address)
            except Resolver404:
                wrong.add(f"{named(path)}: {address}")
    assert wrong == set()


# --- settings and commands -------------------------------------------------------------------


def variables() -> set[str]:
    """Every name that `environment.py` looks up."""
    source = ast.parse(Path(environment.__file__).read_text("utf-8"))
    constants = {n.value for n in ast.walk(source) if isinstance(n, ast.Constant)}
    return {c for c in constants if isinstance(c, str) and FOR_SECRETS.fullmatch(c)}


def test_every_variable_is_documented_and_no_other() -> None:
    page = text("docs/exploitation.md")
    rows = set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE))
    assert len(variables()) > 8
    assert rows == variables()
    assert {name for name in OF_THE_TESTS if f"`{name}`" not in page} == set()


def our_commands() -> set[str]:
    django = {n for n, app in get_commands().items() if str(app).startswith("entrenous")}
    return django | set(PACKAGES) | set(WITH_DJANGO) | SCRIPT_COMMANDS


def test_every_command_is_documented_and_exists() -> None:
    page = text("docs/exploitation.md")
    rows = set(re.findall(r"^\| `\./entrenous (\w+)` \|", page, re.MULTILINE))
    assert rows - {"migrate"} == our_commands()


def test_the_help_page_names_every_command_and_every_variable() -> None:
    hidden = {"seed_demo"}  # `demo` runs it
    told = set(re.findall(r"\w+", HELP))
    assert our_commands() - hidden - told == set()
    assert variables() - told == set()


@pytest.mark.django_db
def test_the_set_up_file_of_the_page_sets_an_organisation_up() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", text("docs/exploitation.md"), re.DOTALL)
    told = tomllib.loads(textwrap.dedent("   " + block.lstrip()))
    report = set_up(told, recovery=SecretKeys.generate().public)
    assert report.lead is not None
    assert report.lead.login == told["organisation"]["root_lead"]


def test_no_document_names_a_command_that_is_not_there() -> None:
    known = our_commands() | set(get_commands())
    unknown = {
        f"{named(path)}: {word}"
        for path in EVERYTHING
        for word in re.findall(r"\./entrenous ([a-z][\w-]*)", path.read_text("utf-8"))
        if word.replace("-", "_") not in known
    }
    assert unknown == set()


def test_every_offline_command_is_documented() -> None:
    vault = set(re.findall(r"^  ([a-z-]+) ", vault_cli.HELP, re.MULTILINE))
    assert len(vault) > 3
    assert {name for name in vault if f"`{name}`" not in text("docs/coffre.md")} == set()
    assert {name for name in RUN if f"law {name}" not in text("docs/loi.md")} == set()


# --- words -----------------------------------------------------------------------------------


def test_every_model_is_in_the_glossary() -> None:
    told = set(quoted(text("docs/glossaire.md")))
    models = {m.__name__ for m in apps.get_models() if m.__module__.startswith("entrenous.")}
    assert len(models) > 30
    assert models - told == set()


def test_every_identifier_of_the_glossary_is_in_the_code() -> None:
    code = "\n".join(p.read_text("utf-8") for p in (ROOT / "src").rglob("*.py"))
    words = [w for w in quoted(text("docs/glossaire.md")) if re.fullmatch(r"\w+", w)]
    assert [w for w in words if not re.search(rf"\b{w}\b", code)] == []


@pytest.mark.parametrize("path", FRENCH, ids=named)
def test_a_french_document_says_the_words_of_the_trade(path) -> None:
    written = prose(path)
    assert NEVER_WRITTEN.findall(written) == []
    assert [line for line in written.splitlines() if "!" in line.replace("![", "")] == []


@pytest.mark.parametrize("path", FRENCH, ids=named)
def test_a_french_document_is_set_as_french_is(path) -> None:
    written = prose(path)
    assert PLAIN_SPACE.findall(written) == []
    assert re.findall(r"\w'\w", written) == []


# --- decisions and versions ------------------------------------------------------------------


def test_decisions_are_numbered_without_a_gap_and_titled_as_they_are_filed() -> None:
    found = sorted((DOCS / "adr").glob("*.md"))
    numbers = [path.name[:4] for path in found]
    assert numbers == [f"{n:04}" for n in range(1, len(found) + 1)]
    for path in found:
        title, _, rest = path.read_text("utf-8").partition("\n")
        assert title.startswith(f"# {path.name[:4]}. "), path.name
        assert re.search(r"(?i)\baccepted\b|\bsuperseded by \d{4}\b", rest[:120]), path.name


def test_a_decision_that_is_cited_was_taken() -> None:
    taken = {path.name[:4] for path in (DOCS / "adr").glob("*.md")}
    sources = [*EVERYTHING, *(ROOT / "src").rglob("*.py")]
    cited = {n for p in sources for n in re.findall(r"ADR (\d{4})", p.read_text("utf-8"))}
    assert cited - taken == set()


def test_a_complaint_that_is_cited_is_told() -> None:
    told = set(re.findall(r"^## (\d)\.|§(\d\.\d) ", text("docs/sources.md"), re.MULTILINE))
    numbers = {one or two for one, two in told}
    cited = {
        number
        for path in (DOCS / "adr").glob("*.md")
        for line in re.findall(
            r"`docs/sources\.md` ([^.\n]*(?:\.\d[^.\n]*)*)", path.read_text("utf-8")
        )
        for number in re.findall(r"§(\d(?:\.\d)?)", line)
    }
    assert cited
    assert cited - numbers == set()


def test_each_version_tells_the_law_apart_from_the_rest() -> None:
    versions = re.split(r"^## ", text("CHANGELOG.md"), flags=re.MULTILINE)[1:]
    assert versions
    for version in versions:
        assert re.findall(r"^### (.+)$", version, re.MULTILINE) == ["Droit", "Technique"]


def test_the_first_page_gives_the_two_commands_and_the_limits() -> None:
    page = text("README.md")
    assert "./entrenous demo" in page
    assert "./entrenous test" in page
    assert "## What is not protected" in page
    assert "docs/guide/images/dossier.png" in page
