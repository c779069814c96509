"""`./entrenous law …`: list, show, check, book, answer. JSON out, and exit code 2 on bad input."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from .answering import answer
from .book import book_of
from .book_html import render_html
from .book_pdf import render_pdf
from .checking import check_examples
from .commands import Parser, answered, write_json
from .errors import InvalidRequest
from .loading import load_base
from .model import RuleBase
from .questions import read_question
from .requests import read_request, read_rules_dir
from .sheets import rule_json, rule_line

EXAMPLE_FAILED = 1


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 done, 1 an example fails, 2 bad input (JSON error on stdout)."""
    return answered(lambda: _run(argv))


def _run(argv: Sequence[str]) -> int:
    options = _parser().parse_args(list(argv))
    return RUN[options.command](options)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="entrenous law", description="La base de droit de l’accueil des tiers.", known=RUN
    )
    parser.add_argument("--rules-dir", type=Path, help="règles propres à l’organisation")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", known=RUN, help="toutes les règles, en JSON")
    show = commands.add_parser("show", known=RUN, help="une règle entière, en JSON")
    show.add_argument("rule", help="identifiant de la règle")
    check = commands.add_parser("check", known=RUN, help="vérifie chaque règle sur ses exemples")
    check.add_argument("rule", nargs="*", help="identifiants ; toutes les règles par défaut")
    book = commands.add_parser("book", known=RUN, help="toute la base en un document à relire")
    book.add_argument("--html", type=Path, help="fichier HTML à écrire")
    book.add_argument("--pdf", type=Path, help="fichier PDF à écrire")
    commands.add_parser(
        "answer", known=RUN, help="lit une demande en JSON, propose une réponse en JSON"
    )
    return parser


def _base(options: argparse.Namespace) -> RuleBase:
    return load_base(options.rules_dir)


def _list(options: argparse.Namespace) -> int:
    write_json([rule_line(rule) for rule in _base(options).everything()])
    return 0


def _show(options: argparse.Namespace) -> int:
    write_json(rule_json(_base(options).get(options.rule)))
    return 0


def _check(options: argparse.Namespace) -> int:
    base = _base(options)
    rules = [base.get(rule) for rule in options.rule] or list(base.everything())
    ran, failures = check_examples(base, rules)
    for failure in failures:
        sys.stderr.write(f"{failure.sentence()}\n")
    if failures:
        sys.stdout.write(f"{len(failures)} exemple(s) en échec sur {ran}.\n")
        return EXAMPLE_FAILED
    sys.stdout.write(f"{ran} exemples vérifiés dans {len(rules)} règle(s), tous justes.\n")
    return 0


def _book(options: argparse.Namespace) -> int:
    if not (options.html or options.pdf):
        raise InvalidRequest("Indiquez où écrire le livre.", ("--html", "--pdf"))
    book = book_of(_base(options))
    try:
        if options.html:
            options.html.write_text(render_html(book), "utf-8")
        if options.pdf:
            options.pdf.write_bytes(render_pdf(book))
    except OSError as error:
        raise InvalidRequest(f"Fichier impossible à écrire : {error.strerror}.") from error
    sys.stdout.write(f"{book.rule_count} règles écrites.\n")
    return 0


def _answer(options: argparse.Namespace) -> int:
    question = read_question(sys.stdin.buffer)
    base = load_base(read_rules_dir(question) or options.rules_dir)
    write_json(answer(base, read_request(question)).as_json())
    return 0


RUN: dict[str, Callable[[argparse.Namespace], int]] = {
    "list": _list,
    "show": _show,
    "check": _check,
    "book": _book,
    "answer": _answer,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
