"""A member leaves a group: what it had received before is renewed, in steps that can stop."""

from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from entrenous.dossiers.contents import ReceptionMessage
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import groups, models, records, renewal, rotation
from entrenous.keyring.errors import VaultClosed
from entrenous.keyring.opening import keys_of_epochs
from entrenous.reception import actions, directory
from entrenous.reception.contents import DemandeWords
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened
from tests.altered import altered
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.reception.test_demandes import WORDS, record

NOW = 60.0


def leave(house: House, *, countersigned: bool = True) -> SecretKeys:
    """Omar leaves reception. Returns the group's former keys, which he may have kept."""
    group = models.Group.objects.get(kind="reception", circonscription=house.circonscription)
    opened = house.keyring("Omar").open(group.pk, Act.DOSSIER_OPENED)
    kept = keys_of_epochs(opened)[0]
    groups.remove(group, house.agents["Omar"].pk, by=house.keyring("Rachel"))
    if countersigned:
        group.refresh_from_db()
        groups.countersign(group, by=house.keyring("Ines"))
    return kept


def opens_with(kept: SecretKeys, container: UUID) -> bool:
    """Whether a box of this container, live today, opens with these keys."""
    for row in models.Grant.objects.filter(container_id=container, box__isnull=False):
        try:
            kept.open(bytes(row.box or b""))
        except NotOpened:
            continue
        return True
    return False


def put_in(house: House) -> dict[str, UUID]:
    """A request, the directory with someone in it, a dossier with reception's part."""
    demande = record(house)
    dossier = dossier_of(house, "Camille")
    directory.fold(house.circonscription, by=house.keyring("Rachel"))
    found = models.Container.objects.get(kind="directory")
    return {"demande": demande.pk, "dossier": dossier.pk, "directory": found.pk}


def test_nothing_waits_while_nobody_left_nor_before_the_new_key_is_countersigned(
    house: House,
) -> None:
    put_in(house)
    assert not renewal.waits(house.keyring("Rachel"))
    leave(house, countersigned=False)
    for name in ("Rachel", "Camille"):
        assert not renewal.waits(house.keyring(name))
        assert renewal.renew_some(house.keyring(name)).done == 0


def test_each_renews_what_she_holds_whole_and_the_former_key_opens_nothing(house: House) -> None:
    pieces = put_in(house)
    kept = leave(house)
    assert all(opens_with(kept, pk) for pk in pieces.values())
    rachel, camille = house.keyring("Rachel"), house.keyring("Camille")
    assert {c.pk for c in renewal.waiting(rachel)} == {pieces["demande"], pieces["directory"]}
    assert pieces["dossier"] in {c.pk for c in renewal.waiting(camille)}
    for name in ("Sacha", "Lou", "Max"):
        assert pieces["dossier"] not in {c.pk for c in renewal.waiting(house.keyring(name))}
    assert renewal.renew_some(rachel, seconds=NOW) == renewal.Step(done=2)
    renewal.renew_some(house.keyring("Camille"), seconds=NOW)
    assert not any(opens_with(kept, pk) for pk in pieces.values())
    for name in ("Rachel", "Camille"):
        assert not renewal.waits(house.keyring(name))


def test_whoever_stays_reads_and_writes_as_before(house: House) -> None:
    pieces = put_in(house)
    leave(house)
    for name in ("Rachel", "Camille"):
        renewal.renew_some(house.keyring(name), seconds=NOW)
    for name in ("Rachel", "Camille"):
        opened = house.keyring(name).open(pieces["demande"], Act.DEMANDE_OPENED)
        words = records.read(opened, DemandeWords).one(DemandeWords)
        assert words is not None
        assert words.content.words == WORDS
    found = directory.search([house.circonscription], "Sarr", by=house.keyring("Rachel"))
    assert [hit.dossier for hit in found.hits] == [pieces["dossier"]]
    message = ReceptionMessage("elle a appelé")
    actions.leave_message(pieces["dossier"], message, by=house.keyring("Rachel"))
    reading = records.read(house.keyring("Camille").open(pieces["dossier"], Act.DOSSIER_OPENED))
    assert reading.is_whole
    assert [r.content for r in reading.of(ReceptionMessage)] == [message]


def test_a_renewal_goes_on_where_it_stopped(house: House) -> None:
    for _ in range(3):
        record(house)
    leave(house)
    rachel, seen, after = house.keyring("Rachel"), [], None
    for _ in range(5):
        step = renewal.renew_some(rachel, after=after, seconds=0)
        seen.append(step.done)
        after = step.last
        if after is None:
            break
    assert seen == [1, 1, 1]
    assert not renewal.waits(rachel)
    assert Entry.objects.filter(act=Act.ROTATED, actor=rachel.agent.pk).count() == 1 + 3


def test_a_step_that_fails_leaves_the_former_key_whole(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = put_in(house)
    leave(house)

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(rotation, "_seal_again", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        renewal.renew_some(house.keyring("Camille"))
    opened = house.keyring("Camille").open(pieces["dossier"], Act.DOSSIER_OPENED)
    assert opened.place.epoch == 1
    assert records.read(opened).is_whole


def test_what_is_damaged_waits_for_a_constat_without_stopping_the_rest(house: House) -> None:
    demandes = [record(house).pk for _ in range(3)]
    damaged = sorted(demandes)[0]
    row = models.Record.objects.get(container_id=damaged, kind=101)
    models.Record.objects.filter(pk=row.pk).update(blob=altered(row.blob))
    leave(house)
    rachel = house.keyring("Rachel")
    assert renewal.renew_some(rachel, seconds=NOW).done == 2
    assert [c.pk for c in renewal.waiting(rachel)] == [damaged]
    actions.carry_out_constat(damaged, by=rachel)
    assert renewal.renew_some(rachel, seconds=NOW).done == 1
    reading = records.read(house.keyring("Rachel").open(damaged, Act.DEMANDE_OPENED))
    assert [d.id for d in reading.damaged] == [row.record]
    assert not reading.doubtful


def test_a_new_key_does_not_hide_a_row_that_is_missing(house: House) -> None:
    demande = record(house).pk
    models.Record.objects.filter(container_id=demande, kind=101).delete()
    with pytest.raises(NotOpened):
        rotation.renew(demande, by=house.keyring("Rachel"))


def test_a_closed_vault_renews_nothing(house: House) -> None:
    put_in(house)
    leave(house)
    with pytest.raises(VaultClosed):
        renewal.renew_some(house.closed("Rachel"))


def test_asking_whether_something_waits_is_one_query_when_nobody_ever_left(house: House) -> None:
    rachel = house.keyring("Rachel")
    with CaptureQueriesContext(connection) as seen:
        assert not renewal.waits(rachel)
    assert len(seen) == 1, [q["sql"] for q in seen]
