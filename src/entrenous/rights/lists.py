"""The commands that need little more than a day: floors, lists, caps, and what is left to ask."""

from collections.abc import Callable
from typing import Final

from .bank_fees import bank_fees
from .floors import rsa_floor
from .questions import Question
from .second_file import second_file
from .unseizable import unseizable


def _rsa_floor(decoded: object) -> dict[str, object]:
    question = Question(decoded, ("household", "on"))
    return rsa_floor(question.household("household"), on=question.day("on")).as_json()


def _unseizable(decoded: object) -> dict[str, object]:
    on = Question(decoded, ("on",)).day("on")
    return {"resources": [each.as_json() for each in unseizable(on)]}


def _bank_fees(decoded: object) -> dict[str, object]:
    on = Question(decoded, ("on",)).day("on")
    return {"caps": [each.as_json() for each in bank_fees(on)]}


def _second_file(decoded: object) -> dict[str, object]:
    return second_file(Question(decoded, ("on",)).day("on")).as_json()


LISTS: Final[dict[str, Callable[[object], dict[str, object]]]] = {
    "rsa-floor": _rsa_floor,
    "unseizable": _unseizable,
    "bank-fees": _bank_fees,
    "second-file": _second_file,
}
