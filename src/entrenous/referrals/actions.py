"""Prepare an orientation from a request. What happens to it next is `relays.actions`."""

from uuid import UUID

from django.db import transaction

from entrenous.consents.contents import Agreement
from entrenous.keyring.opening import Keyring
from entrenous.reception.models import Demande
from entrenous.referrals.homes import InRequest
from entrenous.relays import actions as relays
from entrenous.relays.contents import Relay


@transaction.atomic
def prepare(
    by: Keyring, row: Demande, said: Relay, agreed: Agreement, *, record: UUID | None = None
) -> UUID:
    """Keep it with her agreement; until it leaves, the desk is reminded of it from tomorrow on.

    raises  as `relays.actions.prepare`
    """
    home = InRequest(row)
    made = relays.prepare(by, home, said, agreed, record=record)
    if not row.echoes.filter(record=made).exists():
        home.keep_day(made, said.read_on)
    return made
