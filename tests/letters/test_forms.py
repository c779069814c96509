"""The four forms say the same words, whatever is typed, and nothing about who typed them."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pypdfium2
import pytest
from docx.shared import Mm
from lxml import etree

from entrenous.letters import (
    Block,
    Kind,
    LetterUnprintable,
    Recipient,
    Sender,
    Signatory,
    compose,
    to_docx,
    to_html_parts,
    to_pdf,
    to_text,
)

from .cases import TITLE, TOLD, bare, docx_text, html_text, pdf_text, read_html, verdict

WRITTEN_AS_TYPED = [
    '#eval(1+1) #read("/etc/passwd") #import "x"',
    "[gras] *gras* _italique_ `code` = titre",
    "$x^2$ @ref <label> ~ \\ // /* */ -- ---",
    "« guillemets » \"droits\" 'simples' ’",
    "<script>alert(1)</script> &amp; <!-- -->",
    "{{ settings.SECRET_KEY }} {% load x %} ${7*7} =1+1",
    "Олег Кузнецов",
    "Ελένη Παπαδοπούλου",
    "Ngô Ánh, Łukasz, Þór, Ağaoğlu",
]
RIGHT_TO_LEFT = ["محمد العربي", "שלום כהן"]
WITHOUT_FONT = ["王小明", "김민준", "ትግስት", "😀"]


def limited(value="8 impasse du Lavoir", **changes):
    found = verdict("huissier_exec", ["adresse"], TITLE)
    return compose(Kind.LIMITED, found, {"adresse": value}, replace(TOLD, **changes))


def full():
    """Every kind of block, two signatures, a value on three lines."""
    letter = limited(
        "8 impasse du Lavoir\nBâtiment B\n99000 Saint-Orme",
        person_named="M. Rui Ferreira-Test",
        our_reference="S-2026-0042",
        signatories=(Signatory("Service juridique", "P. Arnaud-Test"), Signatory("Direction")),
        paragraph="Nous restons à votre disposition.",
    )
    more = Block("list", lines=("une première pièce ;", "une seconde."))
    return replace(letter, blocks=(*letter.blocks, more))


def test_every_form_says_the_same_words():
    letter = full()
    wanted = bare(to_text(letter))
    assert bare(pdf_text(to_pdf(letter))) == wanted
    assert bare(docx_text(to_docx(letter))) == wanted
    typed = bare("Texte ajouté par le service")
    assert bare(html_text(to_html_parts(letter).letter)).replace(typed, "", 1) == wanted


@pytest.mark.parametrize("typed", WRITTEN_AS_TYPED)
def test_what_is_typed_is_written_as_typed_and_never_run(typed):
    letter = limited(
        typed,
        recipient=Recipient(typed, (typed,), typed),
        sender=Sender(typed, typed, (typed,)),
        their_reference=typed,
        place=typed,
        person_named=typed,
        signatories=(Signatory(typed, typed), Signatory("b")),
        paragraph=typed,
    )
    times = bare(to_text(letter)).count(bare(typed))
    assert times >= 11
    assert bare(pdf_text(to_pdf(letter))).count(bare(typed)) == times
    assert bare(docx_text(to_docx(letter))).count(bare(typed)) == times
    page = to_html_parts(letter).letter
    assert bare(html_text(page)).count(bare(typed)) == times
    names = {tag for tag, _ in read_html(page).tags}
    assert names <= {
        *("article", "address", "br", "p", "h2", "dl", "dt", "dd", "span", "ul", "li"),
    }


@pytest.mark.parametrize("name", RIGHT_TO_LEFT)
def test_a_name_read_from_right_to_left_is_printed(name):
    letter = limited(recipient=Recipient(name))
    assert to_pdf(letter).startswith(b"%PDF-")
    assert name in docx_text(to_docx(letter))
    assert name in to_html_parts(letter).letter


@pytest.mark.parametrize("name", WITHOUT_FONT)
def test_a_sign_without_font_is_said_without_being_repeated_and_the_docx_is_made(name):
    letter = limited(recipient=Recipient(name))
    with pytest.raises(LetterUnprintable) as refused:
        to_pdf(letter)
    assert name not in refused.value.message
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    assert name in docx_text(to_docx(letter))


# --- PDF -----------------------------------------------------------------------------------------


def test_the_pdf_is_tagged_a4_with_its_own_font_and_the_same_each_time():
    letter = full()
    pdf = to_pdf(letter)
    assert to_pdf(letter) == pdf
    assert re.search(rb"pdfuaid:part[>=\"]+1", pdf)
    assert b"/MarkInfo" in pdf
    assert b"AtkinsonHyperlegible" in pdf
    document = pypdfium2.PdfDocument(pdf)
    assert [round(side) for side in document[0].get_size()] == [595, 842]
    told = document.get_metadata_dict()
    document.close()
    assert told["Title"] == letter.subject
    assert (told["Author"], told["CreationDate"]) == ("", "")


def test_the_pdf_looks_like_a_letter():
    document = pypdfium2.PdfDocument(to_pdf(full()))
    page = document[0].get_textpage()

    def corner(words):
        found = page.search(words).get_next()
        left, _, _, top = page.get_charbox(found[0])
        return left / 72 * 25.4, 297 - top / 72 * 25.4

    sender, recipient = corner("Département des Trois"), corner("Me R. Vasselin")
    subject, given, signed = corner("Objet"), corner("8 impasse"), corner("Direction")
    document.close()
    assert 24 < sender[0] < 27
    assert sender[1] < 25
    assert 108 < recipient[0] < 113
    assert 45 < recipient[1] < 60
    assert sender[1] < recipient[1] < subject[1] < given[1] < signed[1]
    assert signed[0] > 105


def test_a_long_letter_is_numbered_and_keeps_every_line():
    letter = replace(full(), blocks=tuple(Block("text", f"Alinéa {n}.") for n in range(80)))
    document = pypdfium2.PdfDocument(to_pdf(letter))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert len(pages) > 1
    assert f"1 / {len(pages)}" in pages[0]
    assert all(f"Alinéa {n}." in "".join(pages) for n in range(80))


# --- .docx ---------------------------------------------------------------------------------------


def test_the_docx_is_the_same_each_time_and_says_nothing_of_a_machine():
    letter = full()
    content = to_docx(letter)
    assert to_docx(letter) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        everything = b"".join(archive.read(name) for name in names).decode("utf-8", "replace")
    assert not any("thumbnail" in name or "app.xml" in name for name in names)
    assert re.findall(r"<[a-z]+:(\w+)[ >]", core) == ["coreProperties", "title", "language"]
    assert "python-docx" not in everything
    assert "Macintosh" not in everything


def test_the_docx_is_in_french_on_a4_with_named_styles():
    document = docx.Document(io.BytesIO(to_docx(full())))
    page = document.sections[0]
    assert abs(page.page_width - Mm(210)) < Mm(1)
    assert abs(page.page_height - Mm(297)) < Mm(1)
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert used == {
        "Expéditeur",
        "Destinataire",
        "Lieu et date",
        "Références",
        "Objet de la lettre",
        "Corps de la lettre",
        "List Bullet",
        "Élément",
        "Signataire",
    }
    styles = etree.tostring(document.styles.element).decode()
    assert set(re.findall(r'<w:lang w:val="([\w-]+)"', styles)) == {"fr-FR"}
    assert "Theme=" not in styles


def test_what_xml_cannot_hold_is_dropped_before_any_form():
    letter = limited("8\x00 impasse\x0b du\ufffe \ud800Lavoir\u202e\u2066", place="\x1f\u200b")
    assert letter.place_and_date.startswith("…")
    for written in (
        docx_text(to_docx(letter)),
        pdf_text(to_pdf(letter)),
        to_html_parts(letter).letter,
    ):
        assert "8 impasse" in written
        assert "Lavoir" in written
        assert not set(written) & set("\x00\ufffe\u202e\u2066")


# --- HTML ----------------------------------------------------------------------------------------


def test_the_preview_is_one_article_without_style_nor_script():
    parts = to_html_parts(full())
    tags = read_html(parts.letter).tags
    assert tags[0] == ("article", {"class": "letter", "lang": "fr"})
    assert {name for _, attributes in tags for name in attributes} == {"class", "lang"}
    assert parts.letter.__html__() == parts.letter


def test_the_preview_marks_what_a_person_typed():
    page = to_html_parts(full()).letter
    mark = '<span class="letter-mark">Texte ajouté par le service</span>'
    assert f'<p class="letter-typed">{mark} Nous restons' in page
    assert page.count("letter-mark") == 1


def test_the_notes_are_beside_the_letter():
    parts = to_html_parts(limited())
    assert any("À vérifier" in note for note in parts.notes)
    assert "À vérifier" not in parts.letter


def test_a_template_does_not_escape_it_twice():
    from django.template import Context, Engine

    shown = Engine().from_string("{{ p.letter }}").render(Context({"p": to_html_parts(limited())}))
    assert shown.startswith('<article class="letter"')
