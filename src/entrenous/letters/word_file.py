"""The letter as a .docx to edit: named styles, French, no author, no date, no thumbnail."""

import io
import zipfile
from functools import cache

from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from .model import Block, Letter

#: Everyone has it; the reader's machine replaces it by its own otherwise.
_FONT = "Arial"
_RIGHT = Mm(85)
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
#: Name, left indent, space before and after in points, bold.
_STYLES = (
    ("Expéditeur", Mm(0), 0, 0, False),
    ("Destinataire", _RIGHT, 0, 0, False),
    ("Lieu et date", _RIGHT, 24, 18, False),
    ("Références", Mm(0), 0, 0, False),
    ("Objet de la lettre", Mm(0), 6, 18, True),
    ("Corps de la lettre", Mm(0), 0, 10, False),
    ("Élément", Mm(5), 0, 6, False),
    ("Signataire", _RIGHT, 0, 0, False),
)
_KEPT_STYLES = ("Normal", "DefaultParagraphFont", "TableNormal", "NoList", "List")
#: Parts of the library's template that say nothing of a letter, or something of a machine.
_DROPPED = ("thumbnail", "extended-properties", "customXml", "stylesWithEffects")


def to_docx(letter: Letter) -> bytes:
    """The .docx; the same letter gives the same bytes, whatever the day."""
    document = _empty(letter.subject)
    _heading(document, letter)
    for block in letter.blocks:
        _write(document, block)
    if letter.closing:
        document.add_paragraph(letter.closing, "Corps de la lettre")
    for lines in letter.signatures:
        for number, line in enumerate(lines):
            signed = document.add_paragraph(line, "Signataire")
            signed.paragraph_format.space_before = Pt(0 if number else 24)
            signed.paragraph_format.keep_with_next = number < len(lines) - 1
    return _dateless(document)


def _heading(document: Word, letter: Letter) -> None:
    for number, line in enumerate(letter.sender):
        sender = document.add_paragraph(style="Expéditeur")
        sender.add_run(line).bold = number == 0
    for number, line in enumerate(letter.recipient):
        recipient = document.add_paragraph(line, "Destinataire")
        recipient.paragraph_format.space_before = Pt(0 if number else 18)
    document.add_paragraph(letter.place_and_date, "Lieu et date")
    for label, value in letter.references:
        document.add_paragraph(f"{label} : {value}", "Références")
    document.add_paragraph(f"Objet : {letter.subject}", "Objet de la lettre")
    if letter.greeting:
        document.add_paragraph(letter.greeting, "Corps de la lettre")


def _write(document: Word, block: Block) -> None:
    for line in block.lines:
        document.add_paragraph(line, "List Bullet")
    for label, value in block.pairs:
        item = document.add_paragraph(style="Élément")
        item.add_run(f"{label} : ").bold = True
        item.add_run(value)
    if block.text:
        document.add_paragraph(block.text, "Corps de la lettre")


def _empty(title: str) -> Word:
    document = Document(io.BytesIO(_template()))
    document.core_properties.title = title
    document.core_properties.language = "fr-FR"
    return document


@cache
def _template() -> bytes:
    """An A4 page in French, with our styles and nothing left of the library's own template."""
    document = Document()
    _forget_template(document)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(25), Mm(20)
    page.top_margin, page.bottom_margin = Mm(20), Mm(20)
    _add_styles(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _forget_template(document: Word) -> None:
    package = document.part.package
    for holder in (package, document.part):
        links = list(holder.rels.items())
        for key in (key for key, link in links if link.reltype.endswith(_DROPPED)):
            del holder.rels[key]
    properties = package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    for element in list(properties.element):
        properties.element.remove(element)
    _speak_french(document.styles.element)


def _speak_french(styles: BaseOxmlElement) -> None:
    """Keep the few styles used; one font for every script, French for the spelling checker."""
    for style in styles.findall(qn("w:style")):
        if not style.get(qn("w:styleId"), "").startswith(_KEPT_STYLES):
            styles.remove(style)
    for language in styles.iter(qn("w:lang")):
        for script in ("val", "eastAsia"):
            language.set(qn(f"w:{script}"), "fr-FR")
    for fonts in styles.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), _FONT)


def _add_styles(document: Word) -> None:
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.15
    for name, indent, before, after, is_bold in _STYLES:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.quick_style = True
        style.font.bold = is_bold
        style.paragraph_format.left_indent = indent
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
    _make_heading(document.styles["Objet de la lettre"])
    document.styles["List Bullet"].paragraph_format.space_after = Pt(6)


def _make_heading(style: ParagraphStyle) -> None:
    """Let a screen reader and the navigation pane find the subject."""
    style.font.color.rgb = RGBColor(0, 0, 0)
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().append(level)


def _dateless(document: Word) -> bytes:
    """The file with every entry dated of a day that is nobody's."""
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            same = zipfile.ZipInfo(entry.filename, _LONG_AGO)
            target.writestr(same, source.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()
