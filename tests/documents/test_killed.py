"""A process killed while it adds or removes a file: never a row without its file, all of it opens.

The kills are real (SIGKILL, in a child) and fall at statements of the act, on a committed database.
"""

import signal
from collections.abc import Callable
from datetime import timedelta

import pytest

from entrenous.documents import actions, store
from entrenous.documents.models import StoredFile
from entrenous.documents.queries import attachments, open_file
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from tests.documents.papers import attached, large
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.proof.conftest import committed  # noqa: F401  # a fixture
from tests.proof.test_faults import killed_at, statements

RAW = large()


def add(house: House, dossier: Dossier) -> None:
    attached(house, dossier.pk, RAW, "deux.txt")


def remove(house: House, dossier: Dossier) -> None:
    actions.remove(house.keyring("Camille"), dossier.pk, StoredFile.objects.earliest("pk").record)


@pytest.mark.parametrize("act", [add, remove], ids=lambda act: act.__name__)
def test_after_a_kill_every_row_has_its_file_and_it_opens(
    committed: House,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    act: Callable[[House, Dossier], None],
) -> None:
    house = committed
    dossier = dossier_of(house, "Camille")
    attached(house, dossier.pk, RAW, "un.txt")
    last = statements(house, dossier, act)
    for number in sorted({1, last // 2, last, last + 5}):
        run = lambda: act(house, Dossier.objects.get(pk=dossier.pk))  # noqa: E731
        killed = killed_at(number, run)
        assert killed == signal.SIGKILL or number > last
        camille = house.keyring("Camille")
        reading = records.read(camille.open(dossier.pk, Act.DOSSIER_OPENED))
        assert reading.is_whole
        found = attachments(reading)
        assert len(found) == StoredFile.objects.count()
        for each in found:
            assert not each.is_missing
            with open_file(camille, dossier.pk, each.id, act=Act.DOCUMENT_READ) as file:
                assert b"".join(file.chunks()) == RAW
    monkeypatch.setattr(store, "_GRACE", timedelta(0))
    found = store.purge()
    assert found.missing == 0
    assert store.purge().removed == 0
