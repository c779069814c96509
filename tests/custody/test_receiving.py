from datetime import timedelta

import pytest

from entrenous.custody import asking, rehearsing
from entrenous.custody.errors import BadRecipient, NotAnchored, Over
from entrenous.custody.models import Ceremony
from entrenous.custody.queries import State, standing_of, state_of
from entrenous.custody.receiving import receive
from entrenous.dossiers import households
from entrenous.dossiers.contents import PersonCard, SharedHousehold
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.queries import own
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.journal.queries import check
from entrenous.keyring import certificates, containers, enrolment, models, rotation, satellites
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.following import SharedPart
from entrenous.keyring.models import Container, Grant
from entrenous.vault.people import SecretKeys
from entrenous.vault.quorum_files import Ground
from entrenous.vault.quorum_request import Refused, Why
from tests.custody.ceremony import (
    asked,
    held,
    opened_by_custodians,
    request_file,
    told,
)
from tests.dossiers.opened import OPENED_ON, contents, dossier_of
from tests.people import House


def test_the_recipient_opens_the_listed_dossiers_and_no_other(house: House) -> None:
    """Camille, alone with three dossiers, is gone: two are asked for, for Alix."""
    first, second = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Diop-Fictif")
    third = dossier_of(house, "Camille", "Autre-Fictif")
    house.agents["Camille"].is_active = False
    house.agents["Camille"].save()
    with pytest.raises(KeyNotHeld):
        contents(house, "Alix", first, PersonCard)
    ceremony, raw = held(house, first, second)
    received = receive(house.keyring("Ines"), ceremony, raw)
    assert (received.given, received.left_out) == (2, 0)
    for dossier, name in ((first, "Sarr-Fictif"), (second, "Diop-Fictif")):
        (card,) = contents(house, "Alix", dossier, PersonCard)
        assert card.family_name == name
    with pytest.raises(KeyNotHeld):
        contents(house, "Alix", third, PersonCard)
    with pytest.raises(KeyNotHeld):
        contents(house, "Ines", first, PersonCard)
    assert {d.pk for d in own(house.keyring("Alix"))} == {first.pk, second.pk}
    assert Dossier.objects.get(pk=first.pk).referent == house.agents["Alix"]
    assert state_of(Ceremony.objects.get(pk=ceremony.pk)) is State.DONE
    check(house.organisation)


def test_the_shared_parts_of_a_household_come_back_with_either_dossier_that_names_them(
    house: House,
) -> None:
    camille = house.keyring("Camille")
    hers, his = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Ferreira-Fictif")
    shared = SharedHousehold("un couple", "un deux-pièces", OPENED_ON)
    household = households.link(camille, hers, his, shared)
    both, raw = held(house, hers, his)
    received = receive(house.keyring("Ines"), both, raw)
    assert (received.given, received.left_out) == (3, 0), "shared by two, handed over once"
    hers.refresh_from_db()
    known = households.shared_with(house.keyring("Alix"), hers)
    assert known is not None
    assert known.content == shared
    # Once separated, neither dossier names it any more: the database alone would not do.
    households.separate(house.keyring("Alix"), household)
    assert contents(house, "Alix", hers, SharedPart) == []
    Dossier.objects.filter(pk=hers.pk).update(household=household)
    again = asked(house, hers, recipient="Sacha")
    told(house, again)
    received = receive(
        house.keyring("Ines"), again, opened_by_custodians(house, request_file(house, again))
    )
    assert (received.given, received.left_out) == (1, 1)
    assert not house.keyring("Sacha").holds(household.pk)


def test_what_was_done_is_in_the_journal_signed_by_the_recovery_key(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    ceremony, raw = held(house, dossier)
    receive(house.keyring("Ines"), ceremony, raw)
    acts = [e.act for e in Entry.objects.filter(container=dossier.pk).order_by("seq")]
    assert acts[-3:] == [Act.QUORUM_LISTED, Act.GRANTED, Act.QUORUM_GIVEN]
    row = Grant.objects.get(container=dossier.pk, motive="quorum")
    assert (row.giver, row.recipient) == (house.organisation.pk, house.agents["Alix"].pk)


def test_the_recovered_dossier_is_renewed_and_handed_over_as_any_other(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    ceremony, raw = held(house, dossier)
    receive(house.keyring("Ines"), ceremony, raw)
    rotation.renew(dossier.pk, by=house.keyring("Alix"))
    assert contents(house, "Alix", dossier, PersonCard)
    opened = house.keyring("Alix").open(dossier.pk, Act.DOSSIER_OPENED)
    from entrenous.vault.grants import Motive

    containers.grant(opened, containers.Recipient(house.agents["Sacha"].pk, Motive.CO_HOLDER),
                     by=house.keyring("Alix"))  # fmt: skip
    assert contents(house, "Sacha", dossier, PersonCard)


def test_what_follows_the_dossier_comes_with_it(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    camille = house.keyring("Camille")
    follower = containers.create(Container.Kind.THIRD_PARTY, by=camille)
    satellites.attach(follower.id, dossier.pk, by=house.keyring("Camille"))
    ceremony, raw = held(house, dossier)
    assert receive(house.keyring("Ines"), ceremony, raw).given == 2
    assert house.keyring("Alix").open(follower.id, Act.REQUEST_OPENED).whole == follower.whole


def test_a_container_said_to_follow_by_the_database_alone_is_not_given(house: House) -> None:
    dossier, victim = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Proie-Fictif")
    models.Container.objects.filter(pk=victim.pk).update(parent_id=dossier.pk)
    ceremony, raw = held(house, dossier)
    received = receive(house.keyring("Ines"), ceremony, raw)
    assert (received.given, received.left_out) == (1, 1)
    assert ceremony.listed.get(container=victim.pk).left_out == "non_rattache"
    with pytest.raises(KeyNotHeld):
        contents(house, "Alix", victim, PersonCard)


def test_a_colleague_who_lost_her_keys_gets_her_dossiers_back(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    house.secrets["Camille"], _ = enrolment.create_keys(house.agents["Camille"], "une autre phrase")
    certificates.revoke(house.organisation.pk, house.agents["Camille"].pk)
    enrolment.certify(house.agents["Camille"], by=house.keyring("Ines"))
    with pytest.raises(KeyNotHeld):
        contents(house, "Camille", dossier, PersonCard)
    with pytest.raises(BadRecipient):
        asked(house, dossier, recipient="Camille", ground=Ground.GONE)
    ceremony = asked(house, dossier, recipient="Camille", ground=Ground.KEYS_LOST)
    told(house, ceremony)
    raw = opened_by_custodians(house, request_file(house, ceremony))
    receive(house.keyring("Ines"), ceremony, raw)
    assert contents(house, "Camille", dossier, PersonCard)


def test_no_result_is_taken_without_the_entry_or_the_checkpoint(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    ceremony, raw = held(house, dossier)
    Ceremony.objects.filter(pk=ceremony.pk).update(signature=bytes(64))
    with pytest.raises(NotAnchored):
        receive(house.keyring("Ines"), ceremony, raw)
    nothing_changed(house, dossier)


def test_no_result_is_taken_before_a_checkpoint_covers_the_request(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = dossier_of(house, "Camille")
    ceremony = asked(house, dossier)
    with pytest.raises(NotAnchored):
        receive(house.keyring("Ines"), ceremony, b"{}")
    journal.make_checkpoint(house.organisation)
    with pytest.raises(Refused) as refused:
        receive(house.keyring("Ines"), ceremony, b"{}")
    assert refused.value.why is Why.NOT_A_FILE
    monkeypatch.setattr("entrenous.vault.journal.merkle_root", lambda _: bytes(32))
    with pytest.raises(NotAnchored):
        receive(house.keyring("Ines"), ceremony, b"{}")
    nothing_changed(house, dossier)


def test_a_result_of_another_request_another_key_or_too_early_changes_nothing(
    house: House,
) -> None:
    dossier, other = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Diop-Fictif")
    ceremony, _ = held(house, dossier)
    _, for_other = held(house, other)
    early = opened_by_custodians(
        house, request_file(house, ceremony), at=ceremony.opens_at - timedelta(hours=1)
    )
    for raw, why in (
        (for_other, Why.OTHER_REQUEST),
        (early, Why.TOO_EARLY),
        (request_file(house, ceremony), Why.NOT_A_FILE),
    ):
        with pytest.raises(Refused) as refused:
            receive(house.keyring("Ines"), ceremony, raw)
        assert refused.value.why is why
    with pytest.raises(Refused) as refused:
        opened_by_custodians(house, request_file(house, ceremony), keys=SecretKeys.generate())
    assert refused.value.why is Why.OTHER_RECOVERY
    nothing_changed(house, dossier)


def test_a_recipient_who_is_no_longer_certified_receives_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    ceremony, raw = held(house, dossier)
    certificates.revoke(house.organisation.pk, house.agents["Alix"].pk)
    with pytest.raises(BadRecipient):
        receive(house.keyring("Ines"), ceremony, raw)
    nothing_changed(house, dossier)


def test_a_dossier_renewed_meanwhile_is_left_out_and_the_others_are_given(house: House) -> None:
    renewed, same = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Diop-Fictif")
    ceremony, raw = held(house, renewed, same)
    rotation.renew(renewed.pk, by=house.keyring("Camille"))
    received = receive(house.keyring("Ines"), ceremony, raw)
    assert (received.given, received.left_out) == (1, 1)
    assert ceremony.listed.get(container=renewed.pk).left_out == "renouvele"
    assert Dossier.objects.get(pk=renewed.pk).referent == house.agents["Camille"]


def test_a_result_is_taken_once_by_who_asked_or_the_legal_desk(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    ceremony, raw = held(house, dossier)
    with pytest.raises(KeyNotHeld):
        receive(house.keyring("Alix"), ceremony, raw)
    receive(house.keyring("Ines"), ceremony, raw)
    with pytest.raises(Over):
        receive(house.keyring("Ines"), ceremony, raw)
    with pytest.raises(Over):
        asking.withdraw(house.keyring("Ines"), ceremony)


def test_a_key_written_into_the_database_by_someone_else_is_not_trusted(house: House) -> None:
    """A certified colleague who writes the database signs « the recovery key gave it to me »."""
    dossier = dossier_of(house, "Camille")
    ceremony, raw = held(house, dossier)
    receive(house.keyring("Ines"), ceremony, raw)
    row = Grant.objects.get(container=dossier.pk, motive="quorum")
    row.signature = house.secrets["Sacha"].sign(b"autre chose")
    row.save()
    with pytest.raises(KeyNotHeld):
        contents(house, "Alix", dossier, PersonCard)


def test_a_rehearsal_opens_words_that_nobody_else_opens(house: House) -> None:
    assert standing_of(house.organisation.pk).rehearsal_due
    ceremony = rehearsing.rehearse(house.keyring("Ines"), house.agents["Alix"])
    assert ceremony.ground == Ground.REHEARSAL
    assert state_of(ceremony) is State.READY
    for who in ("Ines", "Alix"):
        with pytest.raises(KeyNotHeld):
            rehearsing.word_of(house.keyring(who), ceremony)
    raw = opened_by_custodians(house, request_file(house, ceremony))
    assert receive(house.keyring("Ines"), ceremony, raw).given == 1
    assert len(rehearsing.word_of(house.keyring("Alix"), ceremony).split()) == 7
    assert not standing_of(house.organisation.pk).rehearsal_due


def nothing_changed(house: House, dossier: Dossier) -> None:
    assert not Grant.objects.filter(motive="quorum").exists()
    assert Dossier.objects.get(pk=dossier.pk).referent == house.agents["Camille"]
    assert not Entry.objects.filter(act=Act.QUORUM_GIVEN).exists()
