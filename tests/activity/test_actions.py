"""A fact: sealed at birth, made of codes, and silent about whom."""

from datetime import date

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

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


def test_several_facts_are_sealed_apart_with_one_look_at_the_agent(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    camille, key = house.keyring("Camille"), statistics_key(house)
    actions.record(What.ASSESSMENT, by=camille)
    days = (date(2025, 12, 31), date(2026, 1, 13), None)
    acts = [actions.Done(What.THREAD_ENTRY, secteur=house.secteur, on=day) for day in days]
    with django_assert_num_queries(4):  # her token, her own counts twice, the facts
        facts = actions.record_all(acts, by=camille)
    told = [actions.read(bytes(fact.box), opened_by=key) for fact in facts]
    this_month = timezone.localdate().replace(day=1)
    assert [t.month for t in told] == [date(2025, 12, 1), date(2026, 1, 1), this_month]
    assert {t.circonscription for t in told} == {house.circonscription.pk}
    assert len({t.agent for t in told}) == 1
    assert len({bytes(fact.box) for fact in facts}) == 3
    assert Fact.objects.filter(pk__in=[fact.pk for fact in facts]).count() == 3


def test_one_word_among_several_facts_and_none_is_kept(house: House) -> None:
    before = Fact.objects.count()
    acts = [actions.Done(What.ASSESSMENT), actions.Done(What.ASSESSMENT, outcome="elle a peur")]
    with pytest.raises(ValueError, match="never words"):
        actions.record_all(acts, by=house.keyring("Camille"))
    assert Fact.objects.count() == before


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
