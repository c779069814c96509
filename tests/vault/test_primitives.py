from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.vault import primitives
from entrenous.vault.primitives import (
    NotOpened,
    as_sealed,
    dec,
    digest,
    enc,
    kdf,
    open_box,
    open_sealed,
    pad,
    seal,
    seal_to,
    unpad,
    verify,
)

KEY, OTHER = bytes(range(32)), bytes(32)
PARTS = st.lists(st.binary(max_size=12), max_size=5)


@given(PARTS, PARTS)
def test_two_different_lists_never_join_to_the_same_bytes(
    one: list[bytes], two: list[bytes]
) -> None:
    assert (enc(*one) == enc(*two)) == (one == two)


def test_moving_the_border_between_two_parts_changes_the_bytes() -> None:
    assert enc("note", "r1") != enc("noter", "1")


@given(PARTS)
def test_what_was_joined_splits_back(parts: list[bytes]) -> None:
    assert dec(enc(*parts), len(parts)) == parts


@given(st.binary(max_size=40), st.integers(0, 5))
def test_bytes_that_split_are_those_that_join_would_make(raw: bytes, count: int) -> None:
    try:
        parts = dec(raw, count)
    except NotOpened:
        return
    assert enc(*parts) == raw


@pytest.mark.parametrize("joined", [b"\0", b"\0\0\0\2a", enc("a", "b")])
def test_a_cut_or_lengthened_list_does_not_split(joined: bytes) -> None:
    with pytest.raises(NotOpened):
        dec(joined, 1)


def test_numbers_and_identifiers_have_one_width() -> None:
    assert len(enc(0)) == len(enc(2**64 - 1)) == 12
    assert len(enc(UUID(int=5))) == 20


@pytest.mark.parametrize("number", [-1, 2**64])
def test_a_number_that_does_not_fit_is_not_cut(number: int) -> None:
    with pytest.raises(OverflowError):
        enc(number)


@given(st.binary(max_size=9_000))
def test_what_was_padded_comes_back(clear: bytes) -> None:
    assert unpad(pad(clear)) == clear


@given(st.integers(0, 20_000))
def test_padding_only_tells_the_bucket(size: int) -> None:
    bucket = next((b for b in (256, 1_024) if size < b), (size // 4_096 + 1) * 4_096)
    assert len(pad(bytes(size))) == bucket


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        bytes(256),
        b"a" * 256,
        b"\x80" + bytes(254),
        b"\x80" + bytes(1_023),
        b"\x80" + bytes(4_095),
        b"a" * 904 + b"\x80" + bytes(4_095),
    ],
    ids=["empty", "zeros", "no mark", "short", "too large", "far too large", "between buckets"],
)
def test_padding_that_pad_does_not_make_is_refused(padded: bytes) -> None:
    with pytest.raises(NotOpened):
        unpad(padded)


@given(st.binary(max_size=300), st.binary(max_size=40))
def test_what_was_sealed_opens_in_its_place(clear: bytes, ad: bytes) -> None:
    blob = seal(clear, key=KEY, ad=ad)
    assert as_sealed(blob) == blob
    assert open_sealed(blob, key=KEY, ad=ad) == clear


@given(st.data())
def test_a_seal_with_any_bit_flipped_does_not_open(data: st.DataObject) -> None:
    blob = seal(data.draw(st.binary(max_size=60)), key=KEY, ad=b"lieu")
    bit = data.draw(st.integers(0, len(blob) * 8 - 1))
    flipped = bytearray(blob)
    flipped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NotOpened):
        open_sealed(bytes(flipped), key=KEY, ad=b"lieu")


@given(st.integers(0, 50))
def test_a_cut_seal_does_not_open(kept: int) -> None:
    blob = seal(b"dix lettres", key=KEY, ad=b"")
    with pytest.raises(NotOpened):
        open_sealed(blob[: min(kept, len(blob) - 1)], key=KEY, ad=b"")


@pytest.mark.parametrize(
    ("key", "ad"), [(OTHER, b"lieu"), (KEY, b"autre"), (KEY, b""), (b"", b"lieu")]
)
def test_a_seal_opens_with_its_key_and_in_its_place_only(key: bytes, ad: bytes) -> None:
    blob = seal(b"clair", key=KEY, ad=b"lieu")
    with pytest.raises(NotOpened):
        open_sealed(blob, key=key, ad=ad)


def test_two_seals_of_the_same_bytes_differ() -> None:
    assert len({seal(b"clair", key=KEY, ad=b"") for _ in range(200)}) == 200


@pytest.mark.parametrize("blob", [b"", b"\x02" + bytes(60), b"\x01" + bytes(39)])
def test_bytes_without_the_shape_of_a_seal_are_refused_at_the_column(blob: bytes) -> None:
    with pytest.raises(ValueError, match="not sealed"):
        as_sealed(blob)


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33), bytes(65)])
def test_a_key_of_the_wrong_length_derives_nothing(key: bytes) -> None:
    with pytest.raises(NotOpened):
        kdf(key, "EN1 test")


def test_contexts_separate_and_are_never_cut() -> None:
    assert kdf(KEY, "EN1 a") != kdf(KEY, "EN1 b")
    assert digest("EN1 a", b"x") != digest("EN1 b", b"x")
    with pytest.raises(ValueError, match="16 bytes"):
        kdf(KEY, "a context too long")


@given(st.data())
def test_a_sealed_box_with_any_bit_flipped_does_not_open(data: st.DataObject) -> None:
    public, secret = primitives.box_keypair(KEY)
    blob = bytearray(seal_to(public, b"clair"))
    bit = data.draw(st.integers(0, len(blob) * 8 - 1))
    blob[bit // 8] ^= 1 << bit % 8
    try:
        opened = open_box(bytes(blob), public=public, secret=secret)
    except NotOpened:
        return
    # X25519 ignores the top bit of a public key, but the nonce hashes it: nothing may open.
    pytest.fail(f"opened {opened!r}")


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(32)])
def test_nothing_is_sealed_to_what_is_no_public_key(public: bytes) -> None:
    with pytest.raises(NotOpened):
        seal_to(public, b"clair")


@given(st.data())
def test_a_signature_with_any_bit_flipped_is_refused(data: st.DataObject) -> None:
    public, secret = primitives.sign_keypair(KEY)
    signature = bytearray(primitives.sign(secret, b"message"))
    bit = data.draw(st.integers(0, 511))
    signature[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NotOpened):
        verify(public, b"message", bytes(signature))


@pytest.mark.parametrize("cut", [0, 63, 65])
def test_a_signature_of_another_length_is_refused(cut: int) -> None:
    """A longer one would push its first bytes into the message."""
    public, secret = primitives.sign_keypair(KEY)
    signature = primitives.sign(secret, b"xmessage") + b"x"
    with pytest.raises(NotOpened):
        verify(public, b"message", signature[:cut])


@pytest.mark.parametrize("public", [b"", bytes(32), bytes(31)])
def test_a_signature_under_no_true_key_is_refused(public: bytes) -> None:
    with pytest.raises(NotOpened):
        verify(public, b"", bytes(64))
