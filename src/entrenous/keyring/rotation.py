"""A new epoch: new key, everything sealed again, the remaining holders served, in one transaction.

04-seal §3.4, 00-decisions 17. It does not un-know what was read: pages say so.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from django.db import connection, transaction

from entrenous.agents.keyfiles import keys_of
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import containers, following, heads, models, stored, witness
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.containers import Compartment, ContainerKey, EpochStatement, seal_previous
from entrenous.vault.primitives import NotOpened, as_sealed
from entrenous.vault.sealing import Head, RecordPlace, Row, open_record, seal_record


@transaction.atomic
def renew(container: UUID, *, by: Keyring, without: frozenset[UUID] = frozenset()) -> OpenContainer:
    """Give a container a new epoch, and its key to every holder but `without`.

    Its satellites are renewed too, without those who lose its whole key.
    raises  KeyNotHeld: only a holder of the whole key renews it. NotOpened: a row is damaged
            (a constat first). In each case the former epoch stays whole
    """
    former = by.writing(container)
    place = former.place.at(former.place.epoch + 1)
    whole = ContainerKey.generate()
    statement = EpochStatement.make(
        place,
        whole,
        maker=former.holder,
        by=former.signer,
        journal=keys_of(by.organisation).journal,
    )
    previous = seal_previous(whole, former.whole, place=former.place)
    holding = containers.promised(container)
    grants = [g for g in holding if g.recipient not in without]
    followers = following.satellites_of(former, by=by)
    stored.write_epoch(statement, previous=previous)
    fresh = replace(former, place=place, keys={Compartment.WHOLE: whole})
    _seal_again(former, fresh)
    models.Container.objects.filter(pk=container).update(epoch=place.epoch)
    models.Grant.objects.filter(container_id=container).update(box=None)
    containers.regrant(fresh, grants, by=by)
    for gone in without:
        by.note(Act.REVOKED, container=container, about=gone)
    journal.record(
        Act.ROTATED,
        organisation=by.organisation,
        actor=by.agent.pk,
        container=container,
        written=witness.epoch_written(fresh),
    )
    gone_whole = without & {g.recipient for g in holding if g.compartment == Compartment.WHOLE}
    for satellite in followers if gone_whole else ():
        renew(satellite.id, by=by, without=gone_whole)
    return fresh


def _seal_again(former: OpenContainer, fresh: OpenContainer) -> None:
    """Seal every version of every record, and every head, under the new key.

    A record that a constat already accepted as damaged stays as it is, still said damaged. One
    that no constat saw stops everything: a new head would hide what is missing.
    """
    stored_rows = list(models.Record.objects.filter(container_id=former.id))
    stored_heads = list(models.HeadRow.objects.filter(container_id=former.id))
    if heads.doubtful(former, [heads.as_stored(row) for row in stored_rows], stored_heads):
        raise NotOpened
    rows: dict[Compartment, list[Row]] = {}
    again = []
    for row in stored_rows:
        compartment = Compartment(row.compartment)
        at = RecordPlace(former.place, compartment, row.kind, row.record, row.version)
        with suppress(NotOpened):
            clear = open_record(bytes(row.blob), key=former.whole, at=at)
            then = RecordPlace(fresh.place, compartment, row.kind, row.record, row.version)
            row.blob = seal_record(clear, key=fresh.whole, at=then)
            row.epoch = fresh.place.epoch
            again.append(row)
        rows.setdefault(compartment, []).append(Row.of(row.record, row.version, bytes(row.blob)))
    for head in stored_heads:
        compartment = Compartment(head.compartment)
        counter = head.counter + 1
        head.blob = Head.over(counter, rows.get(compartment, [])).seal(
            key=fresh.whole, place=fresh.place, compartment=compartment
        )
        head.counter, head.epoch = counter, fresh.place.epoch
    _store(again, stored_heads)


def _store(rows: Sequence[models.Record], tops: Sequence[models.HeadRow]) -> None:
    """Write what was sealed again, by one statement per table.

    By hand: a dossier of years has hundreds of rows, and the ORM writes each query anew.
    """
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE keyring_record SET blob = %s, epoch = %s WHERE id = %s",
            [(as_sealed(bytes(row.blob)), row.epoch, row.pk) for row in rows],
        )
        cursor.executemany(
            "UPDATE keyring_headrow SET blob = %s, counter = %s, epoch = %s WHERE id = %s",
            [(as_sealed(bytes(top.blob)), top.counter, top.epoch, top.pk) for top in tops],
        )
