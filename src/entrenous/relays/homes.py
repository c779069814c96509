"""Where a relay lives: a dossier, or anything else that keeps agreements and awaited days.

Every act on a relay is the same wherever it lives; a home says how its agreement is kept, where
the day that is waited for is in clear, and how it is counted. A request at the desk is another one
(`referrals`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from django.utils import timezone

from entrenous.activity.codes import What
from entrenous.consents import actions as consents
from entrenous.consents.contents import Agreement
from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers import counting
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import OpenRecord


@dataclass(frozen=True)
class Counted:
    """What is counted of a relay: a code, a day, how long it took, never whom nor for what."""

    act: What
    on: date
    outcome: str
    doing: str = ""
    delay: int | None = None


class Home(Protocol):
    """Where relays live."""

    @property
    def container(self) -> UUID:
        """What seals them."""

    def agree(self, by: Keyring, opened: OpenContainer, said: Agreement) -> UUID:
        """Keep her agreement; its id. TermsRefused; KeyNotHeld; Damaged."""

    def take_back(
        self, by: Keyring, opened: OpenContainer, agreement: OpenRecord[Agreement], on: date
    ) -> bool:
        """Take an agreement back; True when what rests on it was stopped in the same act."""

    def keep_day(self, record: UUID, until: date | None) -> None:
        """Keep in clear the day until which an answer is waited for, or that none is any more."""

    def touch(self) -> None:
        """Something was done today."""

    def count(self, counted: Counted, opened: OpenContainer, *, by: Keyring) -> None:
        """Record the fact."""


@dataclass(frozen=True)
class InDossier:
    """A relay of a dossier: its agreement is with her agreements, its day with the due dates."""

    dossier: Dossier

    @property
    def container(self) -> UUID:
        sealed: UUID = self.dossier.pk
        return sealed

    def agree(self, by: Keyring, opened: OpenContainer, said: Agreement) -> UUID:  # noqa: ARG002
        return consents.note(by, self.dossier, said)

    def take_back(
        self,
        by: Keyring,
        opened: OpenContainer,  # noqa: ARG002
        agreement: OpenRecord[Agreement],
        on: date,
    ) -> bool:
        consents.withdraw(by, self.dossier, agreement.id, on=on)
        return True  # `relays.actions.follow_withdrawal`

    def keep_day(self, record: UUID, until: date | None) -> None:
        kind = DueDate.Kind.RELAY
        rows = DueDate.objects.filter(dossier=self.dossier, kind=kind, record=record)
        if until is None:
            rows.filter(done_on=None).update(done_on=timezone.localdate())
            return
        DueDate.objects.update_or_create(
            dossier=self.dossier,
            kind=kind,
            record=record,
            rank=0,
            defaults={"due_on": until, "done_on": None},
        )

    def touch(self) -> None:
        dossier_actions.touch(self.dossier)

    def count(self, counted: Counted, opened: OpenContainer, *, by: Keyring) -> None:
        counting.count(
            counted.act,
            self.dossier,
            opened,
            by=by,
            on=counted.on,
            doing=counted.doing,
            outcome=counted.outcome,
            delay=counted.delay,
        )


def home_of(where: Dossier | Home) -> Home:
    """A dossier is a home by itself."""
    return InDossier(where) if isinstance(where, Dossier) else where
