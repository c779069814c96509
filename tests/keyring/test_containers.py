"""Containers at the level of the application: who opens, who does not, and what is journaled."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.journal.queries import check
from entrenous.keyring import certificates, containers, models, records, rotation
from entrenous.keyring.certificates import NotCertified
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import Damaged, EditedMeanwhile, KeyNotHeld, VaultClosed
from entrenous.keyring.records import sealed_kind
from entrenous.keyring.stored import grant_row, read_grant
from entrenous.vault.containers import Compartment, ContainerKey
from entrenous.vault.grants import Grant, Motive
from entrenous.vault.primitives import NotOpened
from tests.altered import altered
from tests.people import House


@sealed_kind(30_001, Compartment.NOTES)
@dataclass(frozen=True)
class Memo:
    """A content of the tests."""

    text: str


@sealed_kind(30_002, Compartment.RECEPTION)
@dataclass(frozen=True)
class Slip:
    """A content of the tests, in a compartment that reception may hold."""

    text: str


def new_dossier(house: House, *recipients: Recipient) -> containers.OpenContainer:
    return containers.create(
        models.Container.Kind.DOSSIER, by=house.keyring("Camille"), recipients=recipients
    )


def write(house: House, who: str, dossier: containers.OpenContainer, content: object) -> None:
    with transaction.atomic():
        keyring = house.keyring(who)
        records.write(keyring.writing(dossier.id), content, by=keyring)


def texts(house: House, who: str, dossier: containers.OpenContainer) -> list[str]:
    opened = house.keyring(who).open(dossier.id, Act.DOSSIER_OPENED)
    return [r.content.text for r in records.read(opened).records]


def test_the_maker_reads_back_what_she_wrote(house: House) -> None:
    dossier = new_dossier(house)
    write(house, "Camille", dossier, Memo("la chaudière est en panne"))
    assert texts(house, "Camille", dossier) == ["la chaudière est en panne"]
    blob = bytes(models.Record.objects.get(container_id=dossier.id).blob)
    assert "chaudière".encode() not in blob


@pytest.mark.parametrize("who", ["Alix", "Sacha", "Rachel", "Ines", "Lou", "Ada", "Max"])
def test_nobody_else_opens_it_whatever_their_function(house: House, who: str) -> None:
    dossier = new_dossier(house)
    with pytest.raises(KeyNotHeld):
        house.keyring(who).open(dossier.id, Act.DOSSIER_OPENED)


def test_a_closed_vault_opens_nothing(house: House) -> None:
    dossier = new_dossier(house)
    with pytest.raises(VaultClosed):
        house.closed("Camille").open(dossier.id, Act.DOSSIER_OPENED)


def test_the_key_comes_with_its_journal_entry(house: House) -> None:
    dossier = new_dossier(house)
    house.keyring("Camille").open(dossier.id, Act.DOSSIER_OPENED)
    last = Entry.objects.latest("seq")
    assert (last.act, last.container, last.actor) == (
        Act.DOSSIER_OPENED, dossier.id, house.agents["Camille"].pk,
    )  # fmt: skip


def test_when_the_journal_fails_no_key_is_given(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = new_dossier(house)

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("entrenous.journal.actions.record", broken)
    with pytest.raises(OSError, match="disk full"):
        house.keyring("Camille").open(dossier.id, Act.DOSSIER_OPENED)


def test_a_compartment_holder_reads_her_compartment_only(house: House) -> None:
    group = models.Group.objects.get(kind="reception")
    dossier = new_dossier(house, Recipient(group.pk, Motive.LETTER_BOX, Compartment.RECEPTION))
    write(house, "Camille", dossier, Memo("secret"))
    write(house, "Camille", dossier, Slip("passe jeudi"))
    assert texts(house, "Rachel", dossier) == ["passe jeudi"]
    assert texts(house, "Omar", dossier) == ["passe jeudi"]


def test_a_new_epoch_shuts_the_one_who_left_and_keeps_the_others(house: House) -> None:
    alix = house.agents["Alix"].pk
    dossier = new_dossier(house, Recipient(alix, Motive.CO_HOLDER))
    write(house, "Alix", dossier, Memo("écrit par la collègue relais"))
    rotation.renew(dossier.id, by=house.keyring("Camille"), without=frozenset({alix}))
    assert texts(house, "Camille", dossier) == ["écrit par la collègue relais"]
    with pytest.raises(KeyNotHeld):
        house.keyring("Alix").open(dossier.id, Act.DOSSIER_OPENED)


def test_the_recovery_key_is_granted_every_container_and_epoch(house: House) -> None:
    dossier = new_dossier(house)
    rotation.renew(dossier.id, by=house.keyring("Camille"))
    row = models.Grant.objects.get(
        container_id=dossier.id, recipient=house.organisation.pk, epoch=2
    )
    grant: Grant = read_grant(row, house.organisation.pk)
    key = grant.open(house.organisation.pk, house.recovery)
    opened = house.keyring("Camille").open(dossier.id, Act.DOSSIER_OPENED)
    assert key.key_id == opened.whole.key_id


def test_two_tabs_the_second_is_told(house: House) -> None:
    dossier = new_dossier(house)
    keyring = house.keyring("Camille")
    with transaction.atomic():
        first = records.write(keyring.writing(dossier.id), Memo("un"), by=keyring)
        records.write(
            keyring.writing(dossier.id), Memo("deux"), by=keyring, record=first.record, based_on=1
        )
    with pytest.raises(EditedMeanwhile), transaction.atomic():
        records.write(
            keyring.writing(dossier.id), Memo("bis"), by=keyring, record=first.record, based_on=1
        )
    opened = keyring.open(dossier.id, Act.DOSSIER_OPENED)
    assert [r.content.text for r in records.versions(opened, first.record)] == ["deux", "un"]


def test_a_damaged_row_leaves_the_rest_readable_and_writing_waits_for_a_constat(
    house: House,
) -> None:
    dossier = new_dossier(house)
    write(house, "Camille", dossier, Memo("intact"))
    write(house, "Camille", dossier, Memo("abîmé"))
    row = models.Record.objects.order_by("pk").last()
    assert row is not None
    models.Record.objects.filter(pk=row.pk).update(blob=altered(row.blob))
    keyring = house.keyring("Camille")
    reading = records.read(keyring.open(dossier.id, Act.DOSSIER_OPENED))
    assert [r.content.text for r in reading.records] == ["intact"]
    assert [d.id for d in reading.damaged] == [row.record]
    assert reading.doubtful == {Compartment.NOTES}
    with pytest.raises(Damaged):
        write(house, "Camille", dossier, Memo("suite"))
    with transaction.atomic():
        records.accept_constat(keyring.writing(dossier.id), by=keyring)
    write(house, "Camille", dossier, Memo("suite"))
    assert texts(house, "Camille", dossier) == ["intact", "suite"]


def test_a_deleted_row_is_noticed(house: House) -> None:
    dossier = new_dossier(house)
    write(house, "Camille", dossier, Memo("un"))
    write(house, "Camille", dossier, Memo("deux"))
    models.Record.objects.filter(container_id=dossier.id).order_by("pk").first().delete()  # type: ignore[union-attr]
    opened = house.keyring("Camille").open(dossier.id, Act.DOSSIER_OPENED)
    assert records.read(opened).doubtful == {Compartment.NOTES}


def test_the_journal_checks_from_end_to_end(house: House) -> None:
    dossier = new_dossier(house)
    write(house, "Camille", dossier, Memo("un"))
    assert check(house.organisation) == Entry.objects.count()


def test_a_pending_key_is_carried_out_by_the_next_member(house: House) -> None:
    group = models.Group.objects.get(kind="duty")
    demande = containers.create(
        models.Container.Kind.DEMANDE,
        by=house.keyring("Rachel"),
        recipients=[
            Recipient(models.Group.objects.get(kind="reception").pk, Motive.LETTER_BOX),
        ],
        keep=False,
    )
    assert group is not None
    containers.plan_grant(
        demande.id, house.agents["Camille"].pk, motive=Motive.ATTRIBUTION,
        decided_by=house.keyring("Ines"),
    )  # fmt: skip
    with pytest.raises(KeyNotHeld):
        house.keyring("Camille").open(demande.id, Act.DEMANDE_OPENED)
    assert containers.carry_out_pending(house.keyring("Omar"), kind="demande") == 1
    house.keyring("Camille").open(demande.id, Act.DEMANDE_OPENED)


def test_nothing_is_sealed_to_an_uncertified_colleague(house: House) -> None:
    newcomer = house.enrol("Nadia", "social_worker", certified=False)
    dossier = new_dossier(house)
    keyring = house.keyring("Camille")
    opened = keyring.writing(dossier.id)
    recipient = Recipient(newcomer.pk, Motive.CO_HOLDER)
    with pytest.raises(NotCertified):
        containers.grant(opened, recipient, by=keyring)


def test_a_rotation_over_a_damaged_row_changes_nothing(house: House) -> None:
    dossier = new_dossier(house)
    write(house, "Camille", dossier, Memo("abîmé"))
    models.Record.objects.filter(container_id=dossier.id).update(version=7)
    with pytest.raises(NotOpened):
        rotation.renew(dossier.id, by=house.keyring("Camille"))
    assert models.Container.objects.get(pk=dossier.id).epoch == 1


def test_a_container_is_made_in_one_passage_at_the_journal(house: House) -> None:
    before = Entry.objects.count()
    group = models.Group.objects.get(kind="reception")
    lead = house.agents["Ines"].pk
    dossier = new_dossier(
        house,
        Recipient(group.pk, Motive.LETTER_BOX, Compartment.RECEPTION),
        Recipient(lead, Motive.CO_HOLDER),
    )
    told = Entry.objects.filter(seq__gt=before).order_by("seq").values_list("act", "about")
    assert list(told) == [
        (Act.CONTAINER_CREATED, None), (Act.GRANTED, group.pk), (Act.GRANTED, lead),
    ]  # fmt: skip
    rows = models.Grant.objects.filter(container_id=dossier.id).order_by("pk")
    camille = house.agents["Camille"].pk
    recipients = [camille, house.organisation.pk, group.pk, lead]
    assert [row.recipient for row in rows] == recipients
    assert all(row.box for row in rows)
    assert house.keyring("Ines").open(dossier.id, Act.DOSSIER_OPENED).covers(Compartment.WHOLE)
    assert check(house.organisation) == before + 4


def test_an_uncertified_recipient_leaves_no_container_behind(house: House) -> None:
    newcomer = house.enrol("Nadia", "social_worker", certified=False)
    before = models.Container.objects.count(), Entry.objects.count()
    with pytest.raises(NotCertified):
        new_dossier(house, Recipient(newcomer.pk, Motive.CO_HOLDER))
    assert (models.Container.objects.count(), Entry.objects.count()) == before


def test_a_new_epoch_hands_nothing_to_whoever_is_not_certified_any_more(house: House) -> None:
    alix = house.agents["Alix"]
    dossier = new_dossier(house, Recipient(alix.pk, Motive.CO_HOLDER))
    models.Certificate.objects.filter(actor=alix.pk).update(revoked_on=date(2026, 1, 13))
    certificates._KNOWN.clear()
    rotation.renew(dossier.id, by=house.keyring("Camille"))
    fresh = models.Grant.objects.filter(container_id=dossier.id, epoch=2)
    assert {row.recipient for row in fresh} == {
        house.agents["Camille"].pk, house.organisation.pk,
    }  # fmt: skip
    assert Entry.objects.filter(act=Act.REVOKED, about=alix.pk, container=dossier.id).exists()
    certificates._KNOWN.clear()


def test_what_one_made_oneself_is_not_verified_again_and_a_planted_key_is(house: House) -> None:
    camille = house.keyring("Camille")
    made = containers.create(models.Container.Kind.DOSSIER, by=camille)
    with CaptureQueriesContext(connection) as captured, transaction.atomic():
        assert camille.writing(made.id).whole == made.whole
    assert not [q for q in captured if "keyring_epoch" in q["sql"]]
    planted = Grant.make(
        ContainerKey.generate(),
        place=made.place,
        recipient=camille.agent.pk,
        recipient_keys=camille.secret.public,
        giver=house.agents["Alix"].pk,
        by=house.secrets["Alix"],
        motive=Motive.CO_HOLDER,
        on=date(2026, 1, 13),
    )
    grant_row(planted).save()
    models.Grant.objects.filter(container_id=made.id, motive=Motive.GENESIS).update(box=None)
    with pytest.raises(KeyNotHeld), transaction.atomic():
        camille.writing(made.id)
