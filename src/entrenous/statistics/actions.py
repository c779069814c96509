"""Ask for a report, print and take in a paper form, keep a record of ordered work."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from django.db import transaction
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents.models import Circonscription
from entrenous.keyring.opening import Keyring
from entrenous.statistics.bell import ring
from entrenous.statistics.codes import AGAIN, ANSWERS, Kind, Question, State
from entrenous.statistics.contents import Ordered
from entrenous.statistics.models import OrderedCalls, PaperCode, Questionnaire, Report
from entrenous.statistics.periods import sharing, why_not
from entrenous.statistics.queries import published_periods
from entrenous.vault.primitives import NotOpened, pad, unpad

#: Without the letters and figures that are mistaken for one another.
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE_CHARS: Final = 12
MOST_PRINTED: Final = 200


class CodeUnknown(Exception):
    """This code was never printed, or it came back already."""


class PeriodShared(Exception):
    """The period shares months with published ones: its argument says which, and what passes."""


class FormOff(Exception):
    """The paper form is not given in this organisation."""


@transaction.atomic
def ask(kind: Kind, period: str, *, by: Keyring) -> Report:
    """Ask for a report. The same one asked twice, or at once by two people, is computed once.

    raises  ValueError: not a period; PeriodShared
    """
    if found := sharing(period, published_periods(by.organisation)):
        raise PeriodShared(why_not(period, found))
    report, _ = Report.objects.get_or_create(
        organisation_id=by.organisation,
        kind=kind.value,
        period=period,
        defaults={"asked_at": timezone.now()},
    )
    if report.stands in AGAIN:
        _again(report, is_coarser=False)
    transaction.on_commit(ring)
    return report


@transaction.atomic
def accept_coarser(report: UUID, *, by: Keyring) -> Report:
    """Ask again for a refused report, as the refusal proposed it. Report.DoesNotExist."""
    found = Report.objects.select_for_update().get(pk=report, organisation=by.organisation)
    if found.stands is State.REFUSED and found.content.get("proposal"):
        _again(found, is_coarser=True)
        transaction.on_commit(ring)
    return found


def _again(report: Report, *, is_coarser: bool) -> None:
    report.state, report.is_coarser = State.ASKED.value, is_coarser
    report.content, report.asked_at = {}, timezone.now()
    report.save()


@transaction.atomic
def give_form(*, given: bool, by: Keyring) -> None:
    """Decide whether persons who say yes receive the paper form. Off at first."""
    Questionnaire.objects.update_or_create(
        organisation_id=by.organisation,
        defaults={"is_given": given, "since": timezone.localdate() if given else None},
    )


@transaction.atomic
def print_codes(count: int, *, by: Keyring) -> list[str]:
    """Make codes to print, in no order: only their hashes are kept. FormOff; ValueError."""
    if not 1 <= count <= MOST_PRINTED:
        raise ValueError("how many codes")
    _demand_given(by)
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(_CODE_CHARS)) for _ in range(count)]
    hashes = sorted(_digest(code) for code in codes)
    PaperCode.objects.bulk_create(
        [PaperCode(organisation_id=by.organisation, digest=digest) for digest in hashes]
    )
    return [_spaced(code) for code in codes]


@transaction.atomic
def take_in(
    code: str, answers: Mapping[Question, str], *, place: Circonscription | None, by: Keyring
) -> None:
    """Count the answers of a paper that came back: its code is used up, and told to nobody.

    The facts carry neither the token of whoever types nor the code. CodeUnknown.
    """
    typed = "".join(each for each in code.upper() if each.isalnum())
    gone, _ = PaperCode.objects.filter(
        organisation_id=by.organisation, digest=_digest(typed)
    ).delete()
    if not gone:
        raise CodeUnknown
    activity.record_all(
        [
            activity.Done(
                What.QUESTIONNAIRE_ANSWER,
                circonscription=place,
                doing=question.code,
                outcome=f"{question.code}.{_answer(answers, question)}",
                is_anyone=True,
            )
            for question in Question
        ],
        by=by,
    )


@transaction.atomic
def keep_ordered(said: Ordered, *, by: Keyring) -> OrderedCalls:
    """Keep calls she was made to give, sealed to herself, and count them without her name."""
    row = OrderedCalls.objects.create(
        agent=by.agent, on=said.on, box=by.secret.public.seal(pad(msgspec.json.encode(said)))
    )
    activity.record(
        What.ORDERED_CALLS,
        by=by,
        on=said.on,
        outcome=said.order,
        doing="objected" if said.objection else "not_objected",
        minutes=said.minutes,
        people=said.calls,
    )
    return row


def read_ordered(row: OrderedCalls, *, by: Keyring) -> Ordered | None:
    """Her own record; None when it was sealed to keys that she has no more. VaultClosed."""
    try:
        return msgspec.json.decode(unpad(by.secret.open(bytes(row.box))), type=Ordered)
    except NotOpened:
        return None


@transaction.atomic
def record_indirect(doing: str, minutes: int, *, on: date, by: Keyring) -> None:
    """Count time that is of no dossier: preparing, travelling, meeting, training."""
    activity.record(What.INDIRECT_WORK, by=by, doing=doing, minutes=minutes, on=on)


def _answer(answers: Mapping[Question, str], question: Question) -> str:
    given = answers.get(question, "NR")
    return given if given in ANSWERS else "NR"


def _demand_given(by: Keyring) -> None:
    if not Questionnaire.objects.filter(organisation=by.organisation, is_given=True).exists():
        raise FormOff


def _digest(code: str) -> str:
    """Codes have sixty bits drawn at random: a plain hash tells nothing of them."""
    return hashlib.sha256(f"entre-nous:form:{code}".encode()).hexdigest()


def _spaced(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
