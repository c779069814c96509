"""A new recovery key when a custodian changes: the former one names its successor.

Splitting the same key again would leave the former sheets as good as the new ones: the key itself
changes (04-seal §3.7), so that a sheet that was not given back opens nothing made afterwards.
"""

from datetime import date

from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import NotOpened, enc, verify
from entrenous.vault.quorum_files import (
    RENEWAL_FORMAT,
    KeysTold,
    Renewal,
    RenewalFile,
    canonical,
    read,
)
from entrenous.vault.quorum_request import Refused, Why
from entrenous.vault.recovery import Shares, make_and_split


def renew(
    former: SecretKeys, *, needed: int, custodians: int, on: date
) -> tuple[RenewalFile, Shares]:
    """Make a new key, split it, and have the former one say that it comes next.

    raises  ValueError: fewer than 2 needed, or more needed than there are
    """
    new, shares = make_and_split(needed=needed, custodians=custodians)
    renewal = Renewal(
        RENEWAL_FORMAT, KeysTold.of(former.public), KeysTold.of(new.public), needed, custodians, on
    )
    return RenewalFile(renewal, former.sign(_said(renewal))), shares


def read_renewal(raw: bytes, *, former: PublicKeys) -> Renewal:
    """The keys that come after `former`, as its holders signed it together. Refused."""
    try:
        file = read(raw, RenewalFile)
        new, told = file.renewal.new.read(), file.renewal.former.read()
    except NotOpened:
        raise Refused(Why.NOT_A_FILE) from None
    renewal = file.renewal
    if renewal.format != RENEWAL_FORMAT:
        raise Refused(Why.UNKNOWN_FORMAT)
    if told != former or new == former:
        raise Refused(Why.OTHER_RECOVERY)
    try:
        verify(former.sign, _said(renewal), file.signature)
    except NotOpened:
        raise Refused(Why.ALTERED) from None
    return renewal


def _said(renewal: Renewal) -> bytes:
    return enc("EN1quorumnext", canonical(renewal))
