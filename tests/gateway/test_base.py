"""An organisation's own rules narrow, or open with the person; articles confirmed by a reader."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.checks import run_checks

from entrenous.gateway import base
from entrenous.gateway.base import base_of, own_rules_faults
from entrenous.gateway.codes import State
from entrenous.gateway.confirmations import confirm, doubt, quotable_names, to_confirm
from entrenous.gateway.deciding import decide
from entrenous.gateway.entering import enter
from entrenous.gateway.errors import LegalDeskDecides
from entrenous.gateway.queries import open_request
from entrenous.gateway.verdicts import propose
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.errors import KeyNotHeld, VaultClosed
from entrenous.law import national_base
from tests.gateway.letters import BAILIFF, DEPUTY_MAYOR, entered, legal_desk
from tests.people import House

ARTICLE = """# Note interne

Exposé dans nos mots.

| mots du texte | où dans la règle |
| --- | --- |
| employeur | `withholds` |
"""
STRICTER = """
id = "pas_d_employeur"
kind = "restriction"
label = "L’employeur n’est pas tenu par le service"
question = "Donne-t-on l’employeur ?"
from = 2025-01-01
restricts = "huissier_exec"
withholds = ["employeur"]

[[basis]]
text = "Note interne"
version = "2026"
verification = "M"
unverified = "note interne, non relue"
read_on = 2026-11-22

[[example]]
title = "titre montré"
asked = ["adresse", "employeur"]
evidence = ["ecrit", "titre_executoire"]
expect = { give = ["adresse"], withhold = ["employeur"] }
"""
OPENS_A_NO = STRICTER.replace('kind = "restriction"', 'kind = "requester"').replace(
    'id = "pas_d_employeur"', 'id = "elu"'
)


@pytest.fixture
def own_rules(house: House, settings, tmp_path: Path) -> Iterator[Path]:
    """The organisation's folder of rules, empty, and nothing remembered of the former one."""
    settings.ENTRENOUS_RULES = tmp_path
    folder = tmp_path / str(house.organisation.pk)
    folder.mkdir()
    base._load.cache_clear()
    yield folder
    base._load.cache_clear()


def write(folder: Path, name: str, rule: str = STRICTER) -> None:
    (folder / f"{name}.toml").write_text(rule, "utf-8")
    (folder / f"{name}.md").write_text(ARTICLE, "utf-8")


def test_without_a_folder_the_rules_are_the_national_ones(house: House) -> None:
    assert base_of(house.organisation.pk) is national_base()
    assert own_rules_faults() == []


def test_an_own_rule_narrows_what_the_national_one_gives(house: House, own_rules: Path) -> None:
    write(own_rules, "pas_d_employeur")
    assert own_rules_faults() == []
    request = entered(house, BAILIFF)
    verdict = propose(house.keyring("Camille"), request.pk)
    assert verdict.give == ("adresse",)
    assert {k.item: k.why for k in verdict.withhold}["employeur"] == "local"
    assert verdict.legal_may_give == ("employeur",)


def test_only_the_legal_desk_departs_from_the_house_s_own_rule(
    house: House, own_rules: Path
) -> None:
    write(own_rules, "pas_d_employeur")
    legal_desk(house)
    what = {"follows": False, "give": ("employeur",), "departure": "Avis du 3 mars."}
    request = entered(house, BAILIFF)
    with pytest.raises(LegalDeskDecides):
        decide(house.keyring("Camille"), request.pk, **what)
    theirs = enter(house.keyring("Lou"), BAILIFF, circonscription=house.circonscription)
    decide(house.keyring("Lou"), theirs.pk, **what)
    assert open_request(house.keyring("Lou"), theirs.pk).row.state == State.TO_SIGN


def test_one_house_s_rules_are_not_another_s(house: House, own_rules: Path) -> None:
    write(own_rules, "pas_d_employeur")
    assert base_of(uuid4()) is national_base()
    assert base_of(house.organisation.pk) is not national_base()


@pytest.mark.parametrize(
    ("name", "rule", "said"),
    [
        ("elu", OPENS_A_NO, "elu"),
        ("vide", None, "Aucune"),
        ("faux", STRICTER.replace('give = ["adresse"]', "give = []"), "exemple faux"),
        ("sans_base", STRICTER.replace("[[basis]]", "[[source]]"), "sans_base"),
    ],
)
def test_a_folder_that_opens_or_does_not_hold_stops_the_start(
    house: House, own_rules: Path, name: str, rule: str | None, said: str
) -> None:
    if rule is None:
        (own_rules / "vide.toml").write_text("", "utf-8")
        said = "vide"
    else:
        write(own_rules, name, rule)
    (fault,) = own_rules_faults()
    assert said in fault
    assert str(house.organisation.pk) in fault
    assert [e.id for e in run_checks(tags=["security"]) if e.msg == fault] == ["entrenous.E010"]


def test_a_folder_that_is_nobody_s_is_said(settings, tmp_path: Path) -> None:
    settings.ENTRENOUS_RULES = tmp_path
    (tmp_path / "departement").mkdir()
    assert "« departement »" in own_rules_faults()[0]


# --- articles confirmed here -----------------------------------------------------------------

L152 = {"text": "Code des procédures civiles d’exécution", "article": "L152-1"}


def quotable(house: House) -> dict[str, bool]:
    request = entered(house, BAILIFF)
    verdict = propose(house.keyring("Camille"), request.pk)
    return {cited.article: cited.quotable for cited in verdict.basis}


def test_an_article_confirmed_here_may_be_quoted_until_it_is_doubted(house: House) -> None:
    assert quotable(house)["L152-1"] is False
    confirm(house.keyring("Lou"), **L152)
    confirm(house.keyring("Lou"), **L152)
    assert quotable(house) == {"L152-1": True, "R152-1": False, "L152-3": False, "515-11 6°": False}
    assert quotable_names(house.organisation.pk) == {
        "Code des procédures civiles d’exécution, L152-1"
    }
    doubt(house.keyring("Lou"), **L152)
    assert quotable(house)["L152-1"] is False
    acts = list(Entry.objects.filter(act__startswith="article.").values_list("act", flat=True))
    assert acts == [Act.ARTICLE_CONFIRMED, Act.ARTICLE_CONFIRMED, Act.ARTICLE_DOUBTED]


def test_only_the_legal_desk_confirms_and_only_what_the_rules_rest_on(house: House) -> None:
    for name in ("Camille", "Ines", "Ada"):
        with pytest.raises(KeyNotHeld):
            confirm(house.keyring(name), **L152)
        with pytest.raises(KeyNotHeld):
            doubt(house.keyring(name), **L152)
    with pytest.raises(KeyNotHeld):
        confirm(house.keyring("Lou"), text="Code du bon sens", article="1")
    with pytest.raises(VaultClosed):
        confirm(house.closed("Lou"), **L152)


def test_what_is_left_to_confirm_is_what_is_not_read_in_its_text(house: House) -> None:
    left = to_confirm(house.organisation.pk)
    assert (L152["text"], L152["article"]) in left
    assert ("Code pénal", "226-13") not in left
    assert all(b.verification != "V1" for bases in left.values() for b in bases)


def test_a_refusal_quotes_the_penal_code_without_anybody_s_confirmation(house: House) -> None:
    request = entered(house, DEPUTY_MAYOR)
    verdict = propose(house.keyring("Camille"), request.pk)
    assert [c.name for c in verdict.basis if c.quotable] == ["Code pénal, 226-13"]
