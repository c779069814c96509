"""The store of facts, as the engine makes it of all that was done: read whole, every byte of it."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
from django.utils import timezone

from entrenous.activity.models import Fact
from entrenous.agents.keyfiles import _folder
from entrenous.agents.models import Organisation
from entrenous.statistics.engine.aggregating import aggregate
from entrenous.statistics.engine.store import Store

#: Fewer facts than this, and the acts were not driven: the search would prove nothing.
_LEAST = 20


def facts_now() -> set[tuple[object, bytes]]:
    """The sealed facts as they are: to be kept before what was done is undone."""
    rows = Fact.objects.values_list("organisation_id", "box")
    return {(organisation, bytes(box)) for organisation, box in rows}


def what_the_store_holds(undone: Iterable[tuple[object, bytes]], folder: Path) -> dict[str, bytes]:
    """Channel -> every file of the store and every value in it, facts undone meanwhile included."""
    today = timezone.localdate()
    missing = set(undone) - facts_now()
    Fact.objects.bulk_create(
        Fact(organisation_id=organisation, batch_on=today, box=box) for organisation, box in missing
    )
    stored, files, values = 0, [], []
    for organisation in Organisation.objects.all():
        store, key = Store(folder, organisation.pk), _folder(organisation.pk) / "statistics.key"
        if not Fact.objects.filter(organisation=organisation).exists():
            continue
        done = aggregate(store, organisation, key, today=today + timedelta(days=400))
        assert done.unreadable == 0
        stored += done.facts
    for path in filter(Path.is_file, folder.rglob("*")):
        files += [str(path.relative_to(folder)).encode(), path.read_bytes()]
        if path.suffix == ".parquet":
            values += [str(row).encode() for row in pq.ParquetFile(path).read().to_pylist()]
    assert stored >= _LEAST
    assert len(values) == stored
    return {"store of facts": b"\0".join(files), "facts in the store": b"\0".join(values)}
