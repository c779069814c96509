"""Which files are taken, told by their content and not by their name. Pure: bytes in, kind out."""

import re
import struct
import unicodedata
from dataclasses import dataclass
from typing import Final

from entrenous.agents.coded import Coded

MAX_BYTES: Final = 30 * 1024 * 1024
HEAD_BYTES: Final = 4_096
TAIL_BYTES: Final = 65_536
_NAME_CHARS: Final = 120
_UNNAMED: Final = "sans nom"


class Kind(Coded):
    """A kind of file that is taken."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "photo (JPEG)"
    PNG = "png", "image (PNG)"
    TIFF = "tiff", "image (TIFF)"
    WEBP = "webp", "image (WebP)"
    HEIC = "heic", "photo (HEIC)"
    DOCX = "docx", "texte (DOCX)"
    ODT = "odt", "texte (ODT)"
    XLSX = "xlsx", "tableau (XLSX)"
    ODS = "ods", "tableau (ODS)"
    RTF = "rtf", "texte (RTF)"
    TEXT = "txt", "texte simple"
    EMAIL = "eml", "courriel (EML)"

    @property
    def mime(self) -> str:
        """The type under which it is sent."""
        return _MIME[self]

    @property
    def suffix(self) -> str:
        """The end of the name under which it is sent, whatever it was."""
        return ".jpg" if self is Kind.JPEG else f".{self.value}"


class Refusal(Coded):
    """Why a file is not taken: what the person reads beside the field."""

    EMPTY = "empty", "Ce fichier est vide. Choisissez-en un autre."
    TOO_LARGE = (
        "too_large",
        "Ce fichier pèse plus de 30 Mo. Enregistrez-le plus léger, ou en plusieurs parties.",
    )
    PROGRAM = "program", "Ce fichier est un programme : il n’est pas accepté."
    MACROS = (
        "macros",
        "Ce document contient des macros, c’est-à-dire un programme. Enregistrez-le en PDF.",
    )
    WEB_PAGE = "web_page", "Une page web n’est pas acceptée. Enregistrez-la en PDF."
    ARCHIVE = "archive", "Une archive n’est pas acceptée. Ajoutez les fichiers un par un."
    OLD_OFFICE = (
        "old_office",
        "Ce format ancien (.doc, .xls, .msg) peut cacher un programme. Enregistrez-le en PDF.",
    )
    UNKNOWN = (
        "unknown",
        "Ce type de fichier n’est pas accepté. Enregistrez-le en PDF, ou prenez-le en photo.",
    )
    NO_ROOM = (
        "no_room",
        "Le serveur n’a pas pu garder ce fichier : la place manque peut-être. Rien n’est "
        "enregistré ; prévenez l’administration.",
    )
    NOT_KEPT = "not_kept", "Ce fichier n’a pas été gardé. Choisissez-le de nouveau."


_MIME: Final = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.TIFF: "image/tiff",
    Kind.WEBP: "image/webp",
    Kind.HEIC: "image/heic",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Kind.RTF: "application/rtf",
    Kind.TEXT: "text/plain",
    Kind.EMAIL: "message/rfc822",
}
_STARTS: Final[tuple[tuple[bytes, Kind | Refusal], ...]] = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"{\\rtf", Kind.RTF),
    (b"MZ", Refusal.PROGRAM),
    (b"\x7fELF", Refusal.PROGRAM),
    (b"\xca\xfe\xba\xbe", Refusal.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Refusal.PROGRAM),
    (b"L\0\0\0\x01\x14\x02\0", Refusal.PROGRAM),
    (b"#!", Refusal.PROGRAM),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refusal.OLD_OFFICE),
    (b"Rar!", Refusal.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Refusal.ARCHIVE),
    (b"\x1f\x8b", Refusal.ARCHIVE),
)
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
# A text that an operating system would run, by the end of its name.
_RUN: Final = frozenset(
    {
        "apk", "app", "bash", "bat", "cmd", "com", "command", "cpl", "desktop", "exe", "hta",
        "inf", "jar", "js", "jse", "lnk", "msi", "php", "pif", "pl", "ps1", "psm1", "py", "rb",
        "reg", "scf", "scr", "sh", "url", "vbe", "vbs", "wsf", "wsh",
    }
)  # fmt: skip
_MARKUP: Final = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:\?xml|!doctype|html|head|body|script|svg|iframe|meta|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_NOT_TEXT: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAIL_HEADER: Final = re.compile(
    rb"(?:received|return-path|delivered-to|from|to|date|subject|message-id|mime-version|"
    rb"content-type|dkim-signature|authentication-results|arc-[a-z-]+|x-[a-z0-9-]+): ?",
    re.IGNORECASE,
)
_ODF: Final = {
    b"mimetypeapplication/vnd.oasis.opendocument.text": Kind.ODT,
    b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet": Kind.ODS,
}
_OOXML: Final = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX}
_DIRECTORY_END: Final = struct.Struct("<4s4H2LH")
_DIRECTORY_LINE: Final = struct.Struct("<4s6H3L5H2L")


@dataclass
class Sniffer:
    """Looks at a file as it passes; keeps its beginning and its end only."""

    head: bytes = b""
    tail: bytes = b""
    is_text: bool = True

    def see(self, chunk: bytes) -> None:
        """Look at the next bytes."""
        if len(self.head) < HEAD_BYTES:
            self.head = (self.head + chunk)[:HEAD_BYTES]
        self.tail = (self.tail + chunk)[-TAIL_BYTES:]
        self.is_text = self.is_text and not _NOT_TEXT.search(chunk)

    def judge(self, name: str) -> Kind | Refusal:
        """What the whole file is. The name only says what would be run."""
        if not self.head:
            return Refusal.EMPTY
        if name.rpartition(".")[2].lower() in _RUN:
            return Refusal.PROGRAM
        for start, found in _STARTS:
            if self.head.startswith(start):
                return found
        return self._by_structure(name)

    def _by_structure(self, name: str) -> Kind | Refusal:
        head = self.head
        if b"%PDF-" in head[:1024]:
            return Kind.PDF
        if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            return Kind.WEBP
        if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
            return Kind.HEIC
        if head.startswith(b"PK\x03\x04"):
            return _zipped(head, self.tail)
        return self._text(name) if self.is_text else Refusal.UNKNOWN

    def _text(self, name: str) -> Kind | Refusal:
        if _MARKUP.match(self.head.removeprefix(b"\xef\xbb\xbf")):
            return Refusal.WEB_PAGE
        is_mail = name.lower().endswith(".eml") and _MAIL_HEADER.match(self.head)
        return Kind.EMAIL if is_mail else Kind.TEXT


def clean_name(name: str) -> str:
    """A file name on one line, without a path, a control or a change of direction; never empty."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in last)
    cleaned = " ".join(shown.split()).strip(". ")
    if len(cleaned) > _NAME_CHARS:
        stem, dot, suffix = cleaned.rpartition(".")
        end = f"…{dot}{suffix}" if stem and len(suffix) < _NAME_CHARS // 4 else "…"
        cleaned = cleaned[: _NAME_CHARS - len(end)] + end
    return cleaned or _UNNAMED


def _zipped(head: bytes, tail: bytes) -> Kind | Refusal:
    """What a zip holds, by the list of its names at its end."""
    names = _names_in(tail)
    if names is None:
        return Refusal.UNKNOWN
    if any(n.endswith(("vbaProject.bin", "vbaData.xml")) or n.startswith("Basic/") for n in names):
        return Refusal.MACROS
    # In an OpenDocument file the first member is its type, stored as it is.
    odf = next((kind for start, kind in _ODF.items() if head[30:].startswith(start)), None)
    found = odf or next((kind for n, kind in _OOXML.items() if n in names), None)
    if found:
        return found
    return Refusal.PROGRAM if "META-INF/MANIFEST.MF" in names else Refusal.ARCHIVE


def _names_in(tail: bytes) -> list[str] | None:
    """The names in a zip's directory, or None when it is not all in the last 64 KiB."""
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + _DIRECTORY_END.size:
        return None
    count, size = _DIRECTORY_END.unpack_from(tail, at)[4:6]
    at -= size
    names: list[str] = []
    for _ in range(count):
        if at < 0 or at + _DIRECTORY_LINE.size > len(tail):
            return None
        line = _DIRECTORY_LINE.unpack_from(tail, at)
        if line[0] != b"PK\x01\x02":
            return None
        name, extra, comment = line[10:13]
        at += _DIRECTORY_LINE.size
        names.append(tail[at : at + name].decode("utf-8", "replace"))
        at += name + extra + comment
    return names
