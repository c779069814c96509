"""The states of the world that the front desk meets. Their text is for logs: it names nothing."""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from entrenous.agents.models import Agent
    from entrenous.reception.rooms import Place


class NoLetterBox(Exception):
    """The circonscription's reception has no certified key yet: nothing can be sealed to it."""


class AlreadyClosed(Exception):
    """Someone else already dealt with this request."""


class AlreadyAttributed(Exception):
    """The référente already holds the key: the change is hers to make, by a transfer."""


class NotForHer(Exception):
    """The worker said that she cannot take this request on: another is chosen."""


class PastSlot(Exception):
    """The slot begins before now."""


class FarSlot(Exception):
    """The slot is further away than one makes appointments."""


class SlotTaken(Exception):
    """The worker is busy then."""

    def __init__(self, starts_at: datetime, ends_at: datetime, *, who: "Agent") -> None:
        super().__init__("the worker is busy then")
        self.starts_at = starts_at
        self.ends_at = ends_at
        self.who = who


class RoomTaken(Exception):
    """Someone else receives in that room then."""

    def __init__(self, place: "Place", starts_at: datetime, ends_at: datetime) -> None:
        super().__init__("the room is taken then")
        self.place = place
        self.starts_at = starts_at
        self.ends_at = ends_at


class OutsideSession(Exception):
    """The slot is not within the hours of this worker’s duty session."""


class SessionInUse(Exception):
    """People are expected in this duty session: their appointments are moved first."""


class LeftAlone(Exception):
    """« Ne pas recontacter »: nobody proposes an appointment or a call back to this person."""


class TooManyThemes(Exception):
    """At most three themes."""
