"""Someone writes the database behind the program: what she gains, who notices, what is shown.

Each attack is played on rows, then an honest agent works through the pages and the acts. Where a
single check stands in the way, it is removed and the same attack succeeds: the tests can fail.
The protocol's own attacks, without a database, are in `tests/vault/test_attacks.py`.
"""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from entrenous.dossiers import sharing
from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import (
    Objective,
    PersonCard,
    ReceptionCard,
    Synthesis,
    ThreadEntry,
)
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.thread import write_entry
from entrenous.journal.acts import Act
from entrenous.keyring import (
    certificates,
    containers,
    heads,
    models,
    records,
    rotation,
    stored,
    witness,
)
from entrenous.keyring.certificates import NotCertified
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.kinds import code_of
from entrenous.vault import grants as vault_grants
from entrenous.vault.containers import Compartment, ContainerKey, EpochStatement
from entrenous.vault.grants import Grant, Motive
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened
from tests.browsing import client_of
from tests.dossiers.opened import dossier_of
from tests.people import House

ON = date(2026, 2, 10)
WORDS = "un seul exemplaire de ces mots"


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """What a process learnt of the registry in another test is forgotten."""
    certificates._KNOWN.clear()


def wrote(house: House, dossier: Dossier, text: str = WORDS) -> UUID:
    entry = ThreadEntry(ON, Mode.PHONE, text=text)
    return write_entry(house.keyring("Camille"), dossier, entry).record


def page(house: House, who: str, dossier: Dossier) -> str:
    answer = client_of(house, who).get(reverse("dossiers:dossier", args=[dossier.pk]))
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def reading(house: House, who: str, dossier: Dossier) -> records.Reading:
    return records.read(house.keyring(who).open(dossier.pk, Act.DOSSIER_OPENED))


def says_damaged(house: House, dossier: Dossier) -> bool:
    """The page opens, and leads to the constat."""
    shown = page(house, "Camille", dossier)
    return reverse("dossiers:constat", args=[dossier.pk]) in shown or "endommag" in shown


# --- keys of colleagues ----------------------------------------------------------------------


def swap_key(house: House, victim: str, by: SecretKeys) -> None:
    models.Certificate.objects.filter(actor=house.agents[victim].pk).update(
        box=by.public.box, sign=by.public.sign
    )
    certificates._KNOWN.clear()  # a process that starts; one that knew the true key keeps it


def test_a_swapped_public_key_receives_nothing_and_no_vault_opens_on_it(house: House) -> None:
    """The giver is refused: the certificate's signatures are over the true keys."""
    dossier, thief = dossier_of(house, "Camille"), SecretKeys.generate()
    swap_key(house, "Alix", thief)
    with pytest.raises(NotCertified):
        sharing.add_co_holder(house.keyring("Camille"), dossier, house.agents["Alix"], told_on=ON)
    assert not models.Grant.objects.filter(recipient_box=thief.public.box).exists()


def test_without_its_check_a_swapped_key_receives_the_dossier(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier, thief = dossier_of(house, "Camille"), SecretKeys.generate()
    swap_key(house, "Alix", thief)
    monkeypatch.setattr(certificates, "is_vouched", lambda *_: True)
    sharing.add_co_holder(house.keyring("Camille"), dossier, house.agents["Alix"], told_on=ON)
    row = models.Grant.objects.get(recipient_box=thief.public.box, container_id=dossier.pk)
    read = stored.read_grant(row, house.organisation.pk)
    assert read.open(house.agents["Alix"].pk, thief).compartment == Compartment.WHOLE


def test_a_revocation_undone_in_the_database_opens_no_vault(house: House) -> None:
    """The registry's signed state no longer matches: said when a vault opens."""
    certificates.revoke(house.organisation.pk, house.agents["Alix"].pk)
    certificates.check_registry(house.organisation.pk)
    models.Certificate.objects.filter(actor=house.agents["Alix"].pk).update(revoked_on=None)
    with pytest.raises(NotOpened):
        certificates.check_registry(house.organisation.pk)


def test_a_deleted_certificate_is_noticed_the_same_way(house: House) -> None:
    models.Certificate.objects.filter(actor=house.agents["Alix"].pk).delete()
    with pytest.raises(NotOpened):
        certificates.check_registry(house.organisation.pk)


# --- keys of dossiers --------------------------------------------------------------------------


def plant(house: House, dossier: Dossier, key: ContainerKey, epoch: int) -> None:
    """A grant to Camille of a key of Sacha's, truly signed by Sacha."""
    place = stored.place_of(models.Container.objects.get(pk=dossier.pk), epoch)
    made = Grant.make(
        key, place=place, recipient=house.agents["Camille"].pk,
        recipient_keys=house.secrets["Camille"].public, giver=house.agents["Sacha"].pk,
        by=house.secrets["Sacha"], motive=Motive.ATTRIBUTION, on=timezone.localdate(),
    )  # fmt: skip
    stored.grant_row(made).save(force_insert=True)


def plant_epoch(house: House, dossier: Dossier, key: ContainerKey, number: int) -> None:
    """An epoch in Sacha's name; she has not the journal's key."""
    place = stored.place_of(models.Container.objects.get(pk=dossier.pk), number)
    sacha = house.secrets["Sacha"]
    made = EpochStatement.make(place, key, maker=house.agents["Sacha"].pk, by=sacha, journal=sacha)
    models.Epoch.objects.filter(container_id=dossier.pk, number=number).delete()
    stored.write_epoch(made)
    models.Container.objects.filter(pk=dossier.pk).update(epoch=number)


def used_key(house: House, dossier: Dossier) -> bytes | None:
    try:
        opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    except KeyNotHeld:
        return None
    return opened.whole.key_id


def test_a_planted_key_is_never_used_and_the_true_one_still_is(house: House) -> None:
    dossier, planted = dossier_of(house, "Camille"), ContainerKey.generate()
    true_key = used_key(house, dossier)
    plant(house, dossier, planted, 1)
    models.Carnet.objects.all().delete()  # nothing known from before
    assert used_key(house, dossier) == true_key != planted.key_id


@pytest.mark.parametrize("number", [1, 2], ids=["a forged genesis", "a planted epoch"])
def test_a_planted_epoch_takes_the_page_away_and_seals_nothing(house: House, number: int) -> None:
    """Camille is answered 404: destroyed, which backups mend; never led to write under it."""
    dossier, planted = dossier_of(house, "Camille"), ContainerKey.generate()
    plant_epoch(house, dossier, planted, number)
    plant(house, dossier, planted, number)
    models.Carnet.objects.all().delete()
    assert used_key(house, dossier) is None
    assert page(house, "Camille", dossier) == "404"
    with pytest.raises(KeyNotHeld):
        wrote(house, dossier)


def test_without_the_lineage_a_planted_epoch_would_be_used(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier, planted = dossier_of(house, "Camille"), ContainerKey.generate()
    plant_epoch(house, dossier, planted, 2)
    plant(house, dossier, planted, 2)
    monkeypatch.setattr(vault_grants.Lineage, "trust", lambda *_: None)
    assert used_key(house, dossier) == planted.key_id


def test_a_revoked_grant_put_back_opens_a_former_epoch_and_nothing_of_today(house: House) -> None:
    """A copy of the row from before the withdrawal: its key seals nothing any more."""
    dossier, alix = dossier_of(house, "Camille"), house.agents["Alix"]
    sharing.add_co_holder(house.keyring("Camille"), dossier, alix, told_on=ON)
    kept = models.Grant.objects.get(container_id=dossier.pk, recipient=alix.pk)
    sharing.withdraw_co_holder(house.keyring("Camille"), dossier, alix.pk)
    wrote(house, dossier)
    kept.save()
    assert page(house, "Alix", dossier) == "404"
    models.Grant.objects.filter(pk=kept.pk).update(epoch=2)
    assert page(house, "Alix", dossier) == "404"
    models.Container.objects.filter(pk=dossier.pk).update(epoch=1)
    models.Grant.objects.filter(pk=kept.pk).update(epoch=1)
    assert WORDS not in page(house, "Alix", dossier)


def test_a_lent_day_prolonged_gives_nothing_once_the_box_is_gone(house: House) -> None:
    dossier, alix = dossier_of(house, "Camille"), house.agents["Alix"]
    camille = house.keyring("Camille")
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    containers.grant(opened, Recipient(alix.pk, Motive.CO_HOLDER), by=camille)
    containers.revoke(opened, alix.pk, by=camille)
    rotation.renew(dossier.pk, by=camille, without=frozenset({alix.pk}))
    models.Grant.objects.filter(recipient=alix.pk).update(until=timezone.localdate() + timedelta(9))
    assert page(house, "Alix", dossier) == "404"


def test_a_raised_compartment_opens_nothing_more(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    rachel = house.agents["Rachel"].pk
    to = Recipient(rachel, Motive.CO_HOLDER, Compartment.RECEPTION)
    containers.grant(opened, to, by=camille)
    assert reading(house, "Rachel", dossier).records is not None
    for compartment in (Compartment.WHOLE, Compartment.NOTES):
        models.Grant.objects.filter(recipient=rachel, container_id=dossier.pk).update(
            compartment=int(compartment)
        )
        models.Carnet.objects.all().delete()
        opened = house.keyring("Rachel").open(dossier.pk, Act.DOSSIER_OPENED)
        assert set(opened.keys) == {Compartment.RECEPTION}, "what her group holds, and no more"
        assert opened.holder != rachel


# --- records -----------------------------------------------------------------------------------


def test_a_row_put_back_to_its_former_version_is_said_and_blocks_writing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = wrote(house, dossier, "première version")
    camille = house.keyring("Camille")
    with transaction.atomic():
        fresh = ThreadEntry(ON, Mode.PHONE, text=WORDS)
        records.write(camille.writing(dossier.pk), fresh, by=camille, record=record)
    models.Record.objects.get(record=record, version=2).delete()
    assert reading(house, "Camille", dossier).doubtful == {Compartment.NOTES}
    assert says_damaged(house, dossier)
    with pytest.raises(Damaged):
        wrote(house, dossier)


def test_without_the_head_a_row_put_back_goes_unseen(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = dossier_of(house, "Camille")
    wrote(house, dossier)
    monkeypatch.setattr(heads, "_matches", lambda *_: True)
    monkeypatch.setattr(witness, "lost", lambda *_: ())
    models.Record.objects.filter(container_id=dossier.pk, kind=code_of(ThreadEntry)).delete()
    assert not says_damaged(house, dossier)


def test_a_deleted_row_is_said(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    models.Record.objects.filter(record=wrote(house, dossier)).delete()
    assert says_damaged(house, dossier)


def test_a_deleted_head_is_said(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    wrote(house, dossier)
    models.HeadRow.objects.filter(container_id=dossier.pk).delete()
    assert says_damaged(house, dossier)


@pytest.mark.parametrize("to", [PersonCard, ReceptionCard, Objective, Synthesis])
def test_a_record_passed_off_as_another_kind_is_damaged(house: House, to: type) -> None:
    dossier = dossier_of(house, "Camille")
    record = wrote(house, dossier)
    models.Record.objects.filter(record=record).update(kind=code_of(to))
    found = reading(house, "Camille", dossier)
    assert [d.id for d in found.damaged] == [record]
    assert WORDS not in page(house, "Camille", dossier)


def test_a_record_moved_to_another_dossier_or_compartment_opens_nowhere(house: House) -> None:
    """Moved to reception's part, reception reads nothing of it."""
    dossier, mine = dossier_of(house, "Camille"), dossier_of(house, "Sacha", "Autre-Fictif")
    record = wrote(house, dossier)
    models.Record.objects.filter(record=record).update(container_id=mine.pk)
    assert WORDS not in page(house, "Sacha", mine)
    assert [d.id for d in reading(house, "Sacha", mine).damaged] == [record]
    rows = models.Record.objects.filter(record=record)
    rows.update(container_id=dossier.pk, compartment=int(Compartment.RECEPTION))
    assert [d.id for d in reading(house, "Camille", dossier).damaged] == [record]


# --- an open vault -----------------------------------------------------------------------------


def test_a_prolonged_unlock_opens_nothing(house: House) -> None:
    """The expiry is inside the seal: the agent is asked for her phrase again."""
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    url = reverse("dossiers:dossier", args=[dossier.pk])
    assert client.get(url).status_code == 200
    row = models.Unlock.objects.get(agent=house.agents["Camille"])
    models.Unlock.objects.filter(pk=row.pk).update(expires=row.expires + 3600)
    assert client.get(url).status_code == 302


def test_an_unlock_given_to_another_agent_opens_nothing(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Sacha")
    client_of(house, "Camille")
    hers = models.Unlock.objects.get(agent=house.agents["Camille"])
    mine = models.Unlock.objects.filter(agent=house.agents["Sacha"])
    mine.update(blob=hers.blob, expires=hers.expires)
    answer = client.get(reverse("dossiers:dossier", args=[dossier.pk]))
    assert answer.status_code in {302, 404}
    assert "Sarr" not in answer.content.decode()


def test_functions_added_in_the_database_give_pages_and_no_file(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    for kind in ("social_worker", "team_lead", "reception"):
        house.agents["Max"].functions.create(
            kind=kind, circonscription=house.circonscription, secteur=None
        )
    Dossier.objects.filter(pk=dossier.pk).update(referent=house.agents["Max"])
    assert page(house, "Max", dossier) == "404"
