"""What the front desk waits for: a secteur over 30,000 rows, a name over 10,000 cards, a slip.

Address: against the bare reading of a dictionary by the keys already made, then one row chosen.
Slip: for whoever the directory knows against whoever it does not; nothing of it may show.
"""

from dataclasses import replace
from typing import Final

from entrenous.agents.addresses import read_address
from entrenous.agents.models import StreetRange
from entrenous.agents.sectors import SectorMap, SectorRange
from entrenous.ops.bench import directory, reception_day
from entrenous.ops.bench.house import BenchHouse
from entrenous.ops.bench.pairing import Ratio, compare
from entrenous.slips import dropping, senders
from entrenous.slips.contents import SlipContent

ROWS: Final = 30_000
_COMMUNES: Final = 300
_ASKED: Final = 1_000
_DROPS: Final = 10


def measures(made: BenchHouse) -> list[Ratio]:
    """The address as the map writes it and as people say it, the name, the slip, a short day."""
    rows = [_row(n) for n in range(ROWS)]
    known = SectorMap(rows)
    return [
        _addresses(known, rows, "dites comme la carte les écrit", "{n} rue numérotée {s} du Pré"),
        _addresses(known, rows, "dites en abrégé", "{n} bis r. numerotee {s} du pre"),
        directory.searching(made),
        _slips(made),
        reception_day.living(made),
    ]


def _row(n: int) -> SectorRange:
    street = f"rue numérotée {n // _COMMUNES} du Pré"
    return SectorRange(str(n % 200), f"Commune-le-{n % _COMMUNES}", street)


def _addresses(known: SectorMap, rows: list[SectorRange], how: str, form: str) -> Ratio:
    asked = [
        (form.format(n=n % 90 + 1, s=n % (ROWS // _COMMUNES)), f"Commune-le-{n % _COMMUNES}")
        for n in range(_ASKED)
    ]
    bare = {}
    for row in rows:
        address = read_address(row.street, row.commune)
        bare[address.commune, address.street] = row
    keys = [(a.commune, a.street, a.number or 0) for a in (read_address(*each) for each in asked)]

    def ours() -> int:
        return sum(len(known.resolve(*each).secteurs) for each in asked)

    def theirs() -> int:
        return sum(bare[commune, street].has(number) for commune, street, number in keys)

    if ours() != _ASKED or theirs() != _ASKED:
        raise RuntimeError("an address of the bench has no secteur")
    return compare(
        f"{_ASKED} adresses {how} → secteur, parmi {ROWS} lignes",
        ours,
        "la lecture nue d’un dictionnaire par des clés déjà faites, et d’une ligne",
        theirs,
    )


def _slips(made: BenchHouse) -> Ratio:
    """The directory of the house holds 10,000 cards when it is measured: see `directory`."""
    StreetRange.objects.create(secteur=made.secteur, commune="Banc", street="rue du Banc")
    sender, _ = senders.make(
        made.organisation, name="Plateforme", hourly_limit=1_000, by=made.lead.agent.pk
    )
    unknown = SlipContent("Zzyx-Fictif", "Nulle", "01 99 00 00 00", commune="Banc")
    known = replace(unknown, family_name="Barcobarbar", given_name="Awa")

    def drop(content: SlipContent) -> None:
        for _ in range(_DROPS):
            dropping.drop(sender, content)

    return compare(
        f"{_DROPS} fiches déposées pour une personne du répertoire",
        lambda: drop(known),
        "les mêmes fiches pour une personne que personne ne connaît",
        lambda: drop(unknown),
    )
