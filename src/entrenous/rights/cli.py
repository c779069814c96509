"""`./entrenous rights …`: JSON in, JSON out, exit code 2 with a JSON error on bad input."""

import os
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal

from entrenous.law.commands import Parser, answered, refused, write_json
from entrenous.law.questions import read_question

from .debts import debt_capacity
from .estimates.asking import EngineAbsent, run
from .lists import LISTS
from .protected import protected_balance
from .questions import Question
from .seizable import seizable

#: What needs OpenFisca, in an environment of its own.
ENGINE = ("estimate", "check-model")
MOST_JOBS = 64
ABSENT = "Le moteur de calcul n’est pas installé : lancez « ./entrenous rights estimate »."


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 done, 2 bad input (JSON error on stdout)."""
    try:
        return answered(lambda: _run(argv))
    except EngineAbsent:
        return refused(ABSENT)


def _run(argv: Sequence[str]) -> int:
    parser = Parser(prog="entrenous rights", description="Ce qui est dû, ce qui reste.", known=RUN)
    parser.add_argument("command", choices=(*RUN, *ENGINE))
    parser.add_argument("path", nargs="?", help="check-model : sources du modèle")
    parser.add_argument("--jobs", type=_jobs, help="check-model : tests du modèle à la fois")
    # Intermixed: « check-model --jobs 2 DOSSIER » is written as often as the other way round.
    options = parser.parse_intermixed_args(list(argv))
    if options.command == "check-model":
        jobs = options.jobs or os.cpu_count() or 1
        return run(options.command, str(jobs), *([options.path] if options.path else []))
    if options.path or options.jobs:
        parser.error("only for check-model")
    if options.command in ENGINE:
        return run(options.command)
    write_json(RUN[options.command](read_question(sys.stdin.buffer)))
    return 0


def _jobs(text: str) -> int:
    jobs = int(text)
    if not 0 < jobs <= MOST_JOBS:
        raise ValueError
    return jobs


def _seizable(decoded: object) -> dict[str, object]:
    question = Question(decoded, ("net_monthly", "dependants", "on", "maintenance_claim"))
    return seizable(
        question.amounts("net_monthly"),
        dependants=question.count("dependants", default=0),
        on=question.day("on"),
        maintenance_claim=question.flag("maintenance_claim"),
    ).as_json()


def _protected_balance(decoded: object) -> dict[str, object]:
    question = Question(decoded, ("balance", "on", "seized_within_month"))
    return protected_balance(
        sum(question.amounts("balance"), Decimal(0)),
        on=question.day("on"),
        seized_within_month=question.flag("seized_within_month"),
    ).as_json()


def _debt_capacity(decoded: object) -> dict[str, object]:
    question = Question(decoded, ("resources", "charges", "household", "on", "dependants"))
    return debt_capacity(
        sum(question.amounts("resources"), Decimal(0)),
        sum(question.amounts("charges"), Decimal(0)),
        question.household("household"),
        on=question.day("on"),
        dependants=question.optional_count("dependants"),
    ).as_json()


RUN: dict[str, Callable[[object], dict[str, object]]] = {
    "seizable": _seizable,
    "protected-balance": _protected_balance,
    "debt-capacity": _debt_capacity,
    **LISTS,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
