from dataclasses import replace
from itertools import permutations
from uuid import uuid4

import pytest

from entrenous.vault.containers import (
    Compartment,
    ContainerKey,
    EpochStatement,
    Place,
    id_in_vector,
    key_vector,
    open_previous,
    seal_previous,
)
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened, enc, verify

PLACE = Place(uuid4(), uuid4(), 1)
ELSEWHERE = [
    replace(PLACE, organisation=uuid4()),
    replace(PLACE, container=uuid4()),
    PLACE.at(2),
]
WHOLE = ContainerKey.generate()
PARTS = [c for c in Compartment if c != Compartment.WHOLE]


def test_the_numbers_of_compartments_are_frozen() -> None:
    assert {c.name.lower(): int(c) for c in Compartment} == {
        "whole": 0, "identity": 1, "reception": 2, "plan": 3, "notes": 4, "documents": 5,
        "requests": 6, "person": 7, "means": 8, "administrative_card": 9,
    }  # fmt: skip


def test_the_whole_key_gives_every_compartment_a_key_of_its_own() -> None:
    assert len({WHOLE.narrowed(c).secret for c in Compartment}) == len(Compartment)
    assert WHOLE.narrowed(Compartment.WHOLE) is WHOLE


@pytest.mark.parametrize(("held", "wanted"), list(permutations(PARTS, 2)))
def test_no_key_is_derived_sideways(held: Compartment, wanted: Compartment) -> None:
    key = WHOLE.narrowed(held)
    assert not key.covers(wanted)
    with pytest.raises(NotOpened):
        key.narrowed(wanted)


@pytest.mark.parametrize("held", PARTS)
def test_no_key_is_derived_upward(held: Compartment) -> None:
    key = WHOLE.narrowed(held)
    assert key.covers(held)
    assert key.narrowed(held) is key
    with pytest.raises(NotOpened):
        key.narrowed(Compartment.WHOLE)


@pytest.mark.parametrize("held", PARTS)
def test_a_compartments_key_passed_off_as_whole_opens_nothing_else(held: Compartment) -> None:
    """By arithmetic, not by a refusal: what it derives is no true key."""
    disguised = ContainerKey(WHOLE.narrowed(held).secret)
    true = {WHOLE.narrowed(c).secret for c in Compartment if c != held}
    assert not true & {disguised.narrowed(c).secret for c in Compartment}


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_has_32_bytes(size: int) -> None:
    with pytest.raises(NotOpened):
        ContainerKey(bytes(size))


def test_a_vector_names_every_key_in_its_place() -> None:
    vector = key_vector(WHOLE)
    assert len(vector) == 320
    for c in Compartment:
        assert id_in_vector(vector, c) == WHOLE.narrowed(c).key_id


def test_a_statement_is_checked_by_maker_and_journal(keys: SecretKeys) -> None:
    journal, stranger = SecretKeys.generate(), SecretKeys.generate().public
    made = EpochStatement.make(PLACE, WHOLE, maker=uuid4(), by=keys, journal=journal)
    made.check(maker_keys=keys.public, journal=journal.public)
    with pytest.raises(NotOpened):
        made.check(maker_keys=stranger, journal=journal.public)
    with pytest.raises(NotOpened):
        made.check(maker_keys=keys.public, journal=stranger)


def test_a_statement_altered_in_any_field_is_refused(keys: SecretKeys) -> None:
    journal = SecretKeys.generate()
    made = EpochStatement.make(PLACE, WHOLE, maker=uuid4(), by=keys, journal=journal)
    other = EpochStatement.make(PLACE.at(2), WHOLE, maker=uuid4(), by=keys, journal=journal)
    altered = [replace(made, place=place) for place in ELSEWHERE] + [
        replace(made, vector=key_vector(ContainerKey.generate())),
        replace(made, maker=uuid4()),
        replace(made, signature=other.signature),
        replace(made, countersignature=other.countersignature),
    ]
    for statement in altered:
        with pytest.raises(NotOpened):
            statement.check(maker_keys=keys.public, journal=journal.public)


def test_a_countersignature_covers_the_statement_not_only_its_signature(keys: SecretKeys) -> None:
    """So that no second statement can share one signature and its countersignature."""
    journal = SecretKeys.generate()
    made = EpochStatement.make(PLACE, WHOLE, maker=uuid4(), by=keys, journal=journal)
    said = made._said(PLACE, made.vector, made.maker)
    covered = enc("EN1cosign", said, made.signature)
    verify(journal.public.sign, covered, made.countersignature)


def test_a_statement_recognises_its_keys(keys: SecretKeys) -> None:
    made = EpochStatement.make(PLACE, WHOLE, maker=uuid4(), by=keys, journal=keys)
    for c in Compartment:
        made.check_key(WHOLE.narrowed(c))
    for stranger in (
        ContainerKey.generate(),
        ContainerKey(WHOLE.narrowed(Compartment.PLAN).secret),
    ):
        with pytest.raises(NotOpened):
            made.check_key(stranger)


def test_the_former_key_is_found_under_the_new_one_in_its_place() -> None:
    new = ContainerKey.generate()
    blob = seal_previous(new, WHOLE, place=PLACE)
    assert open_previous(blob, new=new, place=PLACE) == WHOLE
    for key, place in [(WHOLE, PLACE), *((new, place) for place in ELSEWHERE)]:
        with pytest.raises(NotOpened):
            open_previous(blob, new=key, place=place)
