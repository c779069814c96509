"""A new version takes the place of a file; the former ones stay reachable, and leave with it."""

import pytest

from entrenous.documents import actions, queries, sharing, store
from entrenous.documents.models import StoredFile
from entrenous.dossiers import merging
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records, rotation
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld
from tests.documents.papers import arrive, attached, large
from tests.dossiers.opened import dossier_of
from tests.people import House

OLD, NEW = large(), b"nouvelle " + large(500)


@pytest.fixture
def dossier(house: House) -> Dossier:
    return dossier_of(house, "Camille")


def read(house: House, dossier: Dossier, record: queries.UUID, version: int | None = None) -> bytes:
    act = Act.DOCUMENT_READ
    with queries.open_file(
        house.keyring("Camille"), dossier.pk, record, act=act, version=version
    ) as file:
        return b"".join(file.chunks())


def replaced(house: House, dossier: Dossier) -> queries.UUID:
    camille = house.keyring("Camille")
    record = attached(house, dossier.pk, OLD, "bail.txt", label="Bail", purpose="x", is_hers=True)
    actions.describe(camille, dossier.pk, record, label="Bail signé", on=None, based_on=1)
    actions.replace_file(
        camille, dossier.pk, record, arrive(house, NEW, "avenant.txt"), label="Avenant", based_on=2
    )
    return record


def former(house: House, dossier: Dossier, record: queries.UUID) -> list[tuple[int, str]]:
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    return [(f.version, f.content.label) for f in queries.former_files(opened, record)]


def test_the_new_version_replaces_and_the_former_stays(house: House, dossier: Dossier) -> None:
    record = replaced(house, dossier)
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    (line,) = queries.attachments(records.read(opened))
    assert (line.content.label, line.content.purpose, line.version) == ("Avenant", "x", 3)
    assert read(house, dossier, record) == NEW
    assert former(house, dossier, record) == [(2, "Bail signé")]
    assert read(house, dossier, record, 2) == OLD
    for other in (1, 3, 9):
        with pytest.raises(KeyNotHeld):
            read(house, dossier, record, other)


def test_a_replacement_of_what_changed_meanwhile_keeps_nothing(
    house: House, dossier: Dossier
) -> None:
    record = replaced(house, dossier)
    with pytest.raises(EditedMeanwhile):
        actions.replace_file(
            house.keyring("Camille"), dossier.pk, record, arrive(house, NEW, "x.txt"), based_on=2
        )
    assert StoredFile.objects.filter(record=record).count() == 2


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ines"])
def test_nobody_else_replaces_or_reads_a_former_version(
    house: House, dossier: Dossier, who: str
) -> None:
    record, stranger = replaced(house, dossier), house.keyring(who)
    with pytest.raises(KeyNotHeld):
        actions.replace_file(stranger, dossier.pk, record, arrive(house, NEW), based_on=3)
    with pytest.raises(KeyNotHeld):
        queries.open_file(stranger, dossier.pk, record, act=Act.DOCUMENT_READ, version=2)


def test_former_versions_follow_a_new_key_and_a_merged_dossier(
    house: House, dossier: Dossier
) -> None:
    double = dossier_of(house, "Camille", "Double-Fictif")
    replaced(house, double)
    camille = house.keyring("Camille")
    rotation.renew(double.pk, by=camille)
    merging.merge(camille, double, into=dossier)
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    (line,) = queries.attachments(records.read(opened))
    assert read(house, dossier, line.id) == NEW
    assert read(house, dossier, line.id, 2) == OLD


def test_all_versions_leave_the_disk_together(
    house: House, dossier: Dossier, django_capture_on_commit_callbacks: object
) -> None:
    record = replaced(house, dossier)
    files = list(StoredFile.objects.filter(record=record).values_list("pk", flat=True))
    assert len(files) == 2
    assert all(map(store.exists, files))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.remove(house.keyring("Camille"), dossier.pk, record)
    assert not any(map(store.exists, files))


def test_a_shared_version_stays_the_one_that_was_shared(house: House, dossier: Dossier) -> None:
    camille = house.keyring("Camille")
    record = attached(house, dossier.pk, OLD, label="Bail")
    first = sharing.share(camille, dossier.pk, record)
    actions.replace_file(camille, dossier.pk, record, arrive(house, NEW, "b.txt"), based_on=1)

    def shown() -> list[bytes]:
        opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
        found = []
        for line in queries.shared_with_person(opened):
            with queries.open_shared(opened, line.id) as file:
                found.append(b"".join(file.chunks()))
        return found

    assert shown() == [OLD]
    assert sharing.share(camille, dossier.pk, record) != first
    assert shown() == [NEW]
