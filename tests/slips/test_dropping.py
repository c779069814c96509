"""A slip is sealed at once, promised once, taken in whole, and tells its sender nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from entrenous.activity.models import Fact
from entrenous.agents.models import Circonscription, Commune, NeighbourService, Secteur, StreetRange
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import containers
from entrenous.keyring.errors import KeyNotHeld, VaultClosed
from entrenous.keyring.models import Container, Record
from entrenous.reception import entries
from entrenous.slips import calling, dropping, forgetting, queries, senders, taking_in
from entrenous.slips.calling import AlreadySettled
from entrenous.slips.codes import Outcome
from entrenous.slips.dropping import Replay
from entrenous.slips.errors import (
    AddressNeeded,
    NotHere,
    NothingToSealTo,
    OtherBody,
    SlotGone,
    TooMany,
)
from entrenous.slips.models import Sender, Slip
from tests.dossiers.files import open_samia
from tests.people import House
from tests.slips.dropped import IDRISS, drop, platform, slot


def read(house: House, name: str = "Rachel") -> list[queries.Listed]:
    by = house.keyring(name)
    assert taking_in.take_in([house.circonscription], by=by) == []
    return queries.with_contents(queries.waiting([house.circonscription]), by=by)


def test_a_slip_is_a_sealed_letter_then_a_container_of_the_house(house: House) -> None:
    sender, _ = platform(house)
    made = slot(house)
    slip = drop(sender, slot=made.pk)
    assert slip.secteur == house.secteur
    assert not Container.objects.filter(pk=slip.pk).exists()
    assert [row.content for row in read(house)] == [IDRISS]
    slip.refresh_from_db()
    assert slip.letter is None
    boxes = {g.recipient for g in containers.holders(slip.pk)}
    assert house.agents["Rachel"].pk not in boxes
    assert house.organisation.pk in boxes
    assert queries.open_slip(slip.pk, by=house.keyring("Omar")).content == IDRISS
    assert queries.open_slip(slip.pk, by=house.keyring("Camille")).content == IDRISS
    with pytest.raises(KeyNotHeld):
        queries.open_slip(slip.pk, by=house.keyring("Ines"))


def test_nothing_readable_is_at_rest_before_nor_after(house: House) -> None:
    sender, token = platform(house)
    slip = drop(
        sender, replay=Replay(senders.replay_of(token, "k"), senders.digest_of(token, b"x"))
    )
    words = [b"enhaddou", b"ENHADDOU", b"Idriss", b"99 00 47", b"work_stop", token.encode()]

    def stored() -> bytes:
        raw = b"".join(bytes(r.blob) for r in Record.objects.filter(container_id=slip.pk))
        row = Slip.objects.values().get(pk=slip.pk)
        sent = Sender.objects.values().get(pk=sender.pk)
        cells = [*row.values(), *sent.values()]
        return raw + b"|".join(
            bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for c in cells
        )

    for state in (stored, lambda: (read(house) and stored()) or b""):
        found = state()
        assert found
        assert not [word for word in words if word in found]


def test_only_members_of_the_letter_box_take_letters_in(house: House) -> None:
    sender, _ = platform(house)
    drop(sender)
    for name in ("Ines", "Lou", "Camille"):
        taking_in.take_in([house.circonscription], by=house.keyring(name))
        assert Slip.objects.get().letter is not None, name
    with pytest.raises(VaultClosed):
        taking_in.take_in([house.circonscription], by=house.closed("Rachel"))


@pytest.mark.parametrize("part", ["letter", "signature", "circonscription", "slot", "sender"])
def test_a_letter_changed_or_moved_in_the_database_does_not_open(house: House, part: str) -> None:
    sender, _ = platform(house)
    slip = drop(sender, slot=slot(house).pk)
    other = Circonscription.objects.create(organisation=house.organisation, name="Ailleurs")
    match part:
        case "letter" | "signature":
            raw = bytearray(getattr(slip, part))
            raw[-1] ^= 1
            setattr(slip, part, bytes(raw))
        case "circonscription":
            slip.circonscription = other
        case "slot":
            slip.slot = slot(house, hours=48)
        case _:
            ada = house.agents["Ada"].pk
            slip.sender, _ = senders.make(house.organisation, name="X", hourly_limit=1, by=ada)
    slip.save()
    places = [house.circonscription, other]
    assert taking_in.take_in(places, by=house.keyring("Rachel")) == [slip]
    assert not Container.objects.filter(pk=slip.pk).exists()


def test_a_drop_does_the_same_work_for_whoever_is_known_or_not(house: House) -> None:
    """No oracle: same queries, same tables, none of a directory or a dossier."""
    sender, _ = platform(house)
    drop(sender)  # what is read once per process is read
    unknown = replace(IDRISS, family_name="Personne", given_name="Nulle")
    with CaptureQueriesContext(connection) as first:
        drop(sender, unknown)
    dossier = open_samia(house)
    assert Dossier.objects.filter(pk=dossier.pk).exists()
    samia = replace(IDRISS, family_name="Amrani", given_name="Samia")
    with CaptureQueriesContext(connection) as second:
        drop(sender, samia)
    shapes = [
        [
            q["sql"].split("WHERE")[0].split(" SET ")[0][:60]
            for q in each
            if "SAVEPOINT" not in q["sql"]
        ]
        for each in (first, second)
    ]
    assert shapes[0] == shapes[1]
    told = " ".join(q["sql"] for q in second)
    assert "dossiers_" not in told
    assert "reception_" not in told


def test_a_slot_promises_what_it_has_and_nothing_after(house: House) -> None:
    sender, _ = platform(house)
    made = slot(house, capacity=2)
    drop(sender, slot=made.pk)
    drop(sender, slot=made.pk)
    with pytest.raises(SlotGone):
        drop(sender, slot=made.pk)
    past, closed = slot(house, hours=-2), slot(house, hours=30)
    closed.closed_at = timezone.now()
    closed.save()
    elsewhere = slot(house, hours=31)
    elsewhere.circonscription = Circonscription.objects.create(
        organisation=house.organisation, name="Ailleurs"
    )
    elsewhere.save()
    for gone in (past, closed, elsewhere):
        with pytest.raises(SlotGone):
            drop(sender, slot=gone.pk)
    assert Slip.objects.count() == 2


def test_the_same_drop_twice_is_one_slip_and_one_promise(house: House) -> None:
    sender, token = platform(house)
    made = slot(house)
    key = senders.replay_of(token, "appel-1")
    replay = Replay(key, senders.digest_of(token, b"{}"))
    first = drop(sender, slot=made.pk, replay=replay)
    again = drop(sender, slot=made.pk, replay=replay)
    assert first.receipt == again.receipt
    assert Slip.objects.count() == 1
    with pytest.raises(OtherBody):
        drop(sender, replay=Replay(key, senders.digest_of(token, b"{other}")))


def test_an_address_of_elsewhere_gives_its_service_and_an_unclear_one_asks(house: House) -> None:
    sender, _ = platform(house)
    Commune.objects.create(insee="23079", name="Felletin", key="felletin")
    NeighbourService.objects.create(
        organisation=house.organisation, name="MDS de Felletin (fictif)", department="23"
    )
    with pytest.raises(NotHere) as refused:
        drop(sender, replace(IDRISS, commune="Felletin"))
    assert [s.name for s in refused.value.elsewhere.services] == ["MDS de Felletin (fictif)"]
    other = Circonscription.objects.create(organisation=house.organisation, name="Ailleurs")
    theirs = Secteur.objects.create(circonscription=other, name="Secteur 21")
    StreetRange.objects.create(secteur=theirs, commune="Saint-Orme", street="rue Haute")
    with pytest.raises(AddressNeeded):
        drop(sender, replace(IDRISS, street=""))
    with pytest.raises(NothingToSealTo):
        drop(sender, replace(IDRISS, street="3 rue Haute"))
    assert not Slip.objects.exists()


def test_a_flood_is_stopped_and_the_next_hour_is_free(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender, _ = platform(house, limit=2)
    senders.count(sender)
    senders.count(sender)
    with pytest.raises(TooMany) as refused:
        senders.count(sender)
    assert 0 < refused.value.seconds <= 3600
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    senders.count(sender)


def test_a_token_opens_until_it_is_taken_back_and_after_the_same_work(house: House) -> None:
    sender, token = platform(house)
    assert senders.of_token(token) == sender

    def queries_of(ask: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert ask() is None
        return len(asked)

    wrong = queries_of(lambda: senders.of_token(token[:-1] + "_"))
    senders.revoke(sender, by=house.agents["Ada"].pk)
    assert queries_of(lambda: senders.of_token(token)) == wrong
    assert queries_of(lambda: senders.of_token("x" * 10_000)) == wrong
    assert Entry.objects.filter(act=Act.SLIP_SENDER_CHANGED).count() == 2


def test_a_call_back_is_noted_once_and_counted_as_absorbed(house: House) -> None:
    sender, _ = platform(house)
    slip = drop(sender, slot=slot(house).pk)
    by = house.keyring("Rachel")
    taking_in.take_in([house.circonscription], by=by)
    facts = Fact.objects.count()
    row = calling.note_call(slip.pk, Outcome.NO_ANSWER, by=by, tries=0)
    assert (row.status, row.tries) == (Slip.Status.WAITING, 1)
    calling.note_call(slip.pk, Outcome.NO_ANSWER, by=by, tries=0)
    row = calling.note_call(slip.pk, Outcome.REACHED, by=by, minutes=9, tries=1)
    assert row.status == Slip.Status.SETTLED
    calling.note_call(slip.pk, Outcome.REACHED, by=by, minutes=9, tries=1)
    with pytest.raises(AlreadySettled):
        calling.note_call(slip.pk, Outcome.DECLINED, by=by, tries=1)
    assert Fact.objects.count() == facts + 2
    assert Entry.objects.filter(act=Act.SLIP_CALLED, container=slip.pk).count() == 2
    with pytest.raises(KeyNotHeld):
        calling.note_call(slip.pk, Outcome.REACHED, by=house.keyring("Ines"), tries=2)


def test_the_list_costs_the_same_for_more_slips_and_marks_a_number_given_twice(
    house: House,
) -> None:
    sender, _ = platform(house)
    for _ in range(2):
        drop(sender)
    rows = read(house)
    assert [row.again for row in rows] == [True, True]
    with CaptureQueriesContext(connection) as few:
        read(house)
    for n in range(4):
        drop(sender, replace(IDRISS, number=f"+32 2 555 01 0{n}"))
    assert len(read(house)) == 6
    with CaptureQueriesContext(connection) as many:
        assert sum(row.again for row in read(house)) == 2
    assert len(many) <= len(few) + 2


def test_the_queue_of_the_desk_shows_whom_a_call_was_promised(house: House) -> None:
    sender, _ = platform(house)
    made = slot(house)
    slip = drop(sender, slot=made.pk)
    places = [house.circonscription]
    (line,) = [e for e in entries.waiting(places, by=house.keyring("Rachel")) if e.about == slip.pk]
    assert (line.kind, line.name, line.promised_at) == (
        entries.EntryKind.PLATFORM,
        "Idriss BENHADDOU-ROCHE",
        made.ends_at,
    )
    assert "Plateforme 3646 a promis un appel" in line.detail
    assert slip.pk not in {e.about for e in entries.waiting(places, by=house.keyring("Ines"))}


def test_a_settled_slip_is_forgotten_after_thirty_days_and_a_waiting_one_is_not(
    house: House,
) -> None:
    sender, _ = platform(house)
    done, waits = drop(sender), drop(sender)
    by = house.keyring("Rachel")
    taking_in.take_in([house.circonscription], by=by)
    calling.note_call(done.pk, Outcome.REACHED, by=by, tries=0)
    assert forgetting.forget(house.organisation.pk) == 0
    long_ago = timezone.now() - timedelta(days=31)
    Slip.objects.update(settled_at=long_ago, received_at=long_ago)
    assert forgetting.forget(house.organisation.pk) == 1
    assert forgetting.forget(house.organisation.pk) == 0
    assert not Record.objects.filter(container_id=done.pk).exists()
    with pytest.raises(KeyNotHeld):
        queries.open_slip(done.pk, by=by)
    assert queries.open_slip(waits.pk, by=by).content == IDRISS
    assert Entry.objects.filter(act=Act.SLIP_FORGOTTEN, container=done.pk).count() == 1


def test_receipts_are_drawn_anew_and_tell_nothing(house: House) -> None:
    sender, _ = platform(house)
    receipts = {drop(sender).receipt for _ in range(5)}
    assert len(receipts) == 5
    assert all(len(each) == 9 for each in receipts)
    assert dropping.slots_of(dropping.House(house.circonscription)) == []
