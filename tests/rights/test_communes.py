"""Communes by code and by name, from the engine's own table; nothing when it is not installed."""

import sys
from pathlib import Path

import pytest

from entrenous.rights.estimates import communes

TABLE = "CODGEO,LIBCOM_2014\n94028,Créteil\n97411,Saint-Denis\n93066,Saint-Denis\n2A004,Ajaccio\n"
PLACE = "engine/lib/python3.11/site-packages/openfisca_france/assets/apl/20110914_zonage.csv"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment whose engine knows four communes."""
    path = tmp_path / PLACE
    path.parent.mkdir(parents=True)
    path.write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(sys, "prefix", str(tmp_path))


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("typed", ["Créteil", "CRETEIL", " créteil "])
def test_a_name_finds_its_code_however_it_is_typed(typed: str) -> None:
    assert communes.named(typed) == [("94028", "Créteil")]


@pytest.mark.usefixtures("installed")
def test_a_name_that_several_bear_gives_them_all() -> None:
    assert {code for code, _ in communes.named("St Denis")} == {"97411", "93066"}
    assert communes.names()["2A004"] == "Ajaccio"
    assert communes.named("Atlantide") == []


def test_without_the_engine_nothing_is_known_and_nothing_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert communes.names() == {}
    assert communes.named("Créteil") == []


@pytest.mark.parametrize(
    ("text", "is_one"), [("94028", True), ("2B033", True), ("9402", False), ("Paris", False)]
)
def test_a_code_has_five_characters(text: str, is_one: bool) -> None:
    assert communes.is_code(text) is is_one
