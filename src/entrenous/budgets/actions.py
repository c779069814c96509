"""Keep a budget: one act, one version more, journaled with its write."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.activity.codes import What
from entrenous.budgets.contents import Budget
from entrenous.budgets.faults import demand_whole
from entrenous.budgets.queries import latest
from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers import counting
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.keyring.opening import Keyring


@transaction.atomic
def keep(by: Keyring, dossier: Dossier, said: Budget, *, based_on: int) -> UUID:
    """Keep what was said as the budget in force; the former versions stay. Returns its id.

    based_on  the version on the screen, 0 when there was none
    raises    BudgetRefused: it does not hold together; EditedMeanwhile: another tab wrote, and
              something else; KeyNotHeld; Damaged; VaultClosed. Nothing is then written
    """
    demand_whole(said, timezone.localdate())
    opened = by.writing(dossier.pk)
    opened.key_for(records.compartment_of(Budget))
    known = latest(records.read(opened, Budget))
    if known is not None and known.content == said:
        return known.id
    version = known.version if known else 0
    if based_on != version:
        raise EditedMeanwhile(known.id if known else dossier.pk, version)
    record = known.id if known else None
    written = records.write(opened, said, by=by, record=record, act=Act.BUDGET_KEPT)
    counting.count(What.BUDGET_KEPT, dossier, opened, by=by)
    dossier_actions.touch(dossier)
    return written.record
