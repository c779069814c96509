"""A ceremony as its people hold it: asked on the server, opened far from it, brought back."""

from datetime import UTC, date, datetime

from entrenous.custody import asking, filing, notices
from entrenous.custody.asking import Wish
from entrenous.custody.codes import Way
from entrenous.custody.models import Ceremony
from entrenous.custody.queries import blocking
from entrenous.dossiers.models import Dossier
from entrenous.vault.people import SecretKeys
from entrenous.vault.quorum_files import Ground, written
from entrenous.vault.quorum_request import read_request
from entrenous.vault.quorum_result import reseal
from tests.people import House

MOTIVE = "Camille Fictif est décédée ; trois personnes attendent leur rendez-vous."
LATER = datetime(2100, 1, 1, tzinfo=UTC)


def asked(
    house: House,
    *dossiers: Dossier,
    recipient: str = "Alix",
    by: str = "Ines",
    ground: Ground = Ground.DECEASED,
) -> Ceremony:
    wish = Wish(ground, MOTIVE, house.agents[recipient])
    return asking.ask(house.keyring(by), [d.pk for d in dossiers], wish)


def told(house: House, ceremony: Ceremony, *, by: str = "Ines") -> None:
    for notice in blocking(ceremony):
        notices.note(house.keyring(by), notice, Way.LETTER, on=date(2026, 11, 22))


def request_file(house: House, ceremony: Ceremony, *, by: str = "Ines") -> bytes:
    ceremony = Ceremony.objects.get(pk=ceremony.pk)
    return filing.request_file(house.keyring(by), ceremony)


def opened_by_custodians(
    house: House,
    raw: bytes,
    *,
    keys: SecretKeys | None = None,
    at: datetime = LATER,
    custodians: int = 3,
) -> bytes:
    """Far from the server: the file, the rebuilt key, the result."""
    done = reseal(read_request(raw), keys or house.recovery, custodians=custodians, at=at)
    return written(done)


def held(house: House, *dossiers: Dossier) -> tuple[Ceremony, bytes]:
    """Asked by Ines for Alix, told, opened by the custodians: the result waits."""
    ceremony = asked(house, *dossiers)
    told(house, ceremony)
    raw = opened_by_custodians(house, request_file(house, ceremony))
    return Ceremony.objects.get(pk=ceremony.pk), raw
