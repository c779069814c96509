"""Three hundred dossiers passed on in one go, with an interruption in the middle."""

import pytest
from django.utils import timezone

from entrenous.activity.models import Fact
from entrenous.dossiers.models import Dossier
from entrenous.handover import transferring
from entrenous.handover.codes import State
from entrenous.handover.models import Batch
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.journal.queries import check
from entrenous.keyring import containers
from entrenous.keyring.models import Container
from tests.handover.handing import prepared
from tests.people import House
from tests.settings import ON_POSTGRESQL

MANY = 300


class HangUpError(Exception):
    """The browser is closed, the server restarted: whatever ends a step in its middle."""


def many(house: House) -> list[Dossier]:
    """Bare dossiers: their key and their place, with nothing written in them yet."""
    camille, today = house.keyring("Camille"), timezone.localdate()
    return Dossier.objects.bulk_create(
        Dossier(
            container_id=containers.create(Container.Kind.DOSSIER, by=camille).id,
            secteur=house.secteur,
            referent=house.agents["Camille"],
            opened_on=today,
            touched_on=today,
        )
        for _ in range(MANY)
    )


@pytest.mark.long
@pytest.mark.skipif(ON_POSTGRESQL, reason="small batches and kills are asked on both databases")
def test_three_hundred_change_hands_through_an_interruption(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = prepared(house, many(house))
    left = [MANY // 2]
    pass_on = transferring.sheets.say_untold

    def interrupted(*args: object, **kwargs: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise HangUpError
        pass_on(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(transferring.sheets, "say_untold", interrupted)
    with pytest.raises(HangUpError):
        transferring.advance(house.keyring("Camille"), batch, seconds=600)
    monkeypatch.undo()
    half = transferring.progress(batch)
    assert (half.done, half.waiting, half.refused) == (MANY // 2, MANY // 2, 0)
    held = {name: len(house.keyring(name).held("dossier")) for name in ("Camille", "Alix")}
    assert held == {"Camille": MANY // 2, "Alix": MANY // 2}
    steps = 0
    while transferring.progress(batch).waiting:
        transferring.advance(house.keyring("Camille"), batch)
        steps += 1
    assert steps > 1, "the rest takes several steps, each as long as one waits for a page"
    assert transferring.progress(batch).done == MANY
    assert house.keyring("Camille").held("dossier") == []
    opened = house.keyring("Alix").open_list(house.keyring("Alix").held("dossier"), Act.LIST_OPENED)
    assert len(opened) == MANY
    assert {o.place.epoch for o in opened.values()} == {2}
    assert set(Dossier.objects.values_list("referent", flat=True)) == {house.agents["Alix"].pk}
    assert not Batch.objects.get().lines.exclude(state=State.DONE).exists()
    told = Entry.objects.filter(act=Act.DOSSIER_TRANSFERRED)
    assert told.count() == MANY, "each once, through the interruption too"
    assert Fact.objects.count() == MANY
    assert check(house.organisation)
