from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.vault import sealing
from entrenous.vault.containers import Compartment, ContainerKey, Place
from entrenous.vault.primitives import NotOpened
from entrenous.vault.sealing import Head, RecordOpener, RecordPlace, Row, open_record, seal_record

KEY = ContainerKey.generate()
PLACE = Place(uuid4(), uuid4(), 1)
AT = RecordPlace(PLACE, Compartment.NOTES, 3, uuid4(), 1)
MOVES: dict[str, Callable[[RecordPlace], RecordPlace]] = {
    "organisation": lambda at: replace(at, place=replace(at.place, organisation=uuid4())),
    "container": lambda at: replace(at, place=replace(at.place, container=uuid4())),
    "epoch": lambda at: replace(at, place=at.place.at(2)),
    "compartment": lambda at: replace(at, compartment=Compartment.PLAN),
    "kind": lambda at: replace(at, kind=4),
    "record": lambda at: replace(at, record=uuid4()),
    "version": lambda at: replace(at, version=2),
}


@given(st.binary(max_size=5_000))
def test_a_record_opens_in_its_place(clear: bytes) -> None:
    blob = seal_record(clear, key=KEY, at=AT)
    assert open_record(blob, key=KEY, at=AT) == clear
    assert open_record(blob, key=KEY.narrowed(Compartment.NOTES), at=AT) == clear


@given(st.integers(0, 255), st.integers(0, 255))
def test_two_records_of_one_bucket_have_one_size(one: int, two: int) -> None:
    sealed = [seal_record(bytes(n), key=KEY, at=AT) for n in (one, two)]
    assert len(sealed[0]) == len(sealed[1])


@pytest.mark.parametrize("part", MOVES)
def test_a_record_moved_elsewhere_does_not_open(part: str) -> None:
    blob = seal_record(b"note", key=KEY, at=AT)
    with pytest.raises(NotOpened):
        open_record(blob, key=KEY, at=MOVES[part](AT))


@pytest.mark.parametrize("part", MOVES)
def test_each_part_of_the_place_is_authenticated_by_itself(part: str) -> None:
    """Also the compartment, whose key differs anyway."""
    assert bytes(MOVES[part](AT)) != bytes(AT)


@given(st.binary(max_size=300), st.integers(0, 2**32), st.integers(1, 2**40), st.uuids())
def test_an_opener_opens_what_was_sealed_one_by_one(
    clear: bytes, kind: int, version: int, record: UUID
) -> None:
    at = RecordPlace(PLACE, Compartment.NOTES, kind, record, version)
    opener = RecordOpener(KEY, PLACE, Compartment.NOTES)
    blob = seal_record(clear, key=KEY, at=at)
    assert opener.open(blob, kind=kind, record=record, version=version) == clear


@pytest.mark.parametrize("part", MOVES)
def test_an_opener_opens_nothing_moved_elsewhere(part: str) -> None:
    blob, to = seal_record(b"note", key=KEY, at=AT), MOVES[part](AT)
    opener = RecordOpener(KEY, to.place, to.compartment)
    with pytest.raises(NotOpened):
        opener.open(blob, kind=to.kind, record=to.record, version=to.version)


def test_an_opener_needs_a_key_that_covers_its_compartment() -> None:
    with pytest.raises(NotOpened):
        RecordOpener(KEY.narrowed(Compartment.RECEPTION), PLACE, Compartment.NOTES)


def test_a_record_needs_a_key_that_covers_it() -> None:
    reception = KEY.narrowed(Compartment.RECEPTION)
    blob = seal_record(b"note", key=KEY, at=AT)
    for wrong in (reception, ContainerKey.generate()):
        with pytest.raises(NotOpened):
            open_record(blob, key=wrong, at=AT)
    with pytest.raises(NotOpened):
        seal_record(b"note", key=reception, at=AT)


def test_a_record_is_not_sealed_beyond_its_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MAX_RECORD_BYTES", 10)
    assert seal_record(bytes(10), key=KEY, at=AT)
    with pytest.raises(ValueError, match="4 MiB"):
        seal_record(bytes(11), key=KEY, at=AT)


ROWS = st.lists(
    st.builds(Row.of, st.uuids(), st.integers(1, 9), st.binary(max_size=8)), min_size=1, max_size=6
)


@given(ROWS, st.randoms())
def test_a_head_does_not_depend_on_the_order_of_rows(rows: list[Row], random: object) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    assert Head.over(1, rows).matches(mixed)


@given(ROWS, st.data())
def test_a_head_notices_a_row_removed_added_doubled_or_changed(
    rows: list[Row], data: st.DataObject
) -> None:
    head, i = Head.over(1, rows), data.draw(st.integers(0, len(rows) - 1))
    row = rows[i]
    others = [
        [*rows[:i], *rows[i + 1 :]],
        [*rows, Row.of(UUID(int=0), 1, b"")],
        [*rows, row],
        [*rows[:i], replace(row, version=row.version + 1), *rows[i + 1 :]],
        [*rows[:i], replace(row, record=UUID(int=row.record.int ^ 1)), *rows[i + 1 :]],
        [*rows[:i], replace(row, blob_hash=bytes(32)), *rows[i + 1 :]],
    ]
    assert not any(head.matches(changed) for changed in others)


def test_a_head_of_another_count_is_another_head() -> None:
    assert Head.over(1, []) != Head.over(2, [])


def test_a_head_opens_in_its_place_and_count() -> None:
    row, notes = Row.of(uuid4(), 1, b"blob"), Compartment.NOTES
    head = Head.over(7, [row])
    blob = head.seal(key=KEY, place=PLACE, compartment=notes)
    opened = Head.open(blob, key=KEY, place=PLACE, compartment=notes, counter=7)
    assert opened == head
    for place, compartment, counter in (
        (PLACE.at(2), notes, 7),
        (replace(PLACE, container=uuid4()), notes, 7),
        (replace(PLACE, organisation=uuid4()), notes, 7),
        (PLACE, Compartment.PLAN, 7),
        (PLACE, notes, 6),
    ):
        with pytest.raises(NotOpened):
            Head.open(blob, key=KEY, place=place, compartment=compartment, counter=counter)


def test_a_head_is_not_a_record_nor_a_record_a_head() -> None:
    with pytest.raises(NotOpened):
        open_record(
            Head.over(1, []).seal(key=KEY, place=PLACE, compartment=AT.compartment), key=KEY, at=AT
        )
    blob = seal_record(b"", key=KEY, at=AT)
    with pytest.raises(NotOpened):
        Head.open(blob, key=KEY, place=PLACE, compartment=AT.compartment, counter=1)
