"""Ask the engine about a household, and keep what it says, sealed, with its versions."""

from decimal import ROUND_UP, Decimal
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from entrenous.benefits import worker
from entrenous.benefits.contents import Asked, Estimation
from entrenous.benefits.curves import Curve, curve_in
from entrenous.benefits.questions import estimation, situation
from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers.models import Dossier
from entrenous.keyring import records
from entrenous.keyring.models import Record
from entrenous.keyring.opening import Keyring

LEAST_UP_TO: Final = Decimal(2000)
MOST_UP_TO: Final = Decimal(4000)
_STEP: Final = Decimal(400)


class Refused(Exception):
    """The engine understood and will not compute: its sentence says what to correct."""

    def __init__(self, sentence: str) -> None:
        super().__init__("refused")  # the sentence may repeat what was typed
        self.sentence = sentence


def estimate(home: Path, asked: Asked, **origin: Any) -> Estimation:
    """One household, computed by the engine of this state folder. Nothing is kept.

    origin  `budget` and its version; `compared_with` and `what_if`
    raises  worker.NoAnswer; Refused
    """
    return estimation(
        _ask(home, {"ask": "estimate", "situation": situation(asked)}), asked, **origin
    )


def curve(home: Path, asked: Asked) -> Curve:
    """Each benefit for 81 salaries of the first adult. Nothing is kept.

    raises  worker.NoAnswer; Refused
    """
    salary = asked.adults[0].net_salary.amount or Decimal(0)
    wanted = (salary * Decimal("1.5") / _STEP).to_integral_value(ROUND_UP) * _STEP
    up_to = min(max(wanted, LEAST_UP_TO), MOST_UP_TO)
    said = situation(asked)
    answered = _ask(home, {"ask": "curve", "situation": said, "up_to": f"{up_to:.2f}"})
    return curve_in(answered, said)


def keep(by: Keyring, dossier: Dossier, said: Estimation, *, record: UUID | None = None) -> UUID:
    """Seal an estimate in the dossier. Returns its id.

    record  the id that the form carries: sent twice, the same estimate is kept once
    raises  KeyNotHeld; Damaged; VaultClosed
    """
    with transaction.atomic():
        opened = by.writing(dossier.pk)
        if record is not None and _is_kept(opened.id, record):
            return record
        written = records.write(opened, said, by=by, record=record)
        dossier_actions.touch(dossier)
    return written.record


def _is_kept(container: UUID, record: UUID) -> bool:
    return Record.objects.filter(container_id=container, record=record).exists()


def _ask(home: Path, question: dict[str, object]) -> dict[str, Any]:
    answered = worker.ask(home, question)
    if "error" in answered:
        raise Refused(str(answered["error"]))
    return answered
