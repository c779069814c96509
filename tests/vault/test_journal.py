import hashlib
import json
from dataclasses import replace

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from entrenous.vault.journal import (
    START,
    Checkpoint,
    NotFaithful,
    canonical,
    link,
    merkle_root,
    replay,
)
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened

JOURNAL = SecretKeys.generate()
ENTRIES = [canonical({"seq": n, "act": "read", "actor": None}) for n in range(1, 13)]
VALUES = st.none() | st.text(max_size=8) | st.integers(-(2**53) + 1, 2**53 - 1)


def chained(entries: list[bytes]) -> bytes:
    chain = START
    for entry in entries:
        chain = link(chain, entry)
    return chain


def checkpoint(entries: list[bytes]) -> Checkpoint:
    return Checkpoint("service/journal", len(entries), merkle_root(entries), chained(entries))


@given(st.dictionaries(st.text(max_size=5), VALUES), st.randoms())
def test_an_entry_has_one_writing(entry: dict[str, str | int | None], random: object) -> None:
    mixed = list(entry.items())
    random.shuffle(mixed)
    assert canonical(dict(mixed)) == canonical(entry)
    assert canonical(json.loads(canonical(entry))) == canonical(entry)


@pytest.mark.parametrize("value", [2**53, "\ud800"])
def test_what_has_no_single_writing_is_refused(value: str | int) -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical({"a": value})


def test_the_border_between_two_entries_is_in_the_chain() -> None:
    assert chained([b"ab", b"c"]) != chained([b"a", b"bc"])


def two_branches(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1 as it is defined: split at the largest power of two, and again."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    left, right = two_branches(leaves[:split]), two_branches(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@given(st.lists(st.binary(max_size=3), min_size=1, max_size=70))
def test_a_growing_tree_has_the_root_of_the_definition(leaves: list[bytes]) -> None:
    assert merkle_root(leaves) == two_branches(leaves)


def test_a_note_is_text_blank_line_and_signature() -> None:
    note = checkpoint(ENTRIES).note(JOURNAL)
    lines = note.split("\n")
    assert lines[:2] == ["service/journal", "12"]
    assert lines[4] == ""
    assert lines[5].startswith("— service/journal ")
    assert lines[6:] == [""]
    assert Checkpoint.read(note, journal=JOURNAL.public) == checkpoint(ENTRIES)


def test_a_witness_may_sign_below() -> None:
    note = checkpoint(ENTRIES).note(JOURNAL)
    witness = checkpoint(ENTRIES).note(SecretKeys.generate()).rpartition("\n\n")[2]
    foreign = "— temoin.exemple " + witness.split(" ")[2]
    for more in (witness, foreign):
        assert Checkpoint.read(note + more, journal=JOURNAL.public) == checkpoint(ENTRIES)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12", "11"), ("12", "012"), ("12", "+12"), ("12", "-12"), ("12", "x"),
        ("service/journal\n", "autre/journal\n"), ("— service", "- service"),
        ("— service/journal", "— autre/journal"), ("\n\n", "\n"), ("\n\n", "\nplus\n\n"),
        ("— service/journal ", "— service/journal !"),
    ],
)  # fmt: skip
def test_a_note_altered_anywhere_is_refused(old: str, new: str) -> None:
    note = checkpoint(ENTRIES).note(JOURNAL)
    assert old in note
    with pytest.raises(NotOpened):
        Checkpoint.read(note.replace(old, new, 1), journal=JOURNAL.public)


def test_a_note_with_another_hash_key_or_twice_signed_is_refused() -> None:
    made = checkpoint(ENTRIES)
    note = made.note(JOURNAL)
    forged = replace(made, root=bytes(32)).text + "\n" + note.rpartition("\n\n")[2]
    doubled = note + note.rpartition("\n\n")[2]
    for attempt, keys in (
        (note, SecretKeys.generate()),
        (forged, JOURNAL),
        (doubled, JOURNAL),
        (note.rpartition("\n\n")[0], JOURNAL),
        ("", JOURNAL),
    ):
        with pytest.raises(NotOpened):
            Checkpoint.read(attempt, journal=keys.public)


@pytest.mark.parametrize("origin", ["", "deux mots", "a+b", "a\nb", " a"])
def test_an_origin_that_a_note_cannot_carry_is_refused(origin: str) -> None:
    with pytest.raises(ValueError, match="one word"):
        Checkpoint(origin, 0, bytes(32), bytes(32))


@pytest.mark.parametrize(
    "parts", [(-1, bytes(32), bytes(32)), (0, bytes(31), bytes(32)), (0, bytes(32), b"")]
)
def test_a_checkpoint_has_a_size_and_two_hashes(parts: tuple[int, bytes, bytes]) -> None:
    with pytest.raises(ValueError, match="two hashes"):
        Checkpoint("a", *parts)


def test_a_faithful_journal_replays_to_its_chain() -> None:
    points = [checkpoint(ENTRIES[:n]) for n in (0, 5, 5, 12)]
    assert replay(ENTRIES, points) == chained(ENTRIES)
    assert replay([], []) == START


@given(st.data())
def test_every_alteration_up_to_the_last_checkpoint_is_noticed(data: st.DataObject) -> None:
    i = data.draw(st.integers(0, len(ENTRIES) - 1))
    altered = data.draw(
        st.sampled_from(
            [
                ENTRIES[:i] + ENTRIES[i + 1 :],
                [*ENTRIES[:i], ENTRIES[i] + b" ", *ENTRIES[i + 1 :]],
                [*ENTRIES[:i], b"", *ENTRIES[i:]],
                ENTRIES[:i],
                [*ENTRIES[:i], *reversed(ENTRIES[i:])] if i < 11 else [],
            ]
        )
    )
    held, broken = (i // 4) * 4, (i // 4) * 4 + 4
    points = [checkpoint(ENTRIES[:n]) for n in (4, 8, 12)]
    with pytest.raises(NotFaithful) as told:
        replay(altered, points)
    assert (told.value.held_until, told.value.broken_at) in {(held, broken), (0, 4)}
    assert told.value.broken_at <= broken


def test_a_journal_chained_again_does_not_pass_an_older_checkpoint() -> None:
    """The forger has the journal's key: what was sent away is what stops him."""
    shorter = ENTRIES[:3] + ENTRIES[4:]
    anew = checkpoint(shorter)
    assert replay(shorter, [anew]) == chained(shorter)
    with pytest.raises(NotFaithful):
        replay(shorter, [anew, checkpoint(ENTRIES[:6])])


def test_a_longer_journal_still_fits_older_checkpoints() -> None:
    assert replay(ENTRIES, [checkpoint(ENTRIES[:5])]) == chained(ENTRIES)


@pytest.mark.parametrize("order", [1, -1])
def test_two_checkpoints_of_one_size_must_agree(order: int) -> None:
    other = [*ENTRIES[:-1], b"{}"]
    with pytest.raises(NotFaithful):
        replay(other, [checkpoint(ENTRIES), checkpoint(other)][::order])


@pytest.mark.parametrize("part", ["root", "chain"])
def test_root_and_chain_are_both_held(part: str) -> None:
    with pytest.raises(NotFaithful):
        replay(ENTRIES, [replace(checkpoint(ENTRIES), **{part: bytes(32)})])
