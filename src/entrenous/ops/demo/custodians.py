"""The sheets of the demonstration's custodians, in clear: what no service ever does.

So that a request can be carried to its end on one machine: its keys open invented people only.
"""

import os
from pathlib import Path
from typing import Final

from django.conf import settings

from entrenous.agents.keyfiles import Custody
from entrenous.vault.cli import share_sheets
from entrenous.vault.people import PublicKeys
from entrenous.vault.recovery import Shares, make_and_split

CUSTODY: Final = Custody(needed=3, custodians=5)
_BANNER: Final = """\
DÉMONSTRATION. Ces feuilles sont fictives et n’ouvrent que des personnes inventées.
Dans un service, elles sont sur papier, chez des personnes différentes, et jamais dans un fichier.

Pour finir une demande aux gardiens :
  1. téléchargez-la depuis sa page, dans « Secours » ;
  2. ./entrenous quorum open demande-….json --out /tmp/secours
     et tapez quatre parts et la pièce de procédure (trois parts suffisent après le délai) ;
  3. reprenez « resultat-….json » sur la page de la demande.
"""


def split() -> tuple[PublicKeys, Shares]:
    """A recovery key of the demonstration, and its sheets."""
    keys, shares = make_and_split(needed=CUSTODY.needed, custodians=CUSTODY.custodians)
    return keys.public, shares


def named(organisation: str, shares: Shares) -> dict[str, str]:
    """The sheets, as they stand beside the phrases of the demonstration."""
    found = {
        f"secours/{organisation}/part-{number}": share
        for number, share in enumerate(shares.custodians, start=1)
    }
    return found | {f"secours/{organisation}/piece": shares.procedural}


def sheets(organisation: str, public: PublicKeys, shares: Shares) -> str:
    """The sheets of one organisation, as they would be printed."""
    pages = share_sheets(shares, public, needed=CUSTODY.needed, organisation=organisation)
    return "\n".join(pages)


def keep(pages: list[str]) -> None:
    """Write the sheets in the state folder of the demonstration, for its owner only."""
    descriptor = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n\n".join([_BANNER, *pages]))


def path() -> Path:
    """Where the sheets are."""
    return Path(settings.ENTRENOUS_HOME) / "demo-gardiens.txt"
