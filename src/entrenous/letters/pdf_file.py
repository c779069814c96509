"""The letter as a tagged A4 PDF (PDF/UA-1), set with our own font; bytes out, no file written."""

import json
from dataclasses import asdict
from pathlib import Path

import fontpkg_atkinson_hyperlegible
import typst

from .errors import LetterUnprintable
from .model import Letter

_TEMPLATE = Path(__file__).with_name("letter.typ")
_FONTS = Path(fontpkg_atkinson_hyperlegible.__file__).with_name("files")
_NO_FONT = (
    "Le PDF ne sait pas écrire un des caractères saisis (idéogramme, émoji…) :"
    " prenez le fichier .docx, ou écrivez autrement."
)


def to_pdf(letter: Letter) -> bytes:
    """The PDF; the same letter gives the same bytes. Raise LetterUnprintable for a lack of font.

    Values reach the template as JSON strings: nothing that is typed is read as markup.
    """
    printed = {name: part for name, part in asdict(letter).items() if name != "notes"}
    try:
        return typst.compile(
            str(_TEMPLATE),
            root=str(_TEMPLATE.parent),
            font_paths=[str(_FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"letter": json.dumps(printed, ensure_ascii=False)},
            format="pdf",
            pdf_standards="ua-1",
            timestamp=0,
        )
    except typst.TypstError:
        # Its message quotes the text: it must not follow into a log.
        raise LetterUnprintable(_NO_FONT) from None
