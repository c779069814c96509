"""The journey: Camille, alone with a dossier, dies; three of five custodians give it to Alix."""

import json
import signal
from pathlib import Path

import pytest

from entrenous.agents.keyfiles import Custody, replace_recovery
from entrenous.custody.models import Ceremony
from entrenous.custody.receiving import receive
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.journal.queries import check
from entrenous.keyring.accounts import StillHolder, close_account
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Grant
from entrenous.vault.quorum_cli import main
from tests.custody.ceremony import asked, held, request_file, told
from tests.dossiers.opened import contents, dossier_of
from tests.people import House
from tests.proof.conftest import committed  # noqa: F401  # a fixture
from tests.proof.test_faults import killed_at, statements
from tests.vault.quorum_world import RECOVERY, SHARES
from tests.vault.test_quorum_cli import Typist, typed


def test_three_of_five_give_the_dossier_of_a_dead_colleague_back(
    house: House, recovery_file: Path, tmp_path: Path
) -> None:
    """The house's key is split among five; four type theirs, so that the delay is not awaited."""
    replace_recovery(
        house.organisation.pk, recovery=RECOVERY.public, custody=Custody(needed=3, custodians=5)
    )
    dossier, other = dossier_of(house, "Camille"), dossier_of(house, "Sacha", "Diop-Fictif")
    with pytest.raises(StillHolder):
        close_account(house.agents["Camille"], by=house.agents["Ada"].pk)
    ceremony = asked(house, dossier)
    told(house, ceremony)
    path = tmp_path / "demande.json"
    path.write_bytes(request_file(house, ceremony))

    few = Typist(["oui", *typed(*SHARES.custodians[:3], SHARES.procedural)])
    assert main(["open", str(path), "--out", str(tmp_path / "trop-tot")], few) == 2
    enough = Typist(["oui", *typed(*SHARES.custodians[:4], SHARES.procedural)])
    assert main(["open", str(path), "--out", str(tmp_path / "fait")], enough) == 0
    (result,) = (tmp_path / "fait").glob("resultat-*.json")
    assert json.loads(result.read_text())["result"]["custodians"] == 4

    receive(house.keyring("Ines"), ceremony, result.read_bytes())
    (card,) = contents(house, "Alix", dossier, PersonCard)
    assert card.family_name == "Sarr-Fictif"
    with pytest.raises(KeyNotHeld):
        contents(house, "Alix", other, PersonCard)
    close_account(house.agents["Camille"], by=house.agents["Ada"].pk)
    check(house.organisation)


def test_a_kill_at_each_step_of_the_import_leaves_all_or_nothing(
    committed: House,  # noqa: F811
) -> None:
    house = committed
    first, second = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Diop-Fictif")
    ceremony, raw = held(house, first, second)

    def take(house: House, _: Dossier) -> None:
        receive(house.keyring("Ines"), Ceremony.objects.get(pk=ceremony.pk), raw)

    last = statements(house, first, take)
    assert last > _KILLS
    points = sorted({1 + step * (last - 1) // (_KILLS - 1) for step in range(_KILLS)})
    seen = set()
    for number in points:
        assert killed_at(number, lambda: take(house, first)) == signal.SIGKILL, number
        seen.add(state(house, ceremony, first, second))
    assert seen <= {UNTOUCHED, DONE}
    assert UNTOUCHED in seen
    if state(house, ceremony, first, second) == UNTOUCHED:
        take(house, first)
    assert state(house, ceremony, first, second) == DONE
    for dossier in (first, second):
        assert contents(house, "Alix", dossier, PersonCard)
    check(house.organisation)


_KILLS = 9
UNTOUCHED = (0, False, 0, frozenset({"Camille"}), 0)
DONE = (2, True, 2, frozenset({"Alix"}), 3)


def state(house: House, ceremony: Ceremony, *dossiers: Dossier) -> tuple[object, ...]:
    """Grants, the ceremony's end, what is marked as given, the référentes, the journal's lines."""
    rows = Dossier.objects.filter(pk__in=[d.pk for d in dossiers])
    return (
        Grant.objects.filter(motive="quorum").count(),
        Ceremony.objects.get(pk=ceremony.pk).imported_at is not None,
        ceremony.listed.exclude(given_on=None).count(),
        frozenset(row.referent.given_name for row in rows),
        Entry.objects.filter(act=Act.QUORUM_GIVEN).count(),
    )
