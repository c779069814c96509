"""Verdicts and particulars for the tests, and what each form of a letter lets one read."""

import io
import re
import unicodedata
from datetime import date
from html.parser import HTMLParser

import docx
import pypdfium2

from entrenous.law import Request, answer, national_base
from entrenous.letters import Author, Particulars, Recipient, Sender, Signatory

BASE = national_base()
L152_1 = "Code des procédures civiles d’exécution, L152-1"
PROTECTED_ADDRESS = "Code civil, 515-11 6°"
TITLE = ("ecrit", "titre_executoire")
SERVICE = Sender(
    "Département des Trois-Rivières",
    "Service social, circonscription du Val-des-Saules",
    ("12 rue des Tanneurs", "99000 Valmeuse-sur-Orme"),
    "01 99 00 10 10",
)
TOLD = Particulars(
    sender=SERVICE,
    recipient=Recipient("Me R. Vasselin-Fictif", ("3 rue du Palais", "99000 Valmeuse-sur-Orme")),
    place="Valmeuse-sur-Orme",
    written_on=date(2026, 12, 1),
    signatories=(Signatory("Le service"),),
    their_reference="PORTAL/118",
    letter_on=date(2026, 11, 20),
    received_on=date(2026, 11, 21),
    author=Author("Ghislaine Portal-Test", ("8 impasse du Lavoir",)),
)


def verdict(
    requester, asked=(), evidence=(), *, agreement=(), facts=(), channel="letter", employer=None
):
    """What the national base answers that day."""
    return answer(
        BASE,
        Request(
            requester,
            channel,
            tuple(asked),
            date(2026, 11, 21),
            frozenset(evidence),
            frozenset(agreement),
            frozenset(facts),
            employer,
        ),
    )


def pdf_text(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def docx_text(content):
    document = docx.Document(io.BytesIO(content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.tags, self.words = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def read_html(html):
    """The reader of a fragment: its tags, its words; every element is closed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def html_text(html):
    return " ".join(read_html(html).words)


def bare(text):
    """Letters and digits alone: what is left whatever the line breaks and the bullets."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()
