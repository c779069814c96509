"""What a file is, by its content; what is refused, by its sentence."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.documents.kinds import Kind, Refusal, Sniffer, clean_name
from tests.documents.papers import image, jpeg, letter, mail, opened, pdf, zipped

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
FALSE_LIST = b"PK\x03\x04" + bytes(80) + b"PK\x05\x06\0\0\0\0\5\0\5\0" + b"\xff" * 9 + bytes(9)
TAKEN: dict[str, tuple[bytes, str, Kind]] = {
    "pdf": (pdf(), "a.pdf", Kind.PDF),
    "pdf after noise": (b"\r\n\xef\xbb\xbf" + pdf(), "a.pdf", Kind.PDF),
    "pdf without its name": (pdf(), "scan", Kind.PDF),
    "photo": (jpeg(), "a.jpg", Kind.JPEG),
    "photo called pdf": (jpeg(), "a.pdf", Kind.JPEG),
    "png": (image("PNG"), "a.png", Kind.PNG),
    "tiff": (image("TIFF"), "a.tif", Kind.TIFF),
    "webp": (image("WEBP"), "a.webp", Kind.WEBP),
    "telephone": (HEIC, "IMG_1.HEIC", Kind.HEIC),
    "letter": (letter(), "a.docx", Kind.DOCX),
    "odt": (opened("text"), "a.odt", Kind.ODT),
    "ods": (opened("spreadsheet"), "a.ods", Kind.ODS),
    "xlsx": (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "a.xlsx", Kind.XLSX),
    "rtf": (b"{\\rtf1 bonjour}", "a.rtf", Kind.RTF),
    "text": ("Reçu le 2 février.\r\n".encode(), "a.txt", Kind.TEXT),
    "text of Windows": ("Reçu".encode("cp1252"), "a.txt", Kind.TEXT),
    "text with a comparison": (b"a < b and b > c", "a.txt", Kind.TEXT),
    "mail": (mail(), "a.eml", Kind.EMAIL),
    "mail without its name": (mail(), "a.txt", Kind.TEXT),
    "called mail": (b"Bonjour", "a.eml", Kind.TEXT),
}
REFUSED: dict[str, tuple[bytes, str, Refusal]] = {
    "empty": (b"", "a.pdf", Refusal.EMPTY),
    "windows program": (b"MZ\x90\0" + bytes(60), "facture.pdf", Refusal.PROGRAM),
    "linux program": (b"\x7fELF" + bytes(60), "a", Refusal.PROGRAM),
    "script": (b"#!/bin/sh\nrm -rf", "a.txt", Refusal.PROGRAM),
    "command file": (b"del /q *.*", "relance.PDF.bat", Refusal.PROGRAM),
    "shortcut": (b"L\0\0\0\x01\x14\x02\0" + bytes(60), "a.pdf", Refusal.PROGRAM),
    "java": (zipped({"META-INF/MANIFEST.MF": "x"}), "a.docx", Refusal.PROGRAM),
    "macros": (
        zipped({"word/document.xml": "", "word/vbaProject.bin": ""}), "a.docx", Refusal.MACROS,
    ),
    "macros of a tableau": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "Basic/x": ""}), "a.odt",
        Refusal.MACROS,
    ),
    "page": (b" \n<!DOCTYPE HTML><script>alert(1)</script>", "a.txt", Refusal.WEB_PAGE),
    "page behind a comment": (b"<!-- x --><html>", "a.txt", Refusal.WEB_PAGE),
    "drawing": (b'<?xml version="1.0"?><svg onload="x"/>', "a.svg", Refusal.WEB_PAGE),
    "page with a mark": (b"\xef\xbb\xbf<svg/>", "a.txt", Refusal.WEB_PAGE),
    "archive": (zipped({"a.pdf": "x"}), "a.zip", Refusal.ARCHIVE),
    "archive called letter": (zipped({"a.exe": "x"}), "a.docx", Refusal.ARCHIVE),
    "other archive": (b"Rar!\x1a\x07\0" + bytes(60), "a.rar", Refusal.ARCHIVE),
    "old letter": (OLE, "a.doc", Refusal.OLD_OFFICE),
    "old message": (OLE, "a.msg", Refusal.OLD_OFFICE),
    "zip cut short": (letter()[:-30], "a.docx", Refusal.UNKNOWN),
    "zip with a false list": (FALSE_LIST, "a.docx", Refusal.UNKNOWN),
    "noise": (bytes(range(256)), "a.pdf", Refusal.UNKNOWN),
    "video": (b"\0\0\0\x18ftypmp42" + bytes(60), "a.heic", Refusal.UNKNOWN),
    "text with a hole": (b"bonjour\0", "a.txt", Refusal.UNKNOWN),
}  # fmt: skip


def judged(raw: bytes, name: str, step: int = 700) -> Kind | Refusal:
    sniffer = Sniffer()
    for at in range(0, len(raw), step):
        sniffer.see(raw[at : at + step])
    return sniffer.judge(name)


@pytest.mark.parametrize("file", TAKEN)
def test_a_file_is_known_by_its_content(file: str) -> None:
    raw, name, kind = TAKEN[file]
    assert judged(raw, name) == kind
    assert judged(raw, name, step=1 << 16) == kind


@pytest.mark.parametrize("file", REFUSED)
def test_what_could_harm_or_is_unknown_is_refused(file: str) -> None:
    raw, name, refusal = REFUSED[file]
    assert judged(raw, name) == refusal
    assert refusal.label.endswith(".")


def test_a_text_is_looked_at_to_its_end() -> None:
    assert judged(b"bonjour " * 100_000 + b"\x01", "a.txt") is Refusal.UNKNOWN


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_are_judged(raw: bytes, name: str) -> None:
    assert isinstance(judged(raw, name), Kind | Refusal)


@given(st.binary(max_size=200))
def test_any_zip_is_judged(noise: bytes) -> None:
    assert isinstance(
        judged(b"PK\x03\x04" + noise + b"PK\x05\x06" + noise, "a.docx"), Kind | Refusal
    )


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Bail  signé.pdf", "Bail signé.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\bail.pdf", "bail.pdf"),
        ("bail\u202efdp.exe", "bail fdp.exe"),
        ("bail\0\r\n.pdf", "bail .pdf"),
        ("...", "sans nom"),
        ("", "sans nom"),
        (".htaccess", "htaccess"),
        (unicodedata.normalize("NFD", "reçu.pdf"), "reçu.pdf"),
        ("x" * 300 + ".pdf", "x" * 115 + "….pdf"),
        ("y" * 300, "y" * 119 + "…"),
    ],
)
def test_a_name_is_cleaned(name: str, kept: str) -> None:
    assert clean_name(name) == kept


@given(st.text(max_size=300))
def test_a_cleaned_name_is_one_line_that_shows_itself(name: str) -> None:
    kept = clean_name(name)
    assert 0 < len(kept) <= 120
    assert "/" not in kept
    assert not any(unicodedata.category(c).startswith("C") for c in kept)
    assert clean_name(kept) == kept


def test_every_kind_has_a_type_and_an_end() -> None:
    assert all("/" in kind.mime and kind.suffix.startswith(".") for kind in Kind)
    assert not {kind.value for kind in Kind} & {refusal.value for refusal in Refusal}
