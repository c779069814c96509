"""The estimate of story H2: what the real engine answered one day, kept as it was recorded.

The demonstration starts without its engine. `estimate.json` holds the question and the answer of
that day, with the engine's version: `tests/rights/estimates/test_engine.py` asks it again.
"""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from entrenous.benefits import actions
from entrenous.benefits.codes import RECEIVED, Residence
from entrenous.benefits.contents import Adult, Asked, Home, Income, Paid
from entrenous.benefits.questions import estimation
from entrenous.dossiers.models import Dossier
from entrenous.keyring.opening import Keyring

FILE: Final = Path(__file__).with_name("estimate.json")


def _earning(born_on: date, salary: int) -> Adult:
    nothing = Income(Decimal(0))
    return Adult(
        born_on, "employed", net_salary=Income(Decimal(salary)), net_unemployment=nothing,
        net_pension=nothing, maintenance=Decimal(0), disability_pension=Decimal(0),
    )  # fmt: skip


#: What Bastien's budget says in November 2026, and his nationality, which no budget knows.
H2: Final = Asked(
    month="2026-11",
    adults=(_earning(date(1984, 9, 25), 1310), _earning(date(1988, 1, 10), 742)),
    children_on=(date(2014, 10, 14),),
    home=Home("tenant_social", Decimal(612), "63300", is_furnished=False, is_shared=False),
    received=tuple(Paid(code, Decimal(214 if code == "ppa" else 0)) for code in RECEIVED),
    nationality=Residence.FRENCH.value,
)


def recorded() -> dict[str, Any]:
    """{"recorded_on", "question", "answer"}, as the engine gave it."""
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


def keep(by: Keyring, dossier: Dossier, *, budget: UUID, version: int) -> None:
    """Seal the recorded answer, as filled from that budget."""
    said = estimation(recorded()["answer"], H2, budget=budget, budget_version=version)
    actions.keep(by, dossier, said)
