"""Accept, once it was shown, what is missing of a request: writing is possible again."""

from uuid import UUID

from django.db import transaction

from entrenous.keyring import records
from entrenous.keyring.opening import Keyring
from entrenous.vault.containers import Compartment


@transaction.atomic
def carry_out_constat(by: Keyring, request: UUID) -> frozenset[Compartment]:
    """Carry the heads again over what is left; returns the compartments of which it was done.

    raises  KeyNotHeld: only whoever holds it whole was shown everything; VaultClosed
    """
    opened = by.writing(request)
    opened.key_for(Compartment.WHOLE)
    return records.accept_constat(opened, by=by)
