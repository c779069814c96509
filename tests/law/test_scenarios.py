"""The table a jurist reads: who asks, with what, and what leaves. Written from the law, by hand."""

import csv
from pathlib import Path

import pytest

from entrenous.law import answer, national_base, read_request

TABLE = Path(__file__).with_name("scenarios.csv")
LISTS = ("asked", "evidence", "agreement", "facts")
with TABLE.open(encoding="utf-8", newline="") as lines:
    SCENARIOS = list(csv.DictReader(lines, delimiter="|", restval=None))


def _question(row):
    question = {name: row[name].split() for name in LISTS}
    question |= {name: row[name] for name in ("requester", "channel", "received_on")}
    return question | ({"employer": row["employer"]} if row["employer"] else {})


@pytest.mark.parametrize("row", SCENARIOS, ids=lambda row: row["title"])
def test_what_leaves_is_what_the_table_says(row):
    found = answer(national_base(), read_request(_question(row))).as_json()

    assert found["status"] == row["status"]
    assert found["give"] == row["give"].split()
    assert found["missing"] == row["missing"].split()
    for also in row["also"].split():
        name, value = also.split("=")
        assert found[name] == value


def test_the_table_is_long_and_says_each_thing_once():
    questions = [tuple(row[name] for name in row if name != "title") for row in SCENARIOS]
    assert len(SCENARIOS) >= 120
    assert len(set(questions)) == len(questions)


def test_every_requester_of_the_base_has_a_line():
    requesters = {rule.id for rule in national_base().everything() if rule.kind == "requester"}
    assert requesters <= {row["requester"] for row in SCENARIOS}
