"""With every secret of the server in hand, and the whole database: still nothing opens."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from entrenous.journal.acts import Act
from entrenous.keyring import drafts, models, stored
from entrenous.keyring.kinds import compartment_of, declared_kinds
from entrenous.vault.containers import ContainerKey
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened
from entrenous.vault.sealing import RecordOpener
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.proof.canaries import canary


def _servers_secrets() -> list[bytes]:
    """Every 32 bytes of every key file, and what could be made of SECRET_KEY."""
    raws = [p.read_bytes() for p in Path(settings.ENTRENOUS_KEYS).rglob("*.key")]
    raws.append(settings.SECRET_KEY.encode())
    return sorted({raw[i : i + 32] for raw in raws for i in range(0, len(raw) - 31, 32)})


def _opened_with(candidates: list[bytes]) -> int:
    """How many records, grants and drafts open with some keys, tried in every place."""
    opened = 0
    pairs = [SecretKeys(key, key) for key in candidates]
    for grant in models.Grant.objects.exclude(box=None).select_related("container"):
        read = stored.read_grant(grant, grant.container.organisation_id)
        opened += sum(_opens(lambda k=k, r=read: r.open(r.header.recipient, k)) for k in pairs)
    for row in models.Record.objects.select_related("container"):
        place = stored.place_of(row.container, row.epoch)
        at = {"kind": row.kind, "record": row.record, "version": row.version}
        for key in map(ContainerKey, candidates):
            opener = RecordOpener(key, place, compartment_of(declared_kinds()[row.kind]))
            opened += _opens(lambda o=opener, b=bytes(row.blob), a=at: o.open(b, **a))
    for draft in models.Draft.objects.all():
        opened += sum(_opens(lambda k=k, b=bytes(draft.box): k.open(b)) for k in pairs)
    return opened


def _opens(attempt: Callable[[], Any]) -> bool:
    try:
        attempt()
    except NotOpened:
        return False
    return True


def test_all_the_secrets_of_the_server_open_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille", canary("name"))
    drafts.save(house.agents["Camille"], "x", dossier.pk, {"text": canary("draft")})
    secrets = _servers_secrets()
    assert len(secrets) >= 6
    assert _opened_with(secrets) == 0
    camille = house.secrets["Camille"]
    whole = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED).whole
    assert _opened_with([camille.box_seed, whole.secret]) > 3, "the trial itself must work"
