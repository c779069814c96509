"""Put a dossier in the archives: from then on its key is that of a group, and of nobody else.

03-law §3, 04-seal §3.2: written reason, few people, a key apart. One transaction: before it the
dossier is as it was, after it the archives alone open it.
"""

from django.db import transaction
from django.utils import timezone

from entrenous.continuity.models import CoveredDossier
from entrenous.dossiers import actions, directory, support
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.keyring import containers, groups, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Group
from entrenous.keyring.opening import Keyring
from entrenous.retention import clock, moving, reach, unanswered
from entrenous.retention.codes import Reason
from entrenous.retention.contents import Archiving
from entrenous.retention.errors import NotArchived
from entrenous.retention.models import Archived, Destruction
from entrenous.space import desk as space
from entrenous.space.models import Space
from entrenous.vault.grants import Motive


def may_archive(by: Keyring, dossier: Dossier) -> bool:
    """Its référente; or, once she has left, whoever holds its whole key with her."""
    if by.agent.pk not in containers.whole_holders(dossier.pk):
        return False
    return dossier.referent_id == by.agent.pk or not dossier.referent.is_active


def against(dossier: Dossier) -> list[Reason]:
    """Why a dossier may not be archived today, whoever asks. Opens nothing."""
    organisation, today = dossier.container.organisation_id, timezone.localdate()
    terms = clock.terms_of(organisation)
    stands = clock.standing(dossier, today, terms)
    if stands is None:
        return [Reason.OPEN]
    if stands.archived_on is not None:
        return [Reason.ARCHIVED]
    waiting = Destruction.objects.pending().filter(container=dossier.pk)
    found = (
        (terms.archive_months is None, Reason.NO_TERM),
        (groups.usable_everywhere(Group.Kind.ARCHIVES, organisation) is None, Reason.NO_GROUP),
        (today < stands.term_on, Reason.EARLY),
        (waiting.exists(), Reason.PROPOSED),
    )
    return [*(reason for is_so, reason in found if is_so), *unanswered.about(dossier)]


@transaction.atomic
def archive(by: Keyring, dossier: Dossier, said: Archiving) -> Archived:
    """Seal why, close what others hold, and give the archives the only key.

    raises  NotArchived; KeyNotHeld: not hers to archive; Damaged: a constat first. In each case
            nothing is changed
    """
    opened = by.writing(dossier.pk)
    dossier.refresh_from_db()
    if dossier.merged_into_id or not may_archive(by, dossier):
        raise KeyNotHeld
    found = against(dossier)
    group = groups.usable_everywhere(Group.Kind.ARCHIVES, by.organisation)
    if found or group is None:
        raise NotArchived(*(found or [Reason.NO_GROUP]))
    records.write(opened, said, by=by)
    _withdraw_the_rest(by, dossier)
    row = Archived.objects.create(
        dossier=dossier, group=group, archived_on=timezone.localdate(), archived_by=by.agent
    )
    by.note(Act.ARCHIVED, container=dossier.pk)
    actions.touch(dossier)
    to = Recipient(group.pk, Motive.LETTER_BOX)
    moving.move(by, dossier.pk, reach.of(dossier.pk), to=to)
    return row


def _withdraw_the_rest(by: Keyring, dossier: Dossier) -> None:
    """Her space, extracts lent, reception's card, covers, what would still be due."""
    known = space.space_of(dossier.pk)
    if known is not None and known.state != Space.State.CLOSED:
        space.take_back(by, dossier)
    for lent in support.lent_from(dossier):
        support.take_back(by, lent)
    directory.withdraw(dossier, by=by)
    covered = CoveredDossier.objects.filter(dossier=dossier, renewed_on=None)
    covered.update(renewed_on=timezone.localdate())
    DueDate.objects.filter(dossier=dossier, done_on=None).delete()
