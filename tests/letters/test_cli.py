"""`./entrenous letter`, as a jurist's script sees it."""

import io
import json
import re
import sys
from pathlib import Path

import pytest

from entrenous.letters.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "loi.md").read_text("utf-8")
LETTER = {
    "requester": "huissier_exec",
    "channel": "letter",
    "received_on": "2026-11-20",
    "asked": ["adresse", "telephone"],
    "evidence": ["ecrit", "titre_executoire"],
    "letter": {
        "kind": "limited",
        "values": {"adresse": "8 impasse du Lavoir"},
        "particulars": {"place": "Valmeuse", "recipient": {"name": "Me Vasselin-Fictif"}},
    },
}


def run(question, *arguments):
    """Exit code, bytes on stdout, text on stderr."""
    sent = question if isinstance(question, bytes) else json.dumps(question).encode()
    out, err = io.BytesIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(sent)))
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8", write_through=True))
        patch.setattr(sys, "stderr", err)
        code = main(arguments)
        sys.stdout.flush()
        written = out.getvalue()
    return code, written, err.getvalue()


def with_letter(**changes):
    return LETTER | {"letter": LETTER["letter"] | changes}


def test_a_question_gives_a_letter_and_its_doubts_apart():
    code, written, notes = run(LETTER)
    assert code == 0
    assert "Adresse : 8 impasse du Lavoir" in written.decode()
    assert "20\u00a0novembre 2026" in written.decode()
    assert "À vérifier" in notes
    assert "À vérifier" not in written.decode()


@pytest.mark.parametrize(
    ("form", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b'<article class="letter"')]
)
def test_each_form_is_written_as_bytes(form, start):
    code, written, _ = run(LETTER, "--format", form)
    assert code == 0
    assert written.startswith(start)


@pytest.mark.parametrize(
    ("question", "known"),
    [
        (with_letter(kind="poem"), "neutral"),
        (with_letter(surprise=1), None),
        (with_letter(particulars={"recipient": {"nom": "Me"}}), None),
        (with_letter(particulars={"written_on": "hier"}), None),
        (with_letter(values=["adresse"]), None),
        (with_letter(values={"telephone": "01 99 00 12 34"}), "telephone"),
        (
            with_letter(
                kept={"telephone": "01 99 00 12 34"}, particulars={"paragraph": "0199001234"}
            ),
            "paragraph",
        ),
        (LETTER | {"letter": None}, None),
        (LETTER | {"asked": ["couleur"]}, "adresse"),
        ({key: each for key, each in LETTER.items() if key != "letter"}, "letter"),
        ([], "letter"),
        (b"{", None),
    ],
)
def test_what_cannot_be_read_is_refused_as_json(question, known):
    code, written, notes = run(question)
    error = json.loads(written)
    assert (code, set(error), notes) == (2, {"error", "known"}, "")
    assert known is None or known in error["known"]
    assert "01 99 00" not in error["error"]


def test_a_command_not_understood_is_refused():
    code, written, _ = run(LETTER, "--format", "odt")
    assert code == 2
    assert "pdf" in json.loads(written)["known"]


def test_a_letter_without_font_is_refused():
    particulars = {"recipient": {"name": "王小明"}}
    code, written, _ = run(with_letter(particulars=particulars), "--format", "pdf")
    assert code == 2
    assert "王" not in json.loads(written)["error"]


def test_the_example_of_the_page_is_written():
    example = next(
        block
        for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
        if '"letter"' in block and '"kind"' in block
    )
    code, written, _ = run(example.encode())
    assert code == 0
    assert "aucun autre renseignement détenu par le service désigné" in written.decode()
