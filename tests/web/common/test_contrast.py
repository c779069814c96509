"""The colours, measured from the sheet itself, in both schemes."""

import re
from pathlib import Path

import pytest

import entrenous.web.common

SHEETS = Path(entrenous.web.common.__file__).parent / "static" / "en"
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
TOKENS = {m[1]: (m[2], m[3]) for m in PAIR.finditer((SHEETS / "tokens.css").read_text())}

GROUNDS = ("papier", "feuille", "creux")
TEXT = [
    *(
        (ink, ground)
        for ink in ("encre", "encre-2", "petrole", "petrole-fort")
        for ground in GROUNDS
    ),
    *((tone, ground) for tone in ("ambre", "rouge", "vert", "prune") for ground in GROUNDS),
    *((tone, f"{tone}-pale") for tone in ("ambre", "rouge", "vert", "prune", "petrole")),
    ("petrole-fort", "petrole-pale"),
    *(("encre", f"{tone}-pale") for tone in ("ambre", "petrole", "vert")),
    *((f"sur-{tone}", tone) for tone in ("petrole", "rouge", "prune")),
    ("sur-petrole", "petrole-fort"),
]
BORDERS = [
    *(("trait-fort", ground) for ground in GROUNDS),
    *(("focus", ground) for ground in (*GROUNDS, "petrole-pale")),
    *((tone, ground) for tone in ("petrole", "rouge", "prune") for ground in GROUNDS),
    ("petrole", "petrole-pale"),
]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_a_text_stands_out_from_its_ground(front, back, scheme) -> None:
    assert contrast(TOKENS[front][scheme], TOKENS[back][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), BORDERS)
def test_a_border_that_means_something_is_seen(front, back, scheme) -> None:
    assert contrast(TOKENS[front][scheme], TOKENS[back][scheme]) >= 3


def test_the_measure_finds_the_known_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_every_colour_of_the_components_is_a_token() -> None:
    literal = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(", re.IGNORECASE)
    found = {
        f"{sheet.name}: {line.strip()}"
        for sheet in SHEETS.glob("*.css")
        if sheet.name not in {"tokens.css", "print.css"}
        for line in sheet.read_text().splitlines()
        if literal.search(line) and "box-shadow" not in line
    }
    assert found == set()


def test_every_token_used_is_defined() -> None:
    text = "".join(sheet.read_text() for sheet in SHEETS.glob("*.css"))
    defined = set(re.findall(r"(--[\w-]+):", text))
    assert set(re.findall(r"var\((--[\w-]+)", text)) <= defined
