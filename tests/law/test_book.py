"""The book a jurist receives: complete, self-contained, honest about what is not verified."""

import re
from html.parser import HTMLParser

import pytest

from entrenous.law import national_base
from entrenous.law.book import book_of, content_text
from entrenous.law.book_html import render_html
from entrenous.law.book_pdf import render_pdf
from entrenous.law.cli import main
from entrenous.law.days import Count, Season

BASE = national_base()
BOOK = book_of(BASE)


class Reader(HTMLParser):
    """Open tags, identifiers and links, so that the page is checked as a browser reads it."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.outside = [], [], [], []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag != "meta":
            self.open.append(tag)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if tag == "a" else []
        self.outside += [tag] if tag in {"script", "link", "img", "iframe"} else []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_every_rule_has_its_sheet():
    sheets = {sheet.id for chapter in BOOK.chapters for sheet in chapter.sheets}
    assert sheets == set(BASE.rules)
    assert BOOK.rule_count == len(BASE.rules)


def test_the_counts_by_code_add_up():
    by_code, by_status, _ = BOOK.state
    assert sum(int(row[-1]) for row in by_code.rows) == len(BASE.rules)
    requesters = [rule for rule in BASE.everything() if rule.kind == "requester"]
    assert sum(int(row[-1]) for row in by_status.rows) == len(requesters)


def test_every_row_fits_its_header():
    for chapter in BOOK.chapters:
        for sheet in chapter.sheets:
            for table in sheet.tables:
                assert {len(row) for row in table.rows} == {len(table.header)}, sheet.id


def test_the_html_is_whole_and_needs_nothing_else():
    reader = Reader()
    page = render_html(BOOK)
    reader.feed(page.removeprefix("<!doctype html>"))
    assert reader.open == []
    assert reader.outside == []
    assert len(reader.ids) == len(set(reader.ids)) == len(BASE.rules)
    assert {link.removeprefix("#") for link in reader.links} == set(reader.ids)
    assert "url(" not in page
    assert "@import" not in page


def test_every_doubt_is_printed():
    page = render_html(BOOK)
    for rule in BASE.everything():
        if rule.verification != "V1":
            assert f"à vérifier ({rule.verification})" in page


def test_the_html_escapes_what_a_rule_says(tmp_path, write_local):
    from entrenous.law import load_base

    path = write_local("regie")
    path.write_text(path.read_text("utf-8").replace("Régie de", "<b>Régie</b> de"), "utf-8")
    page = render_html(book_of(load_base(tmp_path)))
    assert "&lt;b&gt;Régie&lt;/b&gt;" in page
    assert "<b>" not in page


def test_the_pdf_is_tagged_for_screen_readers_and_carries_its_font():
    pdf = render_pdf(BOOK)
    assert pdf.startswith(b"%PDF-")
    assert re.search(rb"pdfuaid:part[>=\"]+1", pdf)
    assert b"/MarkInfo" in pdf
    assert b"Atkinson" in pdf
    assert b"DejaVu" not in pdf


def test_the_command_writes_both(tmp_path, capsys):
    html, pdf = tmp_path / "livre.html", tmp_path / "livre.pdf"
    assert main(["book", "--html", str(html), "--pdf", str(pdf)]) == 0
    assert html.read_text("utf-8").startswith("<!doctype html>")
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert str(len(BASE.rules)) in capsys.readouterr().out


def test_the_command_writes_the_html_alone(tmp_path):
    html = tmp_path / "livre.html"
    assert main(["book", "--html", str(html)]) == 0
    assert list(tmp_path.iterdir()) == [html]


def test_the_command_writes_the_pdf_alone(tmp_path):
    pdf = tmp_path / "livre.pdf"
    assert main(["book", "--pdf", str(pdf)]) == 0
    assert pdf.stat().st_size > 100_000


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (Count(15, "working_days"), "15 jours ouvrés (du lundi au vendredi, hors fériés)"),
        (Count(6, "weeks", "before"), "6 semaines, avant"),
        (Count(2, "months", rolls=True), "2 mois, terme reporté au premier jour ouvré"),
        (Count(1, "days", first_day_counts=True), "1 jours calendaires, premier jour compté"),
        (Season((11, 1), (3, 31)), "du 01/11 au 31/03"),
        ("insaisissable", "insaisissable"),
    ],
)
def test_a_value_reads_as_french(content, text):
    assert content_text(content) == text
