"""What the seal adds: opening a dossier, handing over 300, logging in, against bare libsodium."""

import hashlib
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from nacl import bindings, pwhash

from entrenous.journal.acts import Act
from entrenous.keyring import containers, models, records, stored
from entrenous.keyring.containers import Recipient
from entrenous.keyring.opening import Keyring
from entrenous.ops.bench import house
from entrenous.ops.bench.house import BenchHouse
from entrenous.ops.bench.pairing import Ratio, compare
from entrenous.vault import login
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from entrenous.vault.people import SecretKeys
from entrenous.vault.sealing import RecordPlace

_NONCE_END = 25
ENTRIES = 200
DOSSIERS = 300


def opening(made: BenchHouse) -> Ratio:
    """Opening 200 entries of 1.5 KB: trust, keys, head and typed contents, rows already loaded."""
    made_dossier = containers.create(models.Container.Kind.DOSSIER, by=made.worker)
    house.fill(made_dossier.id, made.worker, ENTRIES)
    opened = made.worker.open(made_dossier.id, Act.DOSSIER_OPENED)
    rows = records.stored_rows(opened, list(Compartment))
    heads = list(models.HeadRow.objects.filter(container_id=opened.id))
    row = models.Grant.objects.get(container_id=opened.id, recipient=made.worker.agent.pk)
    grant = stored.read_grant(row, made.organisation.pk)
    lineage = stored.lineages(made.organisation.pk, [opened.id])[opened.id]

    def ours() -> None:
        key = grant.open(made.worker.agent.pk, made.worker.secret)
        lineage.trust(grant, key)
        if len(records.assemble(opened, rows, heads).records) != ENTRIES:
            raise AssertionError("every record must open")

    bare = _bare_opening(opened.id, made.worker, rows)
    return compare(
        "ouvrir un dossier de 200 écrits",
        ours,
        "200 ouvertures AEAD, leurs SHA-256, une signature et une boîte, libsodium nu",
        bare,
        target=3.0,
    )


def _bare_opening(
    container: UUID, worker: Keyring, rows: list[records.StoredRow]
) -> Callable[[], None]:
    """The same bytes opened with nothing around: what the mathematics alone costs."""
    opened = worker.open(container, Act.DOSSIER_OPENED)
    key = opened.key_for(Compartment.NOTES).secret
    blobs = []
    for row in rows:
        at = RecordPlace(
            opened.place, Compartment(row.compartment), row.kind, row.record, row.version
        )
        blob = bytes(row.blob)
        blobs.append((blob, blob[1:_NONCE_END], blob[_NONCE_END:], b"\x01" + bytes(at)))
    secret = SecretKeys.generate()
    box = bindings.crypto_box_seal(bytes(120), secret.public.box)
    signed = secret.sign(bytes(200)) + bytes(200)
    box_secret = bindings.crypto_box_seed_keypair(secret.box_seed)[1]

    def run() -> None:
        for blob, nonce, body, ad in blobs:
            bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(body, ad, nonce, key)
            hashlib.sha256(blob).digest()
        bindings.crypto_sign_open(signed, secret.public.sign)
        bindings.crypto_box_seal_open(box, secret.public.box, box_secret)

    return run


def handing_over(made: BenchHouse) -> Ratio:
    """Handing 300 dossiers to a colleague, rows and journal included."""
    ids = [
        containers.create(models.Container.Kind.DOSSIER, by=made.worker).id for _ in range(DOSSIERS)
    ]
    colleague = made.colleague
    boxes = {g.container_id: bytes(g.box or b"") for g in _own_grants(made, ids)}

    def ours() -> None:
        with transaction.atomic():
            opened = made.worker.open_list(ids, Act.LIST_OPENED)
            made_grants = containers.grant_many(
                opened.values(),
                Recipient(colleague.agent.pk, Motive.TRANSFER),
                by=made.worker,
            )
            transaction.set_rollback(True)
        if made_grants != DOSSIERS:
            raise AssertionError("every dossier must be handed over")

    return compare(
        "remettre 300 dossiers à une collègue",
        ours,
        "300 ouvertures et scellements de boîte, 300 signatures et vérifications, libsodium nu",
        lambda: _bare_handing_over(list(boxes.values()), made.worker, colleague),
        pairs=7,
        target=3.0,
    )


def _own_grants(made: BenchHouse, ids: list[UUID]) -> list[models.Grant]:
    return list(models.Grant.objects.filter(container_id__in=ids, recipient=made.worker.agent.pk))


def _bare_handing_over(boxes: list[bytes], giver: Keyring, taker: Keyring) -> None:
    secret = giver.secret
    box_public, box_secret = bindings.crypto_box_seed_keypair(secret.box_seed)
    sign_public, sign_secret = bindings.crypto_sign_seed_keypair(secret.sign_seed)
    header = bytes(300)
    for box in boxes:
        clear = bindings.crypto_box_seal_open(box[1:], box_public, box_secret)
        bindings.crypto_box_seal(clear, taker.secret.public.box)
        signed = bindings.crypto_sign(header, sign_secret)
        bindings.crypto_sign_open(signed, sign_public)


def logging_in(_made: BenchHouse) -> Ratio:
    """The derivation of a log-in at the configured cost, against libsodium alone."""
    passes, memory_kib = settings.ENTRENOUS_ARGON2
    cost, salt = login.Cost(passes, memory_kib), bytes(login.SALT_BYTES)
    return compare(
        "dériver la phrase à l’ouverture du coffre",
        lambda: login.derive("une phrase du banc", salt=salt, cost=cost),
        "Argon2id aux mêmes paramètres, libsodium nu",
        lambda: pwhash.argon2id.kdf(
            32, b"une phrase du banc", salt, opslimit=passes, memlimit=memory_kib * 1024
        ),
        pairs=5,
    )


def measures(made: BenchHouse) -> list[Ratio]:
    """The three figures of the seal."""
    return [opening(made), handing_over(made), logging_in(made)]
