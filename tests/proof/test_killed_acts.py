"""A process killed while dossiers are separated, or a cover's keys given and taken back.

The kills are real (SIGKILL, in a child) and fall at statements of the acts, on one committed
database: after each, what was is whole, or what was to be is.
"""

import signal
from collections.abc import Callable

from entrenous.continuity import covers
from entrenous.continuity.codes import Scope
from entrenous.continuity.models import Cover, CoveredDossier
from entrenous.dossiers import households
from entrenous.dossiers.contents import PersonCard, SharedHousehold
from entrenous.dossiers.models import Dossier, Household
from entrenous.journal.queries import check
from entrenous.keyring import models, records
from tests.continuity.planned import DAY, today
from tests.dossiers.opened import OPENED_ON, contents, dossier_of
from tests.people import House
from tests.proof.conftest import committed  # noqa: F401  # a fixture
from tests.proof.test_faults import killed_at, statements

SHARED = SharedHousehold("un couple", "un deux-pièces", OPENED_ON)
_KILLS = 5
#: What a first run asks for and the next ones know: counted, then not sent again.
_ASKED_ONCE = 4
Look = Callable[[], str]


def killed_everywhere(house: House, act: Callable[[House, Dossier], None], look: Look) -> None:
    """Kill an act at statements from the first to the last, then let it go on."""
    some = Dossier.objects.earliest("pk")
    last = statements(house, some, act) - _ASKED_ONCE
    assert last > _KILLS
    before, seen = look(), []
    for point in sorted({1 + step * (last - 1) // (_KILLS - 1) for step in range(_KILLS)}):
        assert killed_at(point, lambda: act(house, some)) == signal.SIGKILL
        seen.append(look())
        assert check(house.organisation)
        if seen[-1] != before:
            break  # it was killed after its commit
    assert seen.count(before) >= _KILLS - 1, f"{last} statements"
    if seen[-1] == before:
        act(house, some)
    assert look() != before
    assert check(house.organisation)


def test_after_a_kill_a_separation_and_each_step_of_a_cover_are_done_or_not_begun(
    committed: House,  # noqa: F811
) -> None:
    house, camille = committed, committed.keyring("Camille")
    hers, his = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Ferreira-Fictif")
    household = households.link(camille, hers, his, SHARED)

    def apart() -> str:
        rows = [Dossier.objects.get(pk=d.pk) for d in (hers, his)]
        copies = [contents(house, "Camille", row, SharedHousehold) for row in rows]
        live = models.Grant.objects.filter(container=household.pk).exclude(box=None).exists()
        if all(row.household_id for row in rows):
            known = households.shared_with(house.keyring("Camille"), rows[0])
            assert live
            assert known
            assert known.content == SHARED
            assert copies == [[], []]
            return "together"
        assert [row.household_id for row in rows] == [None, None]
        assert not live
        assert copies == [[SHARED], [SHARED]]
        return "apart"

    def separate(house: House, _: Dossier) -> None:
        households.separate(house.keyring("Camille"), Household.objects.get(pk=household.pk))

    killed_everywhere(house, separate, apart)

    said = covers.Plan(house.agents["Alix"], Scope.WHOLE, today(), today() + 3 * DAY)
    cover = covers.plan(camille, said, [hers.pk])

    def carry_on(house: House, _: Dossier) -> None:
        covers.carry_on(house.keyring("Camille"))

    def covered() -> str:
        row = CoveredDossier.objects.get(cover=cover)
        container = models.Container.objects.get(pk=hers.pk)
        for sealed in (models.Record, models.HeadRow):
            epochs = set(sealed.objects.filter(container=container).values_list("epoch", flat=True))
            assert epochs == {container.epoch}
        opened = house.keyring("Camille")._open([hers.pk])[hers.pk]
        assert records.read(opened).is_whole
        held = house.keyring("Alix").holds(hers.pk)
        assert held == (row.granted_on is not None and row.renewed_on is None)
        if held:
            assert contents(house, "Alix", hers, PersonCard)
        return f"{held}, key {container.epoch}"

    killed_everywhere(house, carry_on, covered)
    assert house.keyring("Alix").holds(hers.pk)

    covers.end(house.keyring("Camille"), Cover.objects.get(pk=cover.pk))
    killed_everywhere(house, carry_on, lambda: str(models.Container.objects.get(pk=hers.pk).epoch))
    assert not house.keyring("Alix").holds(hers.pk)
    assert contents(house, "Camille", hers, PersonCard)
