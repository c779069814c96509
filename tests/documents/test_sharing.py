"""A file shared with the person: one file, through compartment 7 alone, until it is taken back."""

from uuid import UUID

import pytest

from entrenous.documents import actions, queries, sharing, store
from entrenous.documents.models import StoredFile
from entrenous.documents.queries import FileAltered, FileMissing
from entrenous.dossiers import merging
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import containers, records, rotation
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import OpenContainer
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from tests.documents.papers import attached, large
from tests.dossiers.opened import dossier_of
from tests.people import House

RAW = large()


@pytest.fixture
def dossier(house: House) -> Dossier:
    return dossier_of(house, "Camille")


@pytest.fixture
def her(house: House, dossier: Dossier) -> str:
    """Who holds compartment 7 and nothing else: Lou stands for the person here."""
    camille = house.keyring("Camille")
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    lou = Recipient(house.agents["Lou"].pk, Motive.SHARED, Compartment.PERSON)
    containers.grant(opened, lou, by=camille)
    return "Lou"


def narrow(house: House, container: UUID, who: str) -> OpenContainer:
    opened = house.keyring(who).open(container, Act.DOSSIER_OPENED)
    assert Compartment.PERSON in opened.keys or opened.covers(Compartment.PERSON)
    return opened


def shown(house: House, container: UUID, who: str) -> list[queries.Shared]:
    return queries.shared_with_person(narrow(house, container, who))


def read(house: House, container: UUID, shared: UUID, who: str) -> bytes:
    with queries.open_shared(narrow(house, container, who), shared) as file:
        return b"".join(file.chunks())


def test_compartment_seven_alone_reads_what_is_shared_and_nothing_else(
    house: House, dossier: Dossier, her: str
) -> None:
    camille = house.keyring("Camille")
    kept = attached(house, dossier.pk, RAW, "garde.txt", label="Gardé")
    record = attached(house, dossier.pk, RAW, "bail.txt", label="Bail")
    assert shown(house, dossier.pk, her) == []
    shared = sharing.share(camille, dossier.pk, record)
    (line,) = shown(house, dossier.pk, her)
    assert (line.id, line.content.title, line.is_missing) == (shared, "Bail", False)
    assert read(house, dossier.pk, shared, her) == RAW
    opened = narrow(house, dossier.pk, her)
    assert not opened.covers(Compartment.DOCUMENTS)
    for record_of_five in (kept, record):
        with pytest.raises(KeyNotHeld):
            queries.open_shared(opened, record_of_five)
    with pytest.raises(KeyNotHeld):
        queries.open_file(house.keyring(her), dossier.pk, kept, act=Act.DOCUMENT_READ)


def test_sharing_twice_is_sharing_once_and_taking_back_is_said(
    house: House, dossier: Dossier, her: str
) -> None:
    camille = house.keyring("Camille")
    record = attached(house, dossier.pk, RAW)
    shared = sharing.share(camille, dossier.pk, record)
    assert sharing.share(camille, dossier.pk, record) == shared
    assert sharing.unshare(camille, dossier.pk, record)
    assert not sharing.unshare(camille, dossier.pk, record)
    assert shown(house, dossier.pk, her) == []
    with pytest.raises(KeyNotHeld):
        read(house, dossier.pk, shared, her)
    acts = Entry.objects.filter(container=dossier.pk, act__endswith="shared")
    assert [e.act for e in acts] == [Act.DOCUMENT_SHARED, Act.DOCUMENT_UNSHARED]


def test_only_a_holder_shares_and_takes_back(house: House, dossier: Dossier, her: str) -> None:
    record = attached(house, dossier.pk, RAW)
    for who in ("Alix", "Rachel", her):
        for act in (sharing.share, sharing.unshare):
            with pytest.raises(KeyNotHeld):
                act(house.keyring(who), dossier.pk, record)
    other = dossier_of(house, "Camille", "Autre-Fictif")
    with pytest.raises(KeyNotHeld):
        sharing.share(house.keyring("Camille"), other.pk, record)


def test_a_shared_file_follows_a_new_key_and_leaves_with_the_document(
    house: House, dossier: Dossier, her: str
) -> None:
    camille = house.keyring("Camille")
    record = attached(house, dossier.pk, RAW)
    shared = sharing.share(camille, dossier.pk, record)
    rotation.renew(dossier.pk, by=camille)
    assert read(house, dossier.pk, shared, her) == RAW
    actions.remove(camille, dossier.pk, record)
    assert shown(house, dossier.pk, her) == []


def test_a_shared_file_follows_a_dossier_that_is_merged(house: House, dossier: Dossier) -> None:
    camille, double = house.keyring("Camille"), dossier_of(house, "Camille", "Double-Fictif")
    record = attached(house, double.pk, RAW, label="Relevé")
    sharing.share(camille, double.pk, record)
    merging.merge(camille, double, into=dossier)
    (line,) = shown(house, dossier.pk, "Camille")
    assert read(house, dossier.pk, line.id, "Camille") == RAW
    reading = records.read(camille.open(dossier.pk, Act.DOSSIER_OPENED))
    (document,) = queries.attachments(reading)
    assert sharing.shared_version(reading, document.id) == line.content
    assert sharing.unshare(camille, dossier.pk, document.id)


def test_two_shared_files_exchanged_or_cut_on_the_disk_show_nothing(
    house: House, dossier: Dossier, her: str
) -> None:
    camille = house.keyring("Camille")
    one, two = (
        sharing.share(camille, dossier.pk, attached(house, dossier.pk, RAW, f"{n}.txt"))
        for n in (1, 2)
    )
    paths = [store.path_of(s.content.file) for s in shown(house, dossier.pk, her)]
    first, second = (path.read_bytes() for path in paths)
    paths[0].write_bytes(second)
    paths[1].write_bytes(first[:-20])
    for shared in (one, two):
        with pytest.raises(FileAltered):
            read(house, dossier.pk, shared, her)
    for path in paths:
        path.unlink()
    assert all(s.is_missing for s in shown(house, dossier.pk, her))
    with pytest.raises(FileMissing):
        read(house, dossier.pk, one, her)
    assert StoredFile.objects.count() == 2
