"""Read endings: the one that is under way, what was answered, when the last contact was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from entrenous.dossiers import last_contact as contacts
from entrenous.dossiers.codes import EndingReason
from entrenous.dossiers.contact import is_alone_in
from entrenous.dossiers.models import Accompagnement
from entrenous.endings import rules
from entrenous.endings.codes import Later, Stage
from entrenous.endings.contents import Attempt, EndingGround, LaterQuestionnaire, SharedEnding
from entrenous.keyring.records import OpenRecord, Reading
from entrenous.vault.containers import Compartment

ENDING_KINDS: Final = (SharedEnding, EndingGround, LaterQuestionnaire)


@dataclass(frozen=True)
class KnownEnding:
    """An ending as it was opened; `ground` is None when the reason does not open."""

    record: OpenRecord[SharedEnding]
    ground: OpenRecord[EndingGround] | None
    later: OpenRecord[LaterQuestionnaire] | None

    @property
    def said(self) -> SharedEnding:
        """What both say."""
        return self.record.content

    @property
    def reason(self) -> EndingReason | None:
        """The neutral reason."""
        return self.ground.content.reason if self.ground else None

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """What was tried without an answer."""
        return self.ground.content.attempts if self.ground else ()

    def stage(self, today: date) -> Stage:
        """Where it stands on a day; without its reason, as one that is told and waited for."""
        return rules.stage(self.said, self.reason or EndingReason.MUTUAL, today)


def current(reading: Reading, accompagnement: UUID | None) -> KnownEnding | None:
    """The ending proposed for an accompagnement and not given up. `reading`: ENDING_KINDS."""
    if accompagnement is None:
        return None
    found = [e for e in endings(reading) if e.said.accompagnement == str(accompagnement)]
    return next((e for e in found if e.said.given_up_on is None), None)


def endings(reading: Reading) -> list[KnownEnding]:
    """Every ending of a dossier, the latest first."""
    grounds = {g.content.ending: g for g in reading.of(EndingGround)}
    later = {q.content.ending: q for q in reading.of(LaterQuestionnaire)}
    rows = sorted(reading.of(SharedEnding), key=lambda r: r.content.proposed_on, reverse=True)
    return [KnownEnding(r, grounds.get(str(r.id)), later.get(str(r.id))) for r in rows]


def agrees_to_questionnaire(reading: Reading) -> bool:
    """Whether the anonymous questionnaire may be proposed to her: a yes, and nothing since.

    reading  covers LaterQuestionnaire and ReceptionCard. In doubt, or left alone: no
    """
    if Compartment.PERSON in reading.doubtful or reading.lost or is_alone_in(reading):
        return False
    answers = sorted(reading.of(LaterQuestionnaire), key=lambda q: q.content.asked_on)
    if not answers:
        return False
    latest = answers[-1].content
    return latest.answer is Later.YES and latest.withdrawn_on is None


def last_contact(reading: Reading, accompagnements: Iterable[Accompagnement]) -> date | None:
    """The last contact with the person: attempts without an answer are none, nor later calls.

    reading  covers ThreadEntry, PlanReview and EndingGround, of the whole dossier
    """
    tried = {UUID(a.entry) for g in reading.of(EndingGround) for a in g.content.attempts}
    return contacts.last_contact(reading, accompagnements, unanswered=tried)
