"""A fact: sealed at birth, made of codes, and silent about whom."""

from datetime import date

import pytest

from entrenous.activity import actions
from entrenous.activity.codes import What
from entrenous.activity.models import Fact, MonthToken
from entrenous.agents.keyfiles import _folder
from entrenous.keyring.errors import VaultClosed
from tests.people import House


def statistics_key(house: House) -> bytes:
    return (_folder(house.organisation.pk) / "statistics.key").read_bytes()


def test_only_the_statistics_key_opens_a_fact(house: House) -> None:
    made = actions.record(
        What.THREAD_ENTRY, by=house.keyring("Camille"), secteur=house.secteur,
        doing="interview", mode="office", themes=["LOG", "BUD"], minutes=40,
        on=date(2026, 1, 13),
    )  # fmt: skip
    box = bytes(Fact.objects.get(pk=made.pk).box)
    content = actions.read(box, opened_by=statistics_key(house))
    assert (content.month, content.minutes, content.themes) == (
        date(2026, 1, 1),
        40,
        ("LOG", "BUD"),
    )
    assert content.circonscription == house.circonscription.pk
    assert b"LOG" not in box


def test_facts_of_all_sizes_have_the_same_length(house: House) -> None:
    keyring = house.keyring("Camille")
    short = actions.record(What.ASSESSMENT, by=keyring)
    long = actions.record(
        What.THREAD_ENTRY, by=keyring, secteur=house.secteur, themes=["LOG", "BUD", "ENE"],
        doing="third_party", mode="third_party", person="f" * 32, minutes=9999,
    )  # fmt: skip
    assert abs(len(short.box) - len(long.box)) % 256 == 0


def test_an_agent_has_one_token_a_month_that_names_nobody(house: House) -> None:
    camille, key = house.keyring("Camille"), statistics_key(house)
    one, two = (actions.record(What.ASSESSMENT, by=camille) for _ in "ab")
    other = actions.record(What.ASSESSMENT, by=house.keyring("Alix"))
    tokens = [actions.read(bytes(f.box), opened_by=key).agent for f in (one, two, other)]
    assert tokens[0] == tokens[1] != tokens[2]
    assert house.agents["Camille"].pk.hex not in tokens
    row = MonthToken.objects.get(agent=house.agents["Camille"])
    assert bytes.fromhex(tokens[0]) not in bytes(row.box)


@pytest.mark.parametrize("words", ["elle a peur", "é", "A" * 40, "Mme_Sarr-"])
def test_words_are_refused_wherever_a_code_is_expected(house: House, words: str) -> None:
    keyring = house.keyring("Camille")
    for field in ("doing", "mode", "outcome"):
        with pytest.raises(ValueError, match="never words"):
            actions.record(What.ASSESSMENT, by=keyring, **{field: words})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="never words"):
        actions.record(What.ASSESSMENT, by=keyring, themes=[words])


def test_a_closed_vault_records_nothing(house: House) -> None:
    before = Fact.objects.count()
    with pytest.raises(VaultClosed):
        actions.record(What.ASSESSMENT, by=house.closed("Camille"))
    assert Fact.objects.count() == before
