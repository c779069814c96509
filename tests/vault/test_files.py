"""Sealed files: whole or nothing, in their place, and each attack that a check alone stops.

An attack takes a sealed file and returns what the server would then find on its disk. `MUTANTS`
removes one check of `files.py`: the attack that it stops succeeds, so that these tests can fail.
"""

import hashlib
import io
import types
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl import bindings

from entrenous.vault import files
from entrenous.vault.files import (
    CHUNK_BYTES,
    FRAME_BYTES,
    PREFIX_BYTES,
    FilePlace,
    FileSealer,
    Measured,
    frames_of,
    sealed_size,
    verify,
)
from entrenous.vault.primitives import NotOpened, OpeningStream, SealingStream, fresh_key

KEY, AT = bytes(range(32)), FilePlace(uuid4(), uuid4())
SIZES = [0, 1, 1_000, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 5]
BODY = bytes(range(256)) * 1_024  # four whole frames, then the end


def sealed(clear: bytes, at: FilePlace = AT, key: bytes = KEY, step: int = 50_000) -> bytes:
    sealer = FileSealer(at, key=key)
    parts = [sealer.prefix]
    parts += [sealer.push(clear[i : i + step]) for i in range(0, len(clear), step)]
    return b"".join([*parts, sealer.finish()])


def opened(raw: bytes, at: FilePlace = AT, key: bytes = KEY, module: object = files) -> bytes:
    read: Callable[..., Iterator[bytes]] = module.open_chunks  # type: ignore[attr-defined]
    return b"".join(read(io.BytesIO(raw), at, key=key))


def cut_up(raw: bytes) -> tuple[bytes, list[bytes]]:
    """The prefix and the frames."""
    rest = raw[PREFIX_BYTES:]
    return raw[:PREFIX_BYTES], [rest[i : i + FRAME_BYTES] for i in range(0, len(rest), FRAME_BYTES)]


# --- what is sealed opens ----------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_a_file_opens_as_it_was_whatever_its_size(size: int) -> None:
    clear = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    raw = sealed(clear)
    assert opened(raw) == clear
    assert len(raw) == sealed_size(size)
    measured = Measured(size, hashlib.sha256(clear).digest())
    assert verify(io.BytesIO(raw), AT, key=KEY) == measured


@settings(max_examples=25)
@given(st.binary(max_size=2_000), st.integers(1, 3), st.integers(1, 90_000))
def test_the_size_of_the_pieces_that_arrive_changes_nothing(
    seed: bytes, times: int, step: int
) -> None:
    clear = (seed + b"x") * times * 70
    sealer = FileSealer(AT, key=KEY)
    raw = sealer.prefix + b"".join(
        sealer.push(clear[i : i + step]) for i in range(0, len(clear), step)
    )
    raw += sealer.finish()
    assert opened(raw) == clear
    assert sealer.measured == Measured(len(clear), hashlib.sha256(clear).digest())


@given(st.integers(0, CHUNK_BYTES - 1), st.integers(0, CHUNK_BYTES - 1))
@settings(max_examples=20)
def test_two_files_of_less_than_one_frame_have_one_size(one: int, two: int) -> None:
    assert len(sealed(bytes(one))) == len(sealed(bytes(two)))


@pytest.mark.parametrize("end", [b"\x80", b"\0", b"\x80\0\0", b"\0\x80", b""])
def test_an_end_that_looks_like_padding_is_kept(end: bytes) -> None:
    assert opened(sealed(b"abc" + end)) == b"abc" + end


def test_the_same_file_sealed_twice_looks_different() -> None:
    one, two = sealed(BODY), sealed(BODY)
    assert cut_up(one)[0] != cut_up(two)[0]
    assert not set(cut_up(one)[1]) & set(cut_up(two)[1])


def test_nothing_of_the_file_is_in_what_is_stored() -> None:
    clear = b"Attestation de Samia Amrani, 4 rue des Tanneurs. " * 4_000
    raw = sealed(clear)
    assert not any(clear[i : i + 12] in raw for i in range(60))


def test_one_frame_at_a_time_is_held() -> None:
    raw = sealed(BODY)

    class Counted(io.BytesIO):
        most = 0

        def read(self, size: int | None = -1, /) -> bytes:
            self.most = max(self.most, len(raw) if size in (None, -1) else size or 0)
            return super().read(size)

    source = Counted(raw)
    assert verify(source, AT, key=KEY).size == len(BODY)
    assert source.most == FRAME_BYTES
    assert source.tell() == 0


# --- attacks -----------------------------------------------------------------------------------

Attack = Callable[[bytes], bytes]


def drop(number: int) -> Attack:
    def attack(raw: bytes) -> bytes:
        prefix, frames = cut_up(raw)
        return prefix + b"".join(f for i, f in enumerate(frames) if i != number)

    return attack


def swap(one: int, two: int) -> Attack:
    def attack(raw: bytes) -> bytes:
        prefix, frames = cut_up(raw)
        frames[one], frames[two] = frames[two], frames[one]
        return prefix + b"".join(frames)

    return attack


def double(number: int) -> Attack:
    def attack(raw: bytes) -> bytes:
        prefix, frames = cut_up(raw)
        return prefix + b"".join([*frames[: number + 1], *frames[number:]])

    return attack


def cut_at_a_frame(raw: bytes) -> bytes:
    return raw[:-FRAME_BYTES]


def add_a_byte(raw: bytes) -> bytes:
    return raw + b"\0"


def add_another_file(raw: bytes) -> bytes:
    return raw + cut_up(sealed(BODY))[1][0]


def take_the_frames_of_another_file(raw: bytes) -> bytes:
    return raw[:PREFIX_BYTES] + sealed(BODY)[PREFIX_BYTES:]


def take_the_end_of_another_file(raw: bytes) -> bytes:
    return raw[:-FRAME_BYTES] + sealed(BODY)[-FRAME_BYTES:]


def rename_the_suite(raw: bytes) -> bytes:
    return raw[:4] + b"\x02" + raw[5:]


def resize_the_frames(raw: bytes) -> bytes:
    return raw[:5] + bytes([12]) + raw[6:]


ATTACKS: dict[str, Attack] = {
    "drop the first frame": drop(0), "drop a middle frame": drop(2), "drop the last": drop(4),
    "swap two frames": swap(1, 2), "swap the last two": swap(3, 4), "double a frame": double(1),
    "double the last": double(4), "cut at a frame": cut_at_a_frame,
    "cut in a frame": lambda raw: raw[:-1], "cut in the prefix": lambda raw: raw[:10],
    "nothing": lambda _raw: b"", "prefix alone": lambda raw: raw[:PREFIX_BYTES],
    "add a byte": add_a_byte, "add a frame": add_another_file,
    "another file's frames": take_the_frames_of_another_file,
    "another file's end": take_the_end_of_another_file,
    "another suite": rename_the_suite, "another frame size": resize_the_frames,
    "in clear": lambda _raw: BODY,
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_file_that_was_changed_does_not_open(attack: str) -> None:
    changed = ATTACKS[attack](sealed(BODY))
    with pytest.raises(NotOpened):
        verify(io.BytesIO(changed), AT, key=KEY)


@settings(max_examples=60)
@given(st.data())
def test_any_bit_flipped_is_refused(data: st.DataObject) -> None:
    raw = bytearray(sealed(b"Une attestation."))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(NotOpened):
        verify(io.BytesIO(bytes(raw)), AT, key=KEY)


@settings(max_examples=40)
@given(st.permutations(range(5)), st.integers(0, 5))
def test_any_other_order_or_number_of_frames_is_refused(order: list[int], kept: int) -> None:
    prefix, frames = cut_up(sealed(BODY))
    if order[:kept] == list(range(5)):
        return
    with pytest.raises(NotOpened):
        opened(prefix + b"".join(frames[i] for i in order[:kept]))


@pytest.mark.parametrize("part", ["organisation", "file"])
def test_a_file_of_another_place_does_not_open_even_with_its_key(part: str) -> None:
    with pytest.raises(NotOpened):
        opened(sealed(BODY), at=replace(AT, **{part: uuid4()}))


@pytest.mark.parametrize(
    "key", [bytes(32), fresh_key(), b"", KEY + b"x"], ids=["zeros", "another", "none", "too long"]
)
def test_another_key_opens_nothing(key: bytes) -> None:
    with pytest.raises(NotOpened):
        opened(sealed(BODY), key=key)


def test_an_end_without_its_mark_is_refused() -> None:
    """Only someone who holds the key could seal it: the program never did."""
    stream = SealingStream(KEY)
    prefix = files._MAGIC + stream.header
    frame = stream.push(bytes(CHUNK_BYTES), ad=AT.ad(prefix), is_last=True)
    with pytest.raises(NotOpened):
        opened(prefix + frame)


# --- what each check stops ---------------------------------------------------------------------

_SOURCE = Path(files.__file__).read_text("utf-8")
MUTANTS: dict[str, tuple[str, str, Attack]] = {
    "the end is wherever the bytes stop": (
        "        clear, is_last = stream.pull(source.read(FRAME_BYTES), ad=ad)\n",
        "        frame = source.read(FRAME_BYTES)\n"
        "        if not frame:\n"
        "            return\n"
        "        clear, is_last = stream.pull(frame, ad=ad)\n",
        cut_at_a_frame,
    ),
    "what follows the end is not looked at": (
        "    if source.read(1):\n        raise NotOpened\n", "", add_another_file,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTANTS)
def test_without_its_check_an_attack_succeeds(name: str) -> None:
    check, instead, attack = MUTANTS[name]
    assert _SOURCE.count(check) == 1
    mutant = types.ModuleType("mutant")
    mutant.__dict__["__name__"] = "entrenous.vault.files"
    exec(_SOURCE.replace(check, instead), mutant.__dict__)  # noqa: S102  # our own source
    changed = attack(sealed(BODY))
    assert opened(changed, module=mutant)
    with pytest.raises(NotOpened):
        opened(changed)


def test_without_the_place_a_file_is_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FilePlace, "ad", lambda _at, _prefix: b"")
    assert opened(sealed(BODY), at=FilePlace(uuid4(), uuid4())) == BODY


def test_without_chained_frames_their_order_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """One seal per frame, with nothing that ties it to the others: a middle frame can go."""

    def push(_self: object, clear: bytes, *, ad: bytes = b"", is_last: bool = False) -> bytes:
        return bytes([is_last]) + clear + bytes(16)

    def pull(_self: object, frame: bytes, ad: bytes = b"") -> tuple[bytes, bool]:
        return frame[1:-16], bool(frame[0])

    monkeypatch.setattr(SealingStream, "push", push)
    monkeypatch.setattr(OpeningStream, "pull", pull)
    raw = sealed(BODY)
    assert opened(drop(2)(raw)) == BODY[: 2 * CHUNK_BYTES] + BODY[3 * CHUNK_BYTES :]


# --- the shape, without a key ------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_the_shape_of_a_stored_file_is_told_without_a_key(size: int) -> None:
    raw = sealed(bytes(size))
    assert frames_of(raw[:PREFIX_BYTES], len(raw)) == size // CHUNK_BYTES + 1


@pytest.mark.parametrize("stored", [0, 5, PREFIX_BYTES, PREFIX_BYTES + 1, sealed_size(1) - 1])
def test_a_file_cut_short_has_no_shape(stored: int) -> None:
    raw = sealed(b"x")[:stored]
    with pytest.raises(NotOpened):
        frames_of(raw[:PREFIX_BYTES], stored)


# --- a published answer ------------------------------------------------------------------------


def test_a_frame_is_what_libsodium_alone_would_open() -> None:
    """The format as another program would read it, with the library's own calls."""
    raw = sealed(b"Bonjour")
    prefix, (frame,) = cut_up(raw)
    assert prefix[:6] == b"EN1F\x01\x10"
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, prefix[6:], KEY)
    said = b"".join(
        len(part).to_bytes(4, "big") + part
        for part in (b"file", AT.organisation.bytes, AT.file.bytes, prefix)
    )
    clear, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, frame, said)
    assert clear == b"Bonjour\x80" + bytes(CHUNK_BYTES - 8)
    assert tag == bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
