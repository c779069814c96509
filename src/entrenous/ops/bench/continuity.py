"""What continuity costs: 300 dossiers passed on, 10 MB sealed, against bare libsodium.

The yardsticks do the mathematics of the same bytes and nothing else: no row, no journal, no disk.
"""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from nacl import bindings

from entrenous.documents.arriving import Arriving
from entrenous.dossiers.actions import open_dossier
from entrenous.handover import transferring
from entrenous.handover.models import Batch
from entrenous.keyring import models
from entrenous.ops.bench import house
from entrenous.ops.bench.house import BenchHouse
from entrenous.ops.bench.pairing import Ratio, compare

DOSSIERS: Final = 300
ENTRIES: Final = 5
UPLOAD_BYTES: Final = 10 * 1024 * 1024
_CHUNK: Final = 64 * 1024
_AD: Final = bytes(120)
# The header of a grant, the vector of an epoch, a key: what is signed or sealed besides records.
_SIGNED, _VECTOR, _KEY = bytes(300), bytes(400), bytes(32)


@dataclass(frozen=True)
class _Bytes:
    """What one dossier has to be opened and sealed again, and how many hold its key."""

    sealed: list[tuple[bytes, bytes]]
    holders: int


def passing_on(made: BenchHouse) -> Ratio:
    """300 dossiers of 5 entries change hands, one transaction each, journal and rows included."""
    ids = [_dossier(made, number) for number in range(DOSSIERS)]
    batch = transferring.prepare(made.worker, ids, made.colleague.agent)
    transferring.start(made.worker, batch)

    def ours() -> None:
        with transaction.atomic():
            found = transferring.advance(made.worker, _again(batch), seconds=3600)
            transaction.set_rollback(True)
        if found.done != DOSSIERS:
            raise AssertionError("every dossier must be passed on")

    return compare(
        f"transmettre {DOSSIERS} dossiers de {ENTRIES} écrits, un par un",
        ours,
        "ouvrir et sceller les mêmes octets, les mêmes boîtes et signatures, libsodium nu",
        _bare_passing_on(made, ids),
        pairs=3,
    )


def receiving(made: BenchHouse) -> Ratio:
    """A file of 10 MB sealed as it arrives, put on the disk, then taken away."""
    clear = os.urandom(_CHUNK)
    chunks = UPLOAD_BYTES // _CHUNK

    def ours() -> None:
        arriving = Arriving(made.organisation.pk, "banc.txt")
        for _ in range(chunks):
            arriving.write(clear)
        size = arriving.finish().measured.size
        arriving.leave_nothing()
        if size != UPLOAD_BYTES:
            raise AssertionError("the whole file must be sealed")

    return compare(
        "sceller une pièce de 10 Mo à son arrivée",
        ours,
        "secretstream sur les mêmes octets, en mémoire, libsodium nu",
        lambda: _bare_stream(clear, chunks),
    )


def measures(made: BenchHouse) -> list[Ratio]:
    """The two figures of continuity."""
    return [passing_on(made), receiving(made)]


def _dossier(made: BenchHouse, number: int) -> UUID:
    pk: UUID = open_dossier(
        made.worker, house.card(number), secteur=made.secteur, on=timezone.localdate()
    ).pk
    house.fill(pk, made.worker, ENTRIES)
    return pk


def _again(batch: Batch) -> Batch:
    """The row as it was before what a former pair undid."""
    return Batch.objects.get(pk=batch.pk)


def _bare_passing_on(made: BenchHouse, ids: list[UUID]) -> Callable[[], None]:
    """Each dossier's own blobs at their own lengths, under one key that is already there."""
    key, keys = os.urandom(32), made.worker.secret
    box_public, box_secret = bindings.crypto_box_seed_keypair(keys.box_seed)
    _, sign_secret = bindings.crypto_sign_seed_keypair(keys.sign_seed)
    to = made.colleague.secret.public.box
    box = bindings.crypto_box_seal(_SIGNED, box_public)
    dossiers = [_bytes_of(pk, key) for pk in ids]

    def run() -> None:
        for dossier in dossiers:
            bindings.crypto_box_seal_open(box, box_public, box_secret)
            for nonce, sealed in dossier.sealed:
                clear = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, _AD, nonce, key)
                again = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(clear, _AD, nonce, key)
                hashlib.sha256(again).digest()
            bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(_KEY, _AD, nonce, key)
            bindings.crypto_sign(_VECTOR, sign_secret)
            bindings.crypto_sign(_VECTOR, sign_secret)
            for _ in range(dossier.holders):
                bindings.crypto_box_seal(_SIGNED, to)
                bindings.crypto_sign(_SIGNED, sign_secret)

    return run


def _bytes_of(container: UUID, key: bytes) -> _Bytes:
    rows = models.Record.objects.filter(container_id=container).values_list("blob", flat=True)
    heads = models.HeadRow.objects.filter(container_id=container).values_list("blob", flat=True)
    sealed = []
    for blob in (*rows, *heads):
        nonce, clear = os.urandom(24), bytes(max(len(bytes(blob)) - 41, 0))
        sealed.append(
            (
                nonce,
                bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(clear, _AD, nonce, key),
            )
        )
    live = models.Grant.objects.filter(container_id=container).exclude(box=None)
    return _Bytes(sealed, live.count() + 1)


def _bare_stream(clear: bytes, chunks: int) -> None:
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    bindings.crypto_secretstream_xchacha20poly1305_init_push(state, _KEY)
    for _ in range(chunks):
        bindings.crypto_secretstream_xchacha20poly1305_push(state, clear)
