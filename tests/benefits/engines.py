"""An engine of the tests: the real judgement of made-up figures, behind a real socket."""

import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from entrenous.benefits import worker
from entrenous.law import LawError
from entrenous.rights.estimates import BENEFITS, judge, read_situation
from entrenous.rights.estimates.judging import Figures

Answer = Callable[[dict[str, Any]], dict[str, Any]]
_PROVENANCE = {
    "engine": {"openfisca_france": "176.1.8"},
    "patches": [
        {
            "parameter": "plafond_base",
            "from": "2025-04-01",
            "value": 10339.0,
            "source": "à vérifier",
        }
    ],
}
SALARIES = [25 * n for n in range(81)]


def honest(question: dict[str, Any]) -> dict[str, Any]:
    """Every benefit at 300 € (asked and judged as the engine does), or a curve that goes down."""
    try:
        situation = read_situation(question["situation"])
    except LawError as error:
        return {"error": error.message, "known": list(error.known)}
    if situation.home.insee == "75013":
        return {"error": "« 75013 » n’est pas un code INSEE connu : est-ce un code postal ?"}
    if question["ask"] == "curve":
        points = [
            {
                "salary": f"{salary:.2f}",
                "amounts": {b.code: f"{max(600 - salary, 0):.2f}" for b in BENEFITS},
            }
            for salary in SALARIES
        ]
        return {"month": situation.month, "points": points} | _PROVENANCE
    figures = {b.code: Figures(300.0, 262.0, 338.0, {}) for b in BENEFITS}
    found = judge(situation, figures, ("Revenus (net_salary) : le même montant.",))
    estimates = [each.as_json() for each in found]
    return {"month": situation.month, "estimates": estimates} | _PROVENANCE


@contextmanager
def engine(home: Path, answer: Answer = honest) -> Iterator[list[dict[str, Any]]]:
    """Answer on the socket of a state folder, its board kept; gives the questions it was asked."""
    folder = worker.folder_of(home)
    assert worker.make_private(folder)
    path, asked = worker.socket_in(folder), []
    path.unlink(missing_ok=True)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            question = json.loads(self.rfile.readline())
            asked.append(question)
            self.wfile.write(json.dumps(answer(question)).encode() + b"\n")

    with worker.board(folder) as mine, socketserver.UnixStreamServer(str(path), Handler) as server:
        assert mine is not None
        mine.write(worker.Standing.STARTING)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield asked
        finally:
            server.shutdown()
            thread.join()
            path.unlink()
