"""What a fact says, once opened: read it to know that it says nothing of whom."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from entrenous.activity.codes import What


@dataclass(frozen=True)
class FactContent:
    """What a fact says once the statistics key opened it. Codes and numbers only.

    month      first day of the month of the act: a day could be matched with the journal
    agent      random token of the agent for that month: counts « at least three agents », no more
    person     random token of the person for that year: counts persons once
    delay      whole days that someone waited: a person at reception, or us for a partner
    people     headcount of a session, or how many acts of the same kind the fact stands for
    band       age band of the person; household: its type (`dossiers.counting`)
    """

    act: What
    month: date
    organisation: UUID
    circonscription: UUID | None = None
    secteur: UUID | None = None
    agent: str = ""
    person: str = ""
    doing: str = ""
    mode: str = ""
    themes: tuple[str, ...] = ()
    minutes: int | None = None
    outcome: str = ""
    delay: int | None = None
    people: int | None = None
    band: str = ""
    household: str = ""
