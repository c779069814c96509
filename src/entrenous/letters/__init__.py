"""Letters to third parties, made from a verdict and the items a person decided; nothing else.

`compose()` gives a `Letter`; `to_pdf`, `to_docx`, `to_html_parts`, `to_text` its four forms.
No clock, no database, no network, no file written.
"""

from .composing import compose, suggested
from .errors import LetterError, LetterRefused, LetterUnprintable
from .html_parts import HtmlParts, to_html_parts
from .model import Block, Kind, Letter
from .particulars import Author, Particulars, Promise, Recipient, Sender, Signatory
from .pdf_file import to_pdf
from .plain_text import paragraphs, to_text
from .word_file import to_docx

__all__ = [
    "Author",
    "Block",
    "HtmlParts",
    "Kind",
    "Letter",
    "LetterError",
    "LetterRefused",
    "LetterUnprintable",
    "Particulars",
    "Promise",
    "Recipient",
    "Sender",
    "Signatory",
    "compose",
    "paragraphs",
    "suggested",
    "to_docx",
    "to_html_parts",
    "to_pdf",
    "to_text",
]
