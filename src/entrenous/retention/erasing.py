"""Destroy a dossier by erasing its keys: one transaction, two people, a line that stays.

04-seal §3.13. Nothing here needs a key: what opens is deleted, and what was sealed with it. The
journal keeps its chain, with one entry more; signed headers keep who had held it.
"""

from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from entrenous.documents import store
from entrenous.documents.models import StoredFile
from entrenous.dossiers import directory
from entrenous.dossiers.models import Dossier
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.journal.models import JournalHead
from entrenous.keyring import models
from entrenous.keyring.opening import Keyring
from entrenous.reception.models import Demande
from entrenous.retention import clock, moving, reach, unanswered
from entrenous.retention.codes import Reason
from entrenous.retention.errors import NotDestroyed
from entrenous.retention.models import Destruction
from entrenous.space import desk as space

#: Envelopes live in backups of their own, kept so many days at most (04-seal §3.13).
BACKUP_DAYS: Final = 35


@dataclass(frozen=True)
class Count:
    """What a destruction takes away: sealed writings with their versions, files, keys."""

    records: int
    files: int
    keys: int
    containers: int


def count(*dossiers: UUID) -> Count:
    """The dry run: what would go, in numbers. Nothing is changed, nothing is opened."""
    return _counted(reach.of_all(dossiers).containers)


def _counted(containers: frozenset[UUID]) -> Count:
    return Count(
        _records(containers).count(),
        StoredFile.objects.filter(container__in=containers).count(),
        _boxes(containers).count(),
        len(containers),
    )


def obstacles(row: Destruction) -> list[Reason]:
    """Why this destruction may not be done today, whoever asks."""
    if row.is_over:
        return [Reason.OVER]
    dossier = Dossier.objects.filter(pk=row.container).first()
    if dossier is None:
        return [Reason.OVER]
    terms = clock.terms_of(row.organisation_id)
    found = against(dossier)
    if terms.needs_visa and row.visa_on is None:
        found.append(Reason.VISA)
    return found


def against(dossier: Dossier) -> list[Reason]:
    """Why a dossier may not be destroyed today, before any proposal."""
    today = timezone.localdate()
    terms = clock.terms_of(dossier.container.organisation_id)
    known = clock.standing(dossier, today, terms)
    if known is None:
        return [Reason.OPEN]
    found = []
    if today < known.may_go_on:
        found.append(Reason.IN_ARCHIVES if known.archived_on else Reason.EARLY)
    if known.kept_until and today <= known.kept_until:
        found.append(Reason.KEPT)
    return [*found, *unanswered.about(dossier)]


def erase(by: Keyring, destruction: UUID) -> Destruction:
    """Erase all that a dossier is; return its line, which stays. Whole, or not at all.

    raises  NotDestroyed, with every reason; VaultClosed. Nothing is then changed
    """
    _ = by.secret
    with transaction.atomic():
        row = Destruction.objects.select_for_update().get(pk=destruction)
        found = obstacles(row)
        if row.proposed_by_id == by.agent.pk:
            found.append(Reason.ALONE)
        if found:
            raise NotDestroyed(*found)
        _erase(row, by=by)
    _leave_no_trace()
    return row


def _erase(row: Destruction, *, by: Keyring) -> None:
    _clean_pages()
    dossier = Dossier.objects.select_related("secteur__circonscription").get(pk=row.container)
    reached = reach.of(dossier.pk)
    counted = _counted(reached.containers)
    directory.withdraw(dossier, by=by)
    lines = [journal.Line(Act.ERASED, container=pk) for pk in sorted(reached.containers, key=str)]
    journal.record_all(lines, organisation=by.organisation, actor=by.agent.pk)
    _erase_contents(reached)
    _erase_rows(reached, row.organisation_id)
    row.records, row.files, row.keys = counted.records, counted.files, counted.keys
    row.done_by, row.erased_at = by.agent, timezone.now()
    row.place = JournalHead.objects.get(organisation_id=row.organisation_id).size
    row.save()


def _erase_contents(reached: reach.Reach) -> None:
    """Keys, then what they opened, then files once it is committed."""
    containers = reached.containers
    files = list(StoredFile.objects.filter(container__in=containers).values_list("pk", flat=True))
    _boxes(containers).update(box=None)
    models.Epoch.objects.filter(container__in=containers).update(previous=None)
    models.PendingGrant.objects.filter(container__in=containers).delete()
    written = _records(containers)
    models.Draft.objects.filter(
        Q(about__in=containers) | Q(about__in=written.values("record"))
    ).delete()
    written.delete()
    heads = models.HeadRow.objects.filter(container__in=containers)
    heads.exclude(moving.is_register()).delete()
    StoredFile.objects.filter(pk__in=files).delete()
    for file in files:
        transaction.on_commit(partial(store.drop, file))


def _erase_rows(reached: reach.Reach, organisation: UUID) -> None:
    """The rows that say there was something, from the outside in."""
    for pk in reached.dossiers:
        space.erase(pk, organisation=organisation)
    for owner in reach.OWNERS:
        owner.objects.filter(pk__in=reached.containers).delete()  # type: ignore[attr-defined]
    Demande.objects.filter(pk__in=reached.requests).delete()
    models.Container.objects.filter(parent__in=reached.containers).update(parent=None)
    models.Container.objects.filter(pk__in=reached.containers).update(
        erased_on=timezone.localdate()
    )
    dossiers = Dossier.objects.filter(pk__in=reached.dossiers)
    dossiers.update(merged_into=None)
    dossiers.delete()


def _records(containers: frozenset[UUID]) -> QuerySet[models.Record]:
    rows = models.Record.objects.filter(container__in=containers)
    return rows.exclude(moving.is_register())


def _boxes(containers: frozenset[UUID]) -> QuerySet[models.Grant]:
    rows = models.Grant.objects.filter(container__in=containers, box__isnull=False)
    return rows.exclude(moving.is_register())


def _clean_pages() -> None:
    """On SQLite, what is deleted is overwritten, and not only forgotten."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _leave_no_trace() -> None:
    """On SQLite, empty the log of former pages; a reader at this instant leaves it for later."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("PRAGMA secure_delete = FAST")
