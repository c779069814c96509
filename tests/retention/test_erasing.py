"""After a destruction nothing opens and nothing is left, but a line that names nobody."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, UUIDField
from django.utils import timezone

from entrenous.documents import store
from entrenous.documents.models import StoredFile
from entrenous.dossiers.models import Dossier
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.journal.queries import check
from entrenous.keyring import models
from entrenous.keyring.errors import KeyNotHeld
from entrenous.retention import deciding, erasing, reach
from entrenous.retention.codes import Reason
from entrenous.retention.errors import NotDestroyed
from entrenous.retention.models import Destruction, Terms
from tests.dossiers.opened import dossier_of
from tests.gateway.letters import DEPUTY_MAYOR, entered
from tests.ground.databases import Database
from tests.people import House, full_house
from tests.retention.old import destroyed, lived, proposed


def why(house: House, who: str, row: Destruction) -> set[Reason]:
    with pytest.raises(NotDestroyed) as refused:
        erasing.erase(house.keyring(who), row.pk)
    return set(refused.value.reasons)


def test_nothing_opens_it_any_more_and_its_line_stays(house: House) -> None:
    dossier = lived(house)
    dossier_id = dossier.pk
    row = destroyed(house, dossier)
    with pytest.raises(KeyNotHeld):
        house.keyring("Camille").open(dossier_id, Act.DOSSIER_OPENED)
    assert not Dossier.objects.filter(pk=dossier_id).exists()
    assert not models.Record.objects.filter(container=dossier_id).exists()
    assert not models.HeadRow.objects.filter(container=dossier_id).exists()
    assert not models.Grant.objects.filter(container=dossier_id, box__isnull=False).exists()
    assert models.Grant.objects.filter(container=dossier_id).exists(), "signed headers stay"
    assert (row.container, row.done_by) == (dossier_id, house.agents["Ines"])
    assert min(row.records, row.files, row.keys) > 0
    assert Entry.objects.get(seq=row.place).act in {Act.ERASED, Act.ERASED.value}


def test_the_journal_is_still_faithful(house: House) -> None:
    destroyed(house, lived(house))
    assert check(house.organisation) == Entry.objects.count()


def test_whoever_proposed_it_does_not_do_it(house: House) -> None:
    row = proposed(house, lived(house))
    assert why(house, "Camille", row) == {Reason.ALONE}
    assert Dossier.objects.filter(pk=row.container).exists()


def test_an_accompagnement_under_way_is_refused(house: House) -> None:
    with pytest.raises(NotDestroyed) as refused:
        deciding.propose(house.keyring("Camille"), dossier_of(house, "Camille"))
    assert refused.value.reasons == (Reason.OPEN,)


def test_a_term_not_reached_is_refused(house: House) -> None:
    dossier = lived(house, closed_on=timezone.localdate() - timedelta(days=600))
    with pytest.raises(NotDestroyed) as refused:
        deciding.propose(house.keyring("Camille"), dossier)
    assert refused.value.reasons == (Reason.EARLY,)


def test_without_the_archivist_nothing_is_destroyed(house: House) -> None:
    row = deciding.propose(house.keyring("Camille"), lived(house))
    assert why(house, "Ines", row) == {Reason.VISA}
    Terms.objects.create(organisation=house.organisation, needs_visa=False)
    erasing.erase(house.keyring("Ines"), row.pk)


def test_what_the_person_or_a_third_party_waits_for_comes_first(house: House) -> None:
    dossier = lived(house)
    row = proposed(house, dossier)
    entered(house, DEPUTY_MAYOR, dossier=dossier)
    assert why(house, "Ines", row) == {Reason.THIRD_PARTY}


def test_twice_is_told(house: House) -> None:
    row = destroyed(house, lived(house))
    assert why(house, "Ines", row) == {Reason.OVER}
    with pytest.raises(NotDestroyed):
        deciding.withdraw(house.keyring("Camille"), row.pk)


def test_a_proposal_withdrawn_leaves_the_dossier(house: House) -> None:
    row = proposed(house, lived(house))
    deciding.withdraw(house.keyring("Camille"), row.pk)
    assert why(house, "Ines", row) == {Reason.OVER}
    assert house.keyring("Camille").open(row.container, Act.DOSSIER_OPENED)


def test_a_colleague_who_does_not_follow_it_proposes_nothing(house: House) -> None:
    with pytest.raises(KeyNotHeld):
        deciding.propose(house.keyring("Alix"), lived(house))


def test_files_leave_the_disk(own_database: Database) -> None:
    house = full_house()
    dossier = lived(house)
    (file,) = StoredFile.objects.filter(container=dossier.pk)
    assert store.exists(file.pk)
    destroyed(house, dossier)
    assert not store.exists(file.pk)


def test_neither_the_database_nor_its_log_keeps_a_key(own_database: Database) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL: what VACUUM and backups do is said in docs/exploitation.md")
    house = full_house()
    dossier = lived(house, file=False)
    held = models.Grant.objects.filter(container=dossier.pk, box__isnull=False)
    boxes = [bytes(box) for box in held.values_list("box", flat=True)]
    blobs = [bytes(r.blob) for r in models.Record.objects.filter(container=dossier.pk)]
    assert len(boxes) > 1
    path = Path(connection.settings_dict["NAME"])
    before = _bytes_of(path)
    assert any(box in before for box in boxes), "the search finds what is there"
    destroyed(house, dossier)
    after = _bytes_of(path)
    assert not [box for box in boxes if box in after]
    assert not [blob for blob in blobs if blob[:64] in after]


def _bytes_of(path: Path) -> bytes:
    log = path.with_name(path.name + "-wal")
    return path.read_bytes() + (log.read_bytes() if log.exists() else b"")


def test_every_table_that_names_a_dossier_or_a_container_is_thought_of() -> None:
    named = {model._meta.label for model in apps.get_models() if _names_one(model)}
    assert named == reach.GOES | reach.STAYS.keys()


def _names_one(model: type) -> bool:
    ends = {
        "continuity.CoveredDossier", "continuity.DangerAccess", "dossiers.Dossier",
        "dossiers.Household", "keyring.Container",
    }  # fmt: skip
    fields = model._meta.concrete_fields  # type: ignore[attr-defined]
    keys = {f.related_model._meta.label for f in fields if isinstance(f, ForeignKey)}
    return model.__module__.startswith("entrenous.") and bool(keys & ends)


def test_nothing_is_left_of_it_anywhere(house: House) -> None:
    """Every column that holds an id: what still names the dossier says nothing of the person."""
    dossier = lived(house)
    entered(house, DEPUTY_MAYOR, dossier=dossier)
    gone = reach.of(dossier.pk).containers
    ThirdPartyRequest.objects.update(state="answered")
    destroyed(house, dossier)
    allowed = {"journal.Entry", "keyring.Container", "keyring.Epoch", "keyring.Grant",
               "retention.Destruction", "gateway.ThirdPartyRequest", "keyring.Record",
               "keyring.HeadRow"}  # fmt: skip
    found = {label for label, value in _ids() if value in gone}
    assert found <= allowed
    kept = models.Record.objects.filter(container__in=gone)
    assert {row.compartment for row in kept} <= {9}, "the register line of the legal desk only"


def _ids() -> list[tuple[str, UUID]]:
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith("entrenous."):
            continue
        columns = [f for f in model._meta.concrete_fields
                   if isinstance(f, UUIDField | ForeignKey)]  # fmt: skip
        for column in columns:
            values = model._default_manager.values_list(column.attname, flat=True)
            found += [(model._meta.label, v) for v in values if isinstance(v, UUID)]
    return found
