"""A file is read in one sitting, a function in one breath. The limits hold on the longest."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE, FUNCTION, TEMPLATE = 400, 60, 150


def ours(*patterns: str) -> Iterator[Path]:
    for folder in ("src", "tests"):
        for pattern in patterns:
            yield from (ROOT / folder).rglob(pattern)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def long_files(paths: Iterator[Path], limit: int) -> list[str]:
    return [
        f"{named(path)}: {lines} lines, {limit} allowed"
        for path in paths
        if "migrations" not in path.parts
        and (lines := len(path.read_text("utf-8").splitlines())) > limit
    ]


def long_functions(source: str) -> list[str]:
    return [
        f"{node.lineno} {node.name}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= FUNCTION
    ]


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    # A table of the tests is read by its line, not from end to end.
    rooms = [p for p in ours("*.py", "*.css", "*.js", "*.toml") if p.name != "matrix.toml"]
    assert long_files(rooms, FILE) == []


def test_no_template_is_longer_than_a_hundred_and_fifty_lines() -> None:
    assert long_files(ours("*.html", "*.typ"), TEMPLATE) == []


def test_no_function_is_longer_than_sixty_lines() -> None:
    found = [
        f"{named(path)}:{told}"
        for path in ours("*.py")
        if "migrations" not in path.parts
        for told in long_functions(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(("body", "is_long"), [(59, False), (60, True)])
def test_the_measure_counts_the_line_of_the_name(body, is_long) -> None:
    assert bool(long_functions("def f():\n" + "    x = 1\n" * body)) is is_long
