"""`./entrenous letter`: a JSON question in, one letter out, for a jurist to read and correct."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from entrenous.law import answer, load_base
from entrenous.law.commands import USAGE_ERROR, Parser
from entrenous.law.errors import LawError
from entrenous.law.questions import read_question
from entrenous.law.requests import read_rules_dir

from .composing import compose
from .errors import LetterError
from .html_parts import to_html_parts
from .model import Letter
from .pdf_file import to_pdf
from .plain_text import to_text
from .reading import read_letter
from .word_file import to_docx

FORMS: dict[str, Callable[[Letter], bytes]] = {
    "text": lambda letter: to_text(letter).encode(),
    "html": lambda letter: to_html_parts(letter).letter.encode() + b"\n",
    "pdf": to_pdf,
    "docx": to_docx,
}


def main(argv: Sequence[str]) -> int:
    """Write the letter on stdout, its notes on stderr; 0 done, 2 bad input (JSON error)."""
    try:
        letter, form = _letter(_parser().parse_args(list(argv)))
        written = FORMS[form](letter)
    except LawError as error:
        return _refuse(error.message, error.known)
    except LetterError as error:
        return _refuse(error.message, tuple(each for each in (error.field, error.item) if each))
    sys.stdout.buffer.write(written)
    for note in letter.notes:
        sys.stderr.write(f"{note}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="entrenous letter", description="Une lettre, d’après une demande.", known=FORMS
    )
    parser.add_argument("--rules-dir", type=Path, help="règles propres à l’organisation")
    parser.add_argument("--format", choices=FORMS, default="text", help="texte par défaut")
    return parser


def _letter(options: argparse.Namespace) -> tuple[Letter, str]:
    question = read_question(sys.stdin.buffer)
    request, wanted = read_letter(question)
    base = load_base(read_rules_dir(question) or options.rules_dir)
    letter = compose(
        wanted.kind,
        answer(base, request),
        wanted.values,
        wanted.particulars,
        kept=wanted.kept,
        confirmed=wanted.confirmed,
        departs=wanted.departs,
    )
    return letter, options.format


def _refuse(message: str, known: Sequence[str]) -> int:
    sys.stdout.write(json.dumps({"error": message, "known": list(known)}, ensure_ascii=False))
    sys.stdout.write("\n")
    return USAGE_ERROR
