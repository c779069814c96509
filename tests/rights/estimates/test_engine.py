"""The engine itself, warm behind its socket: the figures that were checked by hand, and errors."""

import time
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from entrenous.benefits import actions
from entrenous.benefits import worker as beside
from entrenous.benefits.codes import State
from entrenous.benefits.questions import situation
from entrenous.ops.demo.estimates import H2, recorded
from entrenous.rights import estimates as estimated
from entrenous.rights.estimates import BENEFITS, asking
from tests.benefits.households import ALONE

from .households import alone, with_children

# One worker for the whole file: it takes seconds to load.
pytestmark = [pytest.mark.xdist_group("engine"), pytest.mark.enable_socket]
PATIENCE_SECONDS = 300
FOLDER = Path(estimated.__file__).parent
REFERENCE = tomllib.loads((FOLDER / "reference.toml").read_text("utf-8"))["household"]
BY_CODE = {benefit.code: benefit for benefit in BENEFITS}


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("engine") / "s"
    try:
        process = asking.start(path)
    except asking.EngineAbsent:
        pytest.skip("the engine is not installed: ./entrenous test installs it")
    with process:
        for _ in range(PATIENCE_SECONDS * 5):
            if path.exists() or process.poll() is not None:
                break
            time.sleep(0.2)
        yield path
        process.kill()


def estimates(worker: Path, situation: dict[str, Any]) -> dict[str, Any]:
    answered = asking.ask(worker, {"ask": "estimate", "situation": situation}, seconds=120)
    return {each["code"]: each for each in answered["estimates"]}


def test_one_person_without_income_has_what_was_computed_by_hand(worker: Path) -> None:
    found = estimates(worker, alone())
    assert found["rsa"]["amount"] == "573.49"
    assert found["aide_logement"]["amount"] == "351.00"
    assert found["rsa"]["state"] == "probable"


def test_a_net_salary_is_made_taxable_before_it_counts(worker: Path) -> None:
    found = estimates(worker, alone("1400"))
    assert found["aide_logement"]["amount"] == "14.00"
    assert found["ppa"]["amount"] == "242.88"


def test_benefits_that_were_received_count(worker: Path) -> None:
    received = {"rsa": "100", "ppa": "200", "aide_logement": "400", "af": "152.25", "asf": "403"}
    nothing = estimates(worker, with_children())["ppa"]
    some = estimates(worker, with_children() | {"received": received})["ppa"]
    assert float(some["amount"]) < float(nothing["amount"])


def test_what_an_ex_spouse_pays_for_the_children_lowers_what_depends_on_income(
    worker: Path,
) -> None:
    said = with_children("1400")
    before = estimates(worker, said)
    said["adults"][0]["maintenance"] = "180"
    after = estimates(worker, said)
    for code in ("ppa", "aide_logement"):
        assert float(after[code]["amount"]) < float(before[code]["amount"])
    assert after["af"]["amount"] == before["af"]["amount"]


def test_a_disability_pension_opens_its_complement(worker: Path) -> None:
    said = alone()
    said["adults"][0] |= {"disability_pension": "500", "activity": "disabled"}
    found = estimates(worker, said)
    assert found["asi"]["state"] == "to_check"
    assert float(found["asi"]["amount"]) > 0
    assert float(found["rsa"]["amount"] or 0) < 573.49 - 499


def test_the_curve_has_81_points_and_agrees_with_the_estimate(worker: Path) -> None:
    question = {"ask": "curve", "situation": alone("1400"), "up_to": "2000"}
    points = asking.ask(worker, question, seconds=120)["points"]
    assert len(points) == 81
    (at,) = [point for point in points if point["salary"] == "1400.00"]
    assert at["amounts"]["ppa"] == "242.88"


@pytest.mark.parametrize("household", REFERENCE, ids=lambda household: household["title"])
def test_the_reference_households_have_their_figures(
    worker: Path, household: dict[str, Any]
) -> None:
    found = estimates(worker, household["situation"])
    for code, expected in household["expected"].items():
        assert found[code]["state"] != "not_computable", found[code]["missing"]
        if expected == "0":
            assert found[code]["amount"] is None
            continue
        paid = Decimal(expected) * (Decimal("0.995") if BY_CODE[code].crds else 1)
        assert abs(Decimal(found[code]["amount"]) - paid) <= Decimal("0.02"), code


def test_what_the_demonstration_shows_is_what_the_engine_answers(worker: Path) -> None:
    """If the model changed on purpose, record its answer again (`ops/demo/estimates.py`)."""
    known = recorded()
    assert known["question"] == situation(H2)
    question = {"ask": "estimate", "situation": known["question"]}
    assert asking.ask(worker, question, seconds=120) == known["answer"]


def test_after_the_last_parameter_what_was_not_revalued_is_to_check(worker: Path) -> None:
    found = estimates(worker, with_children() | {"month": "2031-05"})
    assert {each["state"] for each in found.values()} == {"to_check", "not_computable"}
    assert any("non revalorisé" in why for why in found["rsa"]["why"])


def test_an_earlier_month_shows_the_figures_of_its_day(worker: Path) -> None:
    (figure,) = estimates(worker, alone(month="2026-03"))["rsa"]["parameters"]
    assert (figure["value"], figure["on"]) == ("646.52", "2025-04-01")
    assert "2025-293" in figure["text"]


def test_a_district_of_paris_is_in_paris(worker: Path) -> None:
    home = {"status": "tenant_private", "rent": "450.00", "insee": "75113"}
    assert estimates(worker, alone(home=home))["aide_logement"]["amount"] == "351.00"


def test_a_postcode_is_not_a_commune(worker: Path) -> None:
    home = {"status": "tenant_private", "rent": "450.00", "insee": "75013"}
    answered = asking.ask(worker, {"ask": "estimate", "situation": alone(home=home)})
    assert "code postal" in answered["error"]


def test_a_month_before_the_model_is_said(worker: Path) -> None:
    said = alone(month="2010-06")
    answered = asking.ask(worker, {"ask": "estimate", "situation": said}, seconds=120)
    assert "ancien" in answered["error"]


def test_a_worker_survives_nonsense_and_says_its_version(worker: Path) -> None:
    for nonsense in ("oracle", [], {}, None):
        assert "error" in asking.ask(worker, {"ask": nonsense})
    assert asking.ask(worker, {"ask": "ready"})["engine"]["openfisca_france"]


def test_only_this_account_may_ask(worker: Path) -> None:
    assert worker.stat().st_mode & 0o077 == 0


def test_a_worker_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(asking.EngineAbsent):
        asking.ask(tmp_path / "nobody", {"ask": "ready"})


def test_the_pages_of_a_dossier_are_answered_by_the_engine_itself(
    worker: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert beside.make_private(beside.folder_of(tmp_path))
    monkeypatch.setattr(beside, "socket_in", lambda _folder: worker)
    monkeypatch.setattr(beside, "SECONDS", 120)
    said = {each.code: each for each in actions.estimate(tmp_path, ALONE).found}
    assert (said["ppa"].state, said["ppa"].low is None) == (State.PROBABLE, False)
    drawn = {line.code: line.amounts for line in actions.curve(tmp_path, ALONE).lines}
    assert drawn["rsa"][0] > drawn["rsa"][40]
    assert len(drawn["ppa"]) == 81
