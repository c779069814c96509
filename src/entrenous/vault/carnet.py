"""An agent's carnet: which key ids she already verified, so that lists need no signature check.

Protocol EN1 §3.9, 00-decisions 16: container to key ids only; no key, no name.
"""

import json
from collections.abc import Mapping
from uuid import UUID

from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import (
    NotOpened,
    Sealed,
    enc,
    open_sealed,
    pad,
    seal,
    unpad,
)

Verified = dict[tuple[UUID, int, int], bytes]
"""(container, epoch, compartment) -> verified key id."""


def seal_carnet(
    verified: Mapping[tuple[UUID, int, int], bytes], *, owner: SecretKeys, uid: UUID
) -> Sealed:
    """Seal the carnet to its owner."""
    rows = [[c.hex, e, comp, kid.hex()] for (c, e, comp), kid in sorted(verified.items())]
    return seal(
        pad(json.dumps(rows, separators=(",", ":")).encode()),
        key=owner.subkey("EN1 carnet"),
        ad=enc("carnet", uid),
    )


def open_carnet(blob: bytes, *, owner: SecretKeys, uid: UUID) -> Verified:
    """Open a carnet, or raise NotOpened: the caller then starts an empty one."""
    clear = open_sealed(blob, key=owner.subkey("EN1 carnet"), ad=enc("carnet", uid))
    try:
        rows = json.loads(unpad(clear))
        return {(UUID(hex=str(c)), e, comp): bytes.fromhex(kid) for c, e, comp, kid in rows}
    except (ValueError, TypeError):
        raise NotOpened from None
