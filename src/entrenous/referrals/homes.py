"""A request at the desk as a home of relays: its agreement is sealed with it, its day beside it."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.consents.contents import Agreement, Withdrawal
from entrenous.consents.terms import demand_terms
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import OpenRecord
from entrenous.reception.models import Demande
from entrenous.referrals.models import AwaitedEcho
from entrenous.relays.homes import Counted


@dataclass(frozen=True)
class InRequest:
    """A relay of a request: whoever holds the request follows it, the whole desk by default."""

    row: Demande

    @property
    def container(self) -> UUID:
        sealed: UUID = self.row.pk
        return sealed

    def agree(self, by: Keyring, opened: OpenContainer, said: Agreement) -> UUID:
        demand_terms(said)
        return records.write(opened, said, by=by, act=Act.AGREEMENT_NOTED).record

    def take_back(
        self, by: Keyring, opened: OpenContainer, agreement: OpenRecord[Agreement], on: date
    ) -> bool:
        said = agreement.content
        gone = Withdrawal(said.remaining(date.max), on)
        fresh = replace(said, withdrawals=(*said.withdrawals, gone))
        demand_terms(fresh)
        records.write(opened, fresh, by=by, record=agreement.id, act=Act.AGREEMENT_WITHDRAWN)
        return False

    def keep_day(self, record: UUID, until: date | None) -> None:
        rows = AwaitedEcho.objects.filter(demande=self.row, record=record)
        if until is None:
            rows.filter(done_on=None).update(done_on=timezone.localdate())
            return
        AwaitedEcho.objects.update_or_create(
            demande=self.row, record=record, defaults={"due_on": until, "done_on": None}
        )

    def touch(self) -> None:
        """The day a request was received says how long it waits: nothing else is kept."""

    def count(self, counted: Counted, opened: OpenContainer, *, by: Keyring) -> None:  # noqa: ARG002
        activity.record(
            counted.act,
            by=by,
            circonscription=self.row.circonscription,
            secteur=self.row.secteur,
            on=counted.on,
            doing=counted.doing,
            outcome=counted.outcome,
            delay=counted.delay,
        )
