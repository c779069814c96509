"""By when the service answers, and until when the CADA is seized: counted by the law base."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from entrenous.law.deadlines import DueOn, compute, procedures

PROCEDURE: Final = "acces_dossier"
FACT: Final = "demande"
ANSWER: Final = "reponse"
CADA: Final = "saisine_cada"


@dataclass(frozen=True)
class Clock:
    """The dates of a request: the service's answer; the CADA if it stayed silent."""

    answer: DueOn
    cada: DueOn


def clock(asked_on: date) -> Clock:
    """The dates of a request that reached the service that day.

    raises  LawError: no version of the rule on that day
    source  CRPA R311-13, R*311-12, R343-1, as the law base has them
    """
    found = {each.code: each for each in compute(procedures()[PROCEDURE], {FACT: asked_on})}
    return Clock(found[ANSWER], found[CADA])
