"""Read the words of a text, a letter or an e-mail. Runs in the confined child: no Django."""

import codecs
import email.parser
import email.policy
import io
import zipfile
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Final
from xml.etree import ElementTree

MOST_CHARS: Final = 200_000
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OPEN: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SPACES: Final = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n"}
_MOST_XML_BYTES: Final = 40_000_000
_HEADERS: Final = (
    ("De", "from"),
    ("À", "to"),
    ("Copie", "cc"),
    ("Date", "date"),
    ("Objet", "subject"),
)
_BLOCKS: Final = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "blockquote"})
_NOT_SHOWN: Final = frozenset({"style", "script", "head", "title"})

# Looked up here, before the child is confined: afterwards no module can be loaded.
for _charset in ("ascii", "latin-1", "cp1252", "cp437", "cp850", "iso8859-15", "mac-roman", "utf-7",
                 "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):  # fmt: skip
    codecs.lookup(_charset)


def words(kind: str, raw: bytes) -> str:
    """The words of a file, without their layout; at most 200,000 characters."""
    read = {"txt": _text, "eml": _mail, "docx": _docx, "odt": _odt}[kind]
    return read(raw)[:MOST_CHARS]


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _mail(raw: bytes) -> str:
    message = email.parser.BytesParser(policy=email.policy.default).parsebytes(raw)
    lines = [f"{name} : {message[key]}" for name, key in _HEADERS if message[key]]
    joined = [part.get_filename() or "sans nom" for part in message.iter_attachments()]
    if joined:
        lines.append(f"Fichiers joints, non montrés : {', '.join(joined)}")
    return "\n".join([*lines, "", _body(message)])


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    said = part.get_content()
    return _without_tags(said) if part.get_content_subtype() == "html" else str(said)


class _Words(HTMLParser):
    """The words of a web page, a line per block."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._hidden += tag in _NOT_SHOWN
        if tag in _BLOCKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _NOT_SHOWN and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.said.append(" ".join(data.split()) + " " * data[-1:].isspace())


def _without_tags(page: str) -> str:
    reader = _Words()
    reader.feed(page)
    reader.close()
    return "".join(reader.said).strip()


def _docx(raw: bytes) -> str:
    root = _xml(raw, "word/document.xml")
    return "\n".join("".join(map(_said, paragraph.iter())) for paragraph in root.iter(f"{_WORD}p"))


def _said(piece: ElementTree.Element) -> str:
    if piece.tag == f"{_WORD}t":
        return piece.text or ""
    return _SPACES.get(piece.tag, "")


def _odt(raw: bytes) -> str:
    root = _xml(raw, "content.xml")
    blocks = (b for b in root.iter() if b.tag in (f"{_OPEN}p", f"{_OPEN}h"))
    return "\n".join("".join(block.itertext()) for block in blocks)


def _xml(raw: bytes, member: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open(member) as file:
        clear = file.read(_MOST_XML_BYTES)
    if b"<!DOCTYPE" in clear or b"<!ENTITY" in clear:
        raise ValueError("a letter declares no entity")
    return ElementTree.fromstring(clear)  # noqa: S314  # entities refused above; confined
