"""A letter for a letter box: sealed at once to its group, opened by its members alone.

The sender holds no key of the house, and the server signs what it took: a row planted, changed or
moved to another house by whoever writes in the database does not open (ADR 0030).
"""

import msgspec

from entrenous.agents.keyfiles import keys_of
from entrenous.keyring.opening import Keyring
from entrenous.slips.contents import SlipContent
from entrenous.slips.models import Slip
from entrenous.vault.people import PublicKeys
from entrenous.vault.primitives import NotOpened, digest, enc, pad, unpad, verify


def seal(slip: Slip, content: SlipContent, *, to: PublicKeys) -> None:
    """Put the content in the row, sealed, with the server's signature. Nothing is saved."""
    organisation = slip.sender.organisation_id
    said = msgspec.json.encode(content)
    slip.letter = to.seal(_bound(slip) + pad(said))
    slip.signature = keys_of(organisation).journal.sign(_signed(slip))


def open_letter(slip: Slip, *, by: Keyring) -> SlipContent:
    """What the letter says. NotOpened: altered, planted, moved; KeyNotHeld; VaultClosed."""
    verify(
        keys_of(by.organisation).journal.public.sign, _signed(slip), bytes(slip.signature or b"")
    )
    clear, bound = by.open_letter(bytes(slip.letter or b""), slip.group), _bound(slip)
    if not clear.startswith(bound):
        raise NotOpened
    try:
        return msgspec.json.decode(unpad(clear[len(bound) :]), type=SlipContent)
    except msgspec.DecodeError:
        raise NotOpened from None


def _bound(slip: Slip) -> bytes:
    """What the row says of the letter, sealed with it: 32 bytes."""
    promise = slip.slot.starts_at.isoformat() if slip.slot else ""
    return digest(
        "EN1 slip", enc(slip.pk, slip.sender_id, slip.circonscription_id, slip.group, promise)
    )


def _signed(slip: Slip) -> bytes:
    return enc("EN1slip", _bound(slip), digest("EN1 slip box", bytes(slip.letter or b"")))
