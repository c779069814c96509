"""Who reads which figures, what a page says when there are none, and that « s » stays « s »."""

import csv
import io
import json
import re
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from entrenous.disclosure import Cell, Dimension, Release, Table, protect
from entrenous.disclosure.coarsening import coarser
from entrenous.statistics.codes import Kind, Question, State
from entrenous.statistics.engine.computing import published
from entrenous.statistics.models import OrderedCalls, Report
from entrenous.web.statistics.files.package import to_package
from entrenous.web.statistics.files.spreadsheet import to_ods
from entrenous.web.statistics.files.tables import rows_of
from entrenous.web.statistics.reading import HIDDEN_BAR, shown
from tests.browsing import client_of
from tests.letters.cases import pdf_text
from tests.people import House

A, B = "00000000-0000-0000-0000-00000000000a", "00000000-0000-0000-0000-00000000000b"
ONE = "statistics:report"


def table(code: str, cut: str, cells: list[list[object]], value: str | None) -> dict[str, object]:
    dimensions = [
        {"name": "circonscription", "codes": [A, B, "total"]},
        {"name": cut, "codes": ["office", "NR", "total"]},
    ]
    return {"code": code, "dimensions": dimensions, "value": value, "cells": cells}


CELLS: list[list[object]] = [
    [A, "office", 40, 90], [A, "NR", None, None], [A, "total", None, None],
    [B, "office", 30, 50], [B, "NR", None, None], [B, "total", None, None],
    ["total", "office", 70, 140], ["total", "NR", 20, 60], ["total", "total", 90, 200],
]  # fmt: skip


@pytest.fixture
def report(house: House) -> Report:
    """A released report of two circonscriptions, one cell hidden in each."""
    return Report.objects.create(
        organisation=house.organisation,
        kind=Kind.MEANS.value,
        period="2025",
        state=State.RELEASED.value,
        asked_at=timezone.now(),
        content={
            "tables": [table("contacts", "mode", CELLS, "acts")],
            "places": {A: "Val-des-Saules", B: "Haute-Orme"},
        },
    )


def test_every_agent_reads_a_released_report_and_nobody_of_elsewhere(
    house: House, report: Report
) -> None:
    page = client_of(house, "Sacha").get(reverse(ONE, args=[report.pk]))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Contacts par mode" in text
    assert "30 %" in text, "the share not stated"
    report.organisation = type(house.organisation).objects.create(name="Ailleurs", kind="ccas")
    report.save()
    assert client_of(house, "Max").get(reverse(ONE, args=[report.pk])).status_code == 404


def test_what_is_hidden_says_s_has_one_length_and_no_number_anywhere(
    house: House, report: Report
) -> None:
    seen = shown(report, A)
    hidden = next(line for line in seen.parts[0].lines if line.code == "NR")
    assert (hidden.is_hidden, hidden.width) == (True, HIDDEN_BAR)
    assert seen.parts[0].not_stated == "s"
    page = client_of(house, "Max").get(reverse(ONE, args=[report.pk]), {"territoire": A})
    assert page.content.decode().count('class="droite secret"') == 2


def test_a_place_that_is_not_of_the_report_gives_the_whole(house: House, report: Report) -> None:
    assert shown(report, "ailleurs").place.name == "Tout le service"


def test_the_year_before_is_beside_when_it_was_released(house: House, report: Report) -> None:
    Report.objects.create(
        organisation=house.organisation, kind=report.kind, period="2024",
        state=State.RELEASED.value, asked_at=timezone.now(), content=report.content,
    )  # fmt: skip
    seen = shown(report)
    assert seen.has_former
    assert seen.parts[0].lines[0].former == 140


def test_files_carry_the_same_numbers_and_their_dictionary(house: House, report: Report) -> None:
    client = client_of(house, "Max")
    for name in ("pdf", "ods", "csv", "package", "sheet"):
        assert client.get(reverse(f"statistics:{name}", args=[report.pk])).status_code == 200, name
    with zipfile.ZipFile(io.BytesIO(to_package(report))) as package:
        told = json.loads(package.read("datapackage.json"))
        lines = list(csv.DictReader(io.StringIO(package.read("donnees.csv").decode("utf-8-sig"))))
        fields = [f["name"] for f in told["resources"][0]["schema"]["fields"]]
    assert list(lines[0]) == fields
    assert {(x["valeur"], x["secret"]) for x in lines if x["modalite"] == "NR"} == {
        ("", "s"), ("60", ""),
    }  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(to_ods(report))) as sheet:
        assert sheet.infolist()[0].filename == "mimetype"
        assert b'office:value="140"' in sheet.read("content.xml")
    assert to_ods(report) == to_ods(report)
    drawn = pdf_text(client.get(reverse("statistics:pdf", args=[report.pk])).content)
    assert drawn.count("rendez-vous au service") == 2, "in its table, then in its drawing"


def test_every_cell_is_the_same_on_the_page_on_paper_and_in_each_file(
    house: House, report: Report
) -> None:
    client = client_of(house, "Max")
    rows = list(rows_of(report))
    with zipfile.ZipFile(io.BytesIO(to_package(report))) as package:
        raw = package.read("donnees.csv")
    assert raw == client.get(reverse("statistics:csv", args=[report.pk])).content
    lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))[1:]
    assert [tuple(line) for line in lines] == rows
    told = {(row[3], row[5]): row[7] or row[8] for row in rows}
    assert set(told.values()) == {"s", "90", "50", "140", "60", "200"}
    with zipfile.ZipFile(io.BytesIO(to_ods(report))) as sheet:
        found = re.findall(
            "<table:table-row>(.*?)</table:table-row>", sheet.read("content.xml").decode()
        )
    cells = [re.findall("<text:p>(.*?)</text:p>", row) for row in found]
    head = next(row for row in cells if "Val-des-Saules" in row)
    assert told == {
        (place, row[0]): said
        for row in cells[cells.index(head) + 1 :]
        for place, said in zip(head[1:], row[1:], strict=True)
    }
    for code, name in ((A, "Val-des-Saules"), (B, "Haute-Orme"), ("total", "Tout le service")):
        here = {label: said for (place, label), said in told.items() if place == name}
        for address in (ONE, "statistics:sheet"):
            page = client.get(reverse(address, args=[report.pk]), {"territoire": code})
            body = page.content.decode().split("<tbody")[1].split("</tbody>")[0]
            seen = re.findall(r"<th[^>]*>(.*?)</th>\s*<td[^>]*>(.*?)</td>", body, re.DOTALL)
            assert {label.strip(): said for label, said in seen} == here
        query = {"territoire": code}
        paper = pdf_text(client.get(reverse("statistics:pdf", args=[report.pk]), query).content)
        written = re.sub(r"\s+", " ", paper)
        assert all(f"{label} {said}" in written for label, said in here.items())


def test_what_a_report_gave_up_is_no_zero_beside_the_next_one(house: House, report: Report) -> None:
    """And what only the year before had is a line, at zero now."""
    bare = table("contacts", "mode", [["total", "total", 90, 200]], "acts")
    bare["dimensions"] = [
        {"name": "circonscription", "codes": ["total"]}, {"name": "mode", "codes": ["total"]},
    ]  # fmt: skip
    past = Report.objects.create(
        organisation=house.organisation, kind=report.kind, period="2024",
        state=State.RELEASED.value, asked_at=timezone.now(), is_coarser=True,
        content={"tables": [bare], "places": {}},
    )  # fmt: skip
    said = {line.code: (line.has_former, line.former) for line in shown(report).parts[0].lines}
    assert (said["total"], said["office"][0]) == ((True, 200), False)
    assert not any(line.has_former for line in shown(report, A).parts[0].lines)
    phone = table("contacts", "mode", [["total", "phone", 90, 200]], "acts")
    phone["dimensions"][1]["codes"] = ["phone", "total"]  # type: ignore[index]
    Report.objects.filter(pk=past.pk).update(content={"tables": [phone], "places": {}})
    lines = {line.code: (line.number, line.former) for line in shown(report).parts[0].lines}
    assert (lines["phone"], lines["office"]) == ((0, 200), (140, 0))


def test_with_nothing_to_compare_with_the_page_says_why(house: House, report: Report) -> None:
    assert shown(report).alone == "Pas de comparaison : l’année 2024 n’est pas publiée."
    Report.objects.create(
        organisation=house.organisation, kind=Kind.MEANS.value, period="2026-T3",
        state=State.RELEASED.value, asked_at=timezone.now(), content=report.content,
    )  # fmt: skip
    quarter = Report.objects.get(period="2026-T3")
    assert (
        "le troisième trimestre 2025 n’est pas publié. L’année 2025 l’est" in shown(quarter).alone
    )
    page = client_of(house, "Max").get(reverse(ONE, args=[quarter.pk])).content.decode()
    assert "Pas de comparaison" in page


def test_a_report_that_waits_is_a_page_and_no_file(house: House, report: Report) -> None:
    client = client_of(house, "Max")
    for state, words in (
        (State.ASKED, "dès que le moteur est libre"),
        (State.COMPUTING, "Les faits sont comptés"),
        (State.EMPTY, "Rien n’a été compté"),
        (State.FAILED, "s’est arrêté"),
    ):
        Report.objects.update(state=state.value)
        assert words in client.get(reverse(ONE, args=[report.pk])).content.decode()
        looked = client.get(reverse("statistics:progress", args=[report.pk]))
        waits = state in {State.ASKED, State.COMPUTING}
        assert (looked.status_code, "HX-Redirect" in looked.headers) == (
            (200, False) if waits else (204, True)
        )
        assert client.get(reverse("statistics:csv", args=[report.pk])).status_code == 404


def test_a_refusal_says_why_and_proposes_something_coarser(house: House, report: Report) -> None:
    content = {"reasons": ["trop de petites cases"], "proposal": "Sans les circonscriptions."}
    Report.objects.update(state=State.REFUSED.value, content=content)
    client = client_of(house, "Max")
    text = client.get(reverse(ONE, args=[report.pk])).content.decode()
    assert "trop de petites cases" in text
    assert client.post(reverse("statistics:coarser", args=[report.pk])).status_code == 302
    again = Report.objects.get(pk=report.pk)
    assert (again.stands, again.is_coarser) == (State.ASKED, True)


@pytest.mark.parametrize(
    ("gone", "said"), [("circonscription", "office"), ("mode", "Val-des-Saules")]
)
def test_a_report_made_coarser_is_read_and_taken_away_like_another(
    house: House, report: Report, gone: str, said: str
) -> None:
    dimensions = (
        Dimension("circonscription", {"total": (A, B)}),
        Dimension("mode", {"total": ("office", "NR")}),
    )
    cells = tuple(Cell((p, m), 400, 9, 500, 3, 3) for p in (A, B) for m in ("office", "NR"))
    whole = Table("contacts", dimensions, cells, "acts", "acts", {"periode": "2025"})
    made = next(cut for told, cut in coarser((whole,)) if gone in told)
    release = protect(made)
    assert isinstance(release, Release)
    report.content["tables"] = [published(each) for each in release.tables]
    report.save()
    assert [line.number for line in shown(report).parts[0].lines][-1] == 2000
    client = client_of(house, "Max")
    for name in ("report", "sheet", "pdf", "ods", "csv", "package"):
        answer = client.get(reverse(f"statistics:{name}", args=[report.pk]))
        assert answer.status_code == 200, name
    rows = rows_of(report)
    assert [row[-2] for row in rows if said in row] == ["1000"]


def test_who_may_ask_asks_and_who_may_not_has_no_form(house: House) -> None:
    url = reverse("statistics:reports")
    assert "Aucun rapport" in client_of(house, "Sacha").get(url).content.decode()
    assert client_of(house, "Sacha").post(url, {}).status_code == 404
    max_ = client_of(house, "Max")
    refused = max_.post(url, {"kind": "means", "period": "2031"})
    assert refused.status_code == 422
    assert 'value="means"' in refused.content.decode()
    assert "checked" in refused.content.decode()
    year = str(timezone.localdate().year - 2)
    for _ in "ab":
        assert max_.post(url, {"kind": "means", "period": year}).status_code == 302
    assert Report.objects.filter(organisation=house.organisation).count() == 1


def test_a_period_that_a_published_one_gives_away_is_not_asked_and_the_page_says_what_passes(
    house: House, report: Report
) -> None:
    year = str(timezone.localdate().year - 2)
    Report.objects.update(period=year)
    asked = {"kind": "bill", "period": f"{year}-T2"}
    refused = client_of(house, "Max").post(reverse("statistics:reports"), asked)
    assert refused.status_code == 422
    text = refused.content.decode()
    assert f"année {year}. Un trimestre s’en soustrairait" in text
    assert "aucun mois n’est publié" in text
    assert Report.objects.count() == 1


def test_mine_is_mine_and_time_outside_dossiers_is_counted(house: House) -> None:
    url = reverse("statistics:own")
    assert client_of(house, "Max").get(url).status_code == 404
    client = client_of(house, "Camille")
    assert "Rien n’est encore compté" in client.get(url).content.decode()
    today = f"{timezone.localdate():%d %m %Y}"
    for minutes in ("-5", "0", "1441", "dix"):
        bad = client.post(url, {"doing": "travel", "minutes": minutes, "on": today})
        assert bad.status_code == 422
        assert f'value="{minutes}"' in bad.content.decode()
    assert client.post(url, {"doing": "travel", "minutes": "45", "on": today}).status_code == 302
    assert "trajets</th>" in client.get(url).content.decode()
    assert "trajets</th>" not in client_of(house, "Alix").get(url).content.decode()


def test_ordered_calls_are_hers_and_her_objection_prints(house: House) -> None:
    url = reverse("statistics:ordered")
    client = client_of(house, "Camille")
    assert client.post(url, {"calls": "0"}).status_code == 422
    said = {"on": "05 01 2026", "order": "written", "calls": "12", "objection": "Je refuse-Test"}
    assert client.post(url, said).status_code == 302
    row = OrderedCalls.objects.get()
    paper = reverse("statistics:objection", args=[row.pk])
    assert "Je refuse-Test" in client.get(paper).content.decode()
    assert client_of(house, "Alix").get(paper).status_code == 404
    assert row.on == date(2026, 1, 5)


def test_the_form_is_off_then_given_printed_once_and_typed_by_reception(house: House) -> None:
    ada, rachel = client_of(house, "Ada"), client_of(house, "Rachel")
    page, printing = reverse("statistics:forms"), reverse("statistics:print_forms")
    assert "Il n’est pas donné" in ada.get(page).content.decode()
    assert ada.post(printing, {"count": "2"}).status_code == 302
    ada.post(reverse("statistics:give"), {"given": "1"})
    assert ada.post(printing, {"count": "999"}).status_code == 422
    printed = ada.post(printing, {"count": "2"})
    assert printed.status_code == 200
    text = printed.content.decode()
    assert text.count('class="code"') == 2
    for question in Question:
        assert text.count(question.words) == 2, "each paper has its six questions"
        assert question.words in ada.get(page).content.decode()
    code = printed.context["codes"][0]
    typing = reverse("statistics:type_in")
    linked = {name: client_of(house, name).get(reverse("statistics:reports")).content.decode()
              for name in ("Ada", "Rachel", "Camille")}  # fmt: skip
    assert [typing in linked[name] for name in linked] == [False, True, False]
    assert [f'"{page}"' in linked[name] for name in linked] == [True, False, False]
    assert client_of(house, "Camille").get(typing).status_code == 404
    wrong = rachel.post(typing, {"code": "ABCD-ABCD-ABCD", "q1": "yes"})
    assert wrong.status_code == 422
    assert "ABCD-ABCD-ABCD" in wrong.content.decode()
    done = rachel.post(typing, {"code": code, "q6": "yes"}, follow=True)
    assert "de nouveau besoin d’aide" in done.content.decode()
    assert "attend aucune réponse" in rachel.post(typing, {"code": code}).content.decode()


def test_whoever_wants_nominative_files_gets_a_letter_and_a_pack(
    house: House, report: Report
) -> None:
    client = client_of(house, "Max")
    page = client.get(reverse("statistics:nominative")).content.decode()
    assert reverse("statistics:package", args=[report.pk]) in page
    letter = client.get(reverse("statistics:refusal"))
    assert letter.content.startswith(b"%PDF")
    for name in ("why", "objectives"):
        assert client.get(reverse(f"statistics:{name}")).status_code == 200


def test_the_bill_is_one_page_by_kind_of_requester(house: House, report: Report) -> None:
    cells = [[p, "office", 40, 40] for p in (A, B, "total")]
    cells += [[p, "total", 40, 40] for p in (A, B, "total")]
    tables = [table(code, "theme", list(cells), None) for code in ("received", "came_back")]
    Report.objects.update(kind=Kind.BILL.value, content={"tables": tables, "places": {}})
    client = client_of(house, "Max")
    text = client.get(reverse(ONE, args=[report.pk])).content.decode()
    assert "Ce qu’on nous a demandé" in text
    assert "Ce qui est revenu" in text
    paper = client.get(reverse("statistics:pdf", args=[report.pk])).content
    assert "1 / 1" in pdf_text(paper)
    assert pdf_text(paper).count("Ce qui est revenu") == 2, "its column, then what it does not say"


def test_the_list_of_reports_does_not_cost_more_when_it_grows(
    house: House, report: Report, django_assert_max_num_queries: object
) -> None:
    for year in range(2010, 2024):
        Report.objects.create(
            organisation=house.organisation, kind="means", period=str(year), asked_at=timezone.now()
        )
    client = client_of(house, "Max")
    client.get(reverse("statistics:reports"))
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(reverse("statistics:reports"))
