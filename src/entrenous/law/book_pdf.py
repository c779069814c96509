"""The book as a PDF/UA-1 file: same content, our own font, nothing taken from the machine."""

import json
from dataclasses import asdict
from pathlib import Path

import fontpkg_atkinson_hyperlegible
import typst

from .book import Book

TEMPLATE = Path(__file__).with_name("book.typ")
FONTS = Path(fontpkg_atkinson_hyperlegible.__file__).with_name("files")


def render_pdf(book: Book) -> bytes:
    """The PDF's bytes; the same book gives the same bytes."""
    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"book": json.dumps(asdict(book), ensure_ascii=False)},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=0,
    )
