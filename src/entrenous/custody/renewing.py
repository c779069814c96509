"""Bring a new recovery key to the server, and hand it each container as its holders come by.

04-seal §3.7: the former key names its successor; the server cannot re-seal anything by itself.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.keyfiles import Custody, keys_of, replace_recovery
from entrenous.custody.models import Ceremony, Terms
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import recovery_key
from entrenous.vault.quorum_renewal import read_renewal


class CeremonyUnderWay(Exception):
    """A request awaits its result: it is sealed by the former key."""


@transaction.atomic
def take_new_key(organisation: UUID, raw: bytes, *, by: UUID) -> str:
    """Replace the recovery key by the one that the former key names; its fingerprint.

    raises  CeremonyUnderWay; quorum_request.Refused. Nothing changes then
    """
    if Ceremony.objects.under_way().filter(container__organisation=organisation).exists():
        raise CeremonyUnderWay
    renewal = read_renewal(raw, former=keys_of(organisation).recovery)
    new = renewal.new.read()
    recovery_key.certify(organisation, new)
    Terms.objects.update_or_create(
        organisation_id=organisation, defaults={"split_on": timezone.localdate()}
    )
    journal.record(Act.RECOVERY_REPLACED, organisation=organisation, actor=by)
    custody = Custody(renewal.needed, renewal.custodians)
    # After the commit: a file ahead of the registry would name a key that nobody certified. If
    # the machine stops in between, the same file is brought again.
    transaction.on_commit(lambda: replace_recovery(organisation, recovery=new, custody=custody))
    return new.fingerprint()
