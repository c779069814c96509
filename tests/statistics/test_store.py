"""Facts go into the store whole, once, shuffled, without a token that anyone could match."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pyarrow.parquet as pq
import pytest

from entrenous.activity import actions as activity
from entrenous.activity import own
from entrenous.activity.actions import read
from entrenous.activity.codes import What
from entrenous.activity.models import Fact, MonthToken
from entrenous.statistics.engine import aggregating
from entrenous.statistics.engine.aggregating import aggregate
from entrenous.statistics.engine.store import Store, StoreBusy, StoreTooOpen
from tests.people import House
from tests.statistics import acts

LATER = date(2031, 3, 15)


def kept(store: Store) -> list[dict[str, object]]:
    """What the store holds, read without the engine."""
    parts = [path.relative_to(store.facts).parts for path in store.facts.rglob("*.parquet")]
    return [
        {**row, "month": month.removeprefix("month="), "place": place.removeprefix("place=")}
        for month, place, name in parts
        for row in pq.ParquetFile(store.facts / month / place / name).read().to_pylist()
    ]


def record(house: House, name: str = "Camille", **told: object) -> Fact:
    given = {"secteur": house.secteur, "doing": "interview", "person": "f" * 32, "minutes": 30}
    return activity.record(
        What.THREAD_ENTRY,
        by=house.keyring(name),
        **{**given, **told},  # type: ignore[arg-type]
    )


def test_a_whole_day_goes_in_once_and_leaves_the_database(
    house: House, store: Store, key: Path
) -> None:
    Fact.objects.all().delete()
    sealed = read(bytes(record(house, on=date(2031, 1, 13)).box), opened_by=key.read_bytes())
    record(house, on=date(2031, 1, 20), minutes=-5)
    today = Fact.objects.values_list("batch_on", flat=True)[0]
    assert aggregate(store, house.organisation, key, today=today).facts == 0, "a day not over"
    done = aggregate(store, house.organisation, key, today=today + timedelta(days=1))
    assert (done.facts, done.aside, done.unreadable) == (2, 1, 0)
    assert not Fact.objects.exists()
    rows = kept(store)
    assert {row["month"] for row in rows} == {"2031-01"}
    assert {row["place"] for row in rows} == {str(house.circonscription.pk)}
    assert len({row["person"] for row in rows}) == 1
    assert sealed.person not in str(rows)
    assert sealed.agent not in str(rows)
    assert str(house.agents["Camille"].pk) not in str(rows)
    again = aggregate(store, house.organisation, key, today=today + timedelta(days=1))
    assert again.facts == 0
    assert len(kept(store)) == 2


def test_once_its_month_is_closed_no_token_can_be_matched_and_late_facts_count_later(
    house: House, store: Store, key: Path
) -> None:
    Fact.objects.all().delete()
    record(house, on=date(2031, 1, 13))
    MonthToken.objects.update(month=date(2031, 1, 1))
    done = aggregate(store, house.organisation, key, today=LATER)
    assert done.closed == "2031-02"
    assert done.tokens_destroyed
    assert not MonthToken.objects.filter(month__lte=date(2031, 2, 1)).exists()
    assert not (store.folder / "salts" / "agent-2031-01").exists()
    assert (store.folder / "salts" / "person-2031").exists()
    record(house, on=date(2031, 1, 14))
    assert aggregate(store, house.organisation, key, today=LATER).late == 1
    late = [row for row in kept(store) if row["month"] == "2031-03"]
    assert [(row["person"], row["agent"], row["units"]) for row in late] == [("", "", 1)]


def test_a_run_stopped_midway_loses_nothing_and_counts_nothing_twice(
    house: House, store: Store, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Fact.objects.all().delete()
    record(house)
    fact = Fact.objects.get()

    def cut(_store: Store, _batch: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(Store, "settle", cut)
        with pytest.raises(KeyboardInterrupt):
            aggregate(store, house.organisation, key, today=LATER)
    assert not Fact.objects.exists(), "stopped after the database, before the folder"
    assert kept(store) == []
    assert aggregating.recover(store)
    assert len(kept(store)) == 1
    store.stage("left", [], [fact.pk])
    Fact.objects.create(pk=fact.pk, organisation=house.organisation, batch_on=LATER, box=fact.box)
    assert aggregating.recover(store) == []
    assert store.staged() == {}


def test_another_key_opens_nothing_and_says_how_many(
    house: House, store: Store, key: Path, tmp_path: Path
) -> None:
    Fact.objects.all().delete()
    record(house)
    other = tmp_path / "other.key"
    other.write_bytes(bytes(house.secrets["Sacha"]))
    other.chmod(0o600)
    assert aggregate(store, house.organisation, other, today=LATER).unreadable == 1
    assert kept(store) == []


def test_a_key_or_a_folder_that_others_read_is_refused(
    house: House, store: Store, key: Path, tmp_path: Path
) -> None:
    lax = tmp_path / "lax.key"
    lax.write_bytes(key.read_bytes())
    lax.chmod(0o640)
    with pytest.raises(StoreTooOpen):
        aggregate(store, house.organisation, lax, today=LATER)
    store.folder.chmod(0o755)
    with pytest.raises(StoreTooOpen):
        Store(store.folder.parent, house.organisation.pk)


def test_two_engines_never_work_in_the_same_folder(store: Store, house: House, key: Path) -> None:
    with store.alone(), pytest.raises(StoreBusy):
        aggregate(store, house.organisation, key, today=LATER)


def test_the_account_of_the_engine_alone_reads_what_is_written(store: Store) -> None:
    store.stage("b", acts.rows(5), [UUID(int=1)])
    store.settle("b")
    for path in store.folder.rglob("*"):
        assert not path.stat().st_mode & 0o077, path


def test_her_own_count_is_hers_alone(house: House) -> None:
    record(house, on=date(2031, 1, 13))
    record(house, on=date(2031, 1, 14), minutes=None)
    mine = own.months(house.keyring("Camille"), since=date(2031, 1, 1))
    assert [(m.month, m.acts["thread.entry/interview"].count) for m in mine] == [
        (date(2031, 1, 1), 2)
    ]
    assert (mine[0].acts["thread.entry/interview"].minutes,
            mine[0].acts["thread.entry/interview"].unsaid) == (30, 1)  # fmt: skip
    assert own.months(house.keyring("Alix"), since=date(2031, 1, 1)) == []
