"""What is sealed for continuity: one frozen dataclass per kind, in the compartment of its readers.

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open, and a canary in the tests.
"""

from dataclasses import dataclass
from datetime import date, datetime

from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment


@dataclass(frozen=True)
class DueLine:
    """Something due: the day, what kind of thing, and the few words it was written with."""

    on: date
    kind: str
    what: str = ""


@dataclass(frozen=True)
class Meeting:
    """A next appointment: when, how long, where (a code), with whom (an agent's id)."""

    at: datetime
    minutes: int
    where: str
    agent: str


@dataclass(frozen=True)
class Way:
    """A means of contact that the person allowed, with her own rule."""

    means: str
    value: str
    rule: str = ""


@dataclass(frozen=True)
class SafeContact:
    """How to call the person, and what she asked so that it be safe."""

    called_name: str
    rule: str = ""
    ways: tuple[Way, ...] = ()


@sealed_kind(330, Compartment.PLAN)
@dataclass(frozen=True)
class WhatIsDue:
    """What a cover of due dates reads: this, and nothing else of the dossier."""

    contact: SafeContact
    due: tuple[DueLine, ...] = ()
    meetings: tuple[Meeting, ...] = ()


@sealed_kind(331, Compartment.RECEPTION)
@dataclass(frozen=True)
class DutyHalf:
    """The duty desk's half of what two agents read in danger, and what both halves seal."""

    half: str
    sealed: str


@sealed_kind(332, Compartment.MEANS)
@dataclass(frozen=True)
class LeadHalf:
    """The leads' half, also held by the legal desk."""

    half: str
    sealed: str


@sealed_kind(333, Compartment.NOTES)
@dataclass(frozen=True)
class Word:
    """What a cover tells the référente: what was done, what she was told."""

    text: str


@sealed_kind(334, Compartment.NOTES)
@dataclass(frozen=True)
class JoinWish:
    """About whom, as she was told, and why she would follow with the référente."""

    about: str
    motive: str


@sealed_kind(335, Compartment.NOTES)
@dataclass(frozen=True)
class JoinAnswer:
    """What the référente answers; it never has to say whether she knows the person."""

    reason: str


@sealed_kind(336, Compartment.NOTES)
@dataclass(frozen=True)
class DangerReason:
    """Why two agents read, told by the one who asks."""

    reason: str


@sealed_kind(337, Compartment.NOTES)
@dataclass(frozen=True)
class PutOff:
    """Until when the person is not to be told, and why: the legal desk's decision."""

    until: date
    reason: str
