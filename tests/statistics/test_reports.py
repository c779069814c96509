"""A report: asked once, certified or refused, never changed; its ledger is not to be touched."""

from datetime import date
from uuid import UUID

import pytest

from entrenous.disclosure import Progress
from entrenous.statistics import actions
from entrenous.statistics.codes import Kind, Question, State
from entrenous.statistics.contents import Ordered
from entrenous.statistics.engine import computing, working
from entrenous.statistics.engine.store import Store
from entrenous.statistics.models import OrderedCalls, PaperCode, Report
from entrenous.statistics.periods import before, months_of, over
from entrenous.statistics.shapes import MEDIATIONS
from entrenous.workload.measures import MEANS
from entrenous.workload.work import Work, coarsened
from tests.people import House
from tests.statistics import acts


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with a year of acts."""
    store.stage("one", acts.rows(900), [UUID(int=1)])
    store.settle("one")
    return store


def test_asked_twice_it_is_computed_once(house: House) -> None:
    one = actions.ask(Kind.MEANS, "2025", by=house.keyring("Max"))
    two = actions.ask(Kind.MEANS, "2025", by=house.keyring("Ines"))
    assert one.pk == two.pk
    assert Report.objects.filter(organisation=house.organisation).count() == 1


def test_a_period_that_is_not_fixed_is_refused(house: House) -> None:
    for period in ("2025-01", "2025-T5", "hier", ""):
        with pytest.raises(ValueError, match=f"^{period}$"):
            actions.ask(Kind.MEANS, period, by=house.keyring("Max"))


def test_a_year_and_its_quarters_are_not_both_published(house: House, filled: Store) -> None:
    year, quarter = (
        actions.ask(Kind.BILL, period, by=house.keyring("Max")) for period in ("2025", "2025-T1")
    )
    working.work(filled, house.organisation)
    year.refresh_from_db()
    quarter.refresh_from_db()
    assert (year.stands, quarter.stands) == (State.RELEASED, State.REFUSED), "asked at once"
    assert "année 2025. Un trimestre s’en soustrairait" in quarter.content["reasons"][0]
    with pytest.raises(actions.PeriodShared, match="aucun mois n’est publié"):
        actions.ask(Kind.MEANS, "2025-T3", by=house.keyring("Max"))
    Report.objects.filter(pk=year.pk).update(period="2025-T2")
    with pytest.raises(actions.PeriodShared, match="premier trimestre 2025, troisième"):
        actions.ask(Kind.MEANS, "2025", by=house.keyring("Max"))
    actions.ask(Kind.MEANS, "2025-T3", by=house.keyring("Max"))


def test_the_progress_is_written_and_never_goes_back(house: House) -> None:
    report = actions.ask(Kind.MEANS, "2025", by=house.keyring("Max"))
    watch, seen = working._Watching(report), []
    for step in (lambda: watch.read(1, 2), lambda: watch(Progress("Attaque", 9, 10, 1)),
                 lambda: watch(Progress("Réparation", 1, 10, 2))):  # fmt: skip
        step()
        seen.append(Report.objects.get(pk=report.pk).done)
    assert seen == [30, 95, 95]


def test_an_empty_period_says_so(house: House, filled: Store) -> None:
    report = actions.ask(Kind.BILL, "2019", by=house.keyring("Max"))
    assert working.work(filled, house.organisation) == 1
    report.refresh_from_db()
    assert report.stands is State.EMPTY


def test_a_released_report_hides_small_cells_and_its_ledger_is_guarded(
    house: House, filled: Store
) -> None:
    follow_up, bill = (
        actions.ask(kind, year, by=house.keyring("Max"))
        for kind, year in ((Kind.FOLLOW_UP, "2024"), (Kind.BILL, "2025"))
    )
    assert working.work(filled, house.organisation) == 2
    follow_up.refresh_from_db()
    bill.refresh_from_db()
    assert (follow_up.stands, bill.stands) == (State.EMPTY, State.RELEASED), bill.content
    assert {t["code"] for t in bill.content["tables"]} == {"received", "cost", "answered"}
    shown = [cell for table in bill.content["tables"] for cell in table["cells"]]
    assert all(cell[2] is None or cell[2] == 0 or cell[2] >= 11 for cell in shown)
    ledger = next(filled.ledger.glob("*.json"))
    ledger.write_bytes(ledger.read_bytes().replace(b"received", b"receivex"))
    asked = {"kind": Kind.ACTIVITY.value, "period": "2025", "state": State.ASKED.value}
    Report.objects.filter(pk=follow_up.pk).update(**asked)
    with pytest.MonkeyPatch.context() as short:
        short.setattr(working, "shape_of", lambda *_: computing.Shape((MEANS[7],)))
        working.work(filled, house.organisation)
    follow_up.refresh_from_db()
    assert follow_up.stands is State.REFUSED
    assert "registre" in follow_up.content["reasons"][0]


def test_one_worker_alone_somewhere_is_never_shown(store: Store, house: House) -> None:
    alone = [row for row in acts.rows(600) if row.agent == "a1"]
    store.stage("one", alone, [UUID(int=1)])
    store.settle("one")
    facts = working.expressions.duckdb_facts(store.facts)
    shape = computing.Shape((working.shape_of(Kind.MEANS, "").measures[0],))
    made = computing.tables_of(facts, shape, "2025", months_of("2025"))
    decided = working.protect(made)
    if isinstance(decided, working.Release):
        assert all(cell.persons in {None, 0} for table in decided.tables for cell in table.cells)


def test_few_persons_of_many_acts_are_hidden_and_the_figures_still_hold_together(
    store: Store,
) -> None:
    """Eight persons, each of two lines, with three workers: sixteen acts are still of eight."""
    shape = computing.Shape((MEDIATIONS,))
    many = [
        coarsened(Work(act=act, month="2025-01", place=place, person=f"{place[-1]}{n}",
                       agent=f"{place[-1]}{n % 3}"))
        for place, last in zip(acts.PLACES, (8, 40), strict=True)
        for n in range(last)
        for act in MEDIATIONS.acts
    ]  # fmt: skip
    store.stage("few", many, [UUID(int=1)])
    store.settle("few")
    facts = working.expressions.duckdb_facts(store.facts)
    (table,) = computing.tables_of(facts, shape, "2025", months_of("2025"))
    behind = {cell.codes: (cell.persons, cell.agents) for cell in table.cells}
    assert behind[acts.PLACES[0], "total"] == (16, 1)
    decided = working.protect([table])
    assert isinstance(decided, working.Release)
    shown = {cell.codes: cell.value for cell in decided.tables[0].cells}
    assert shown[acts.PLACES[0], "total"] is None
    assert shown["total", "total"] == 96


def test_the_fixed_periods_are_those_wholly_closed() -> None:
    found = over(date(2026, 4, 11), years=2, closes_after=10)
    assert found[:2] == ["2026-T1", "2025"]
    assert over(date(2026, 4, 10), years=2, closes_after=10)[0] == "2025"
    assert before("2026-T1") == "2025-T1"


def test_a_paper_counts_once_and_is_nobodys(house: House) -> None:
    lead, desk = house.keyring("Ada"), house.keyring("Rachel")
    with pytest.raises(actions.FormOff):
        actions.print_codes(3, by=lead)
    actions.give_form(given=True, by=lead)
    codes = actions.print_codes(3, by=lead)
    kept = set(PaperCode.objects.values_list("digest", flat=True))
    assert not any(code.replace("-", "") in kept for code in codes)
    answers = {Question.AGAIN: "yes", Question.HELPED: "whatever"}
    actions.take_in(codes[0].lower(), answers, place=house.circonscription, by=desk)
    with pytest.raises(actions.CodeUnknown):
        actions.take_in(codes[0], answers, place=None, by=desk)
    assert PaperCode.objects.count() == 2


def test_ordered_calls_are_read_by_whoever_gave_them_alone(house: House) -> None:
    camille = house.keyring("Camille")
    said = Ordered(date(2026, 1, 5), "written", 12, 90, "la direction", "l’ordre", "je refuse")
    row = actions.keep_ordered(said, by=camille)
    assert actions.read_ordered(row, by=camille) == said
    assert actions.read_ordered(row, by=house.keyring("Alix")) is None
    assert b"refuse" not in bytes(OrderedCalls.objects.get().box)
