"""Pages as images and words, drawn by a child that can do nothing else."""

import io
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import docx
import pypdfium2
import pytest
from PIL import Image

from entrenous.documents import previews
from entrenous.documents.kinds import Kind
from entrenous.documents.previews import NoPreview, Why, page_count, page_image, words
from entrenous.documents.queries import OpenFile
from tests.documents.papers import WORDS, image, jpeg, letter, mail, opened, pdf, zipped

SECRET = "Rue-des-Tanneurs"


def file(raw: bytes, kind: Kind) -> OpenFile:
    """What `open_file` gives, without a container around it."""

    def chunks() -> Iterator[bytes]:
        yield from (raw[at : at + 65_536] for at in range(0, len(raw), 65_536))

    return cast(OpenFile, SimpleNamespace(document=SimpleNamespace(kind=kind), chunks=chunks))


def drawn(raw: bytes, kind: Kind, number: int = 1) -> Image.Image:
    return Image.open(io.BytesIO(page_image(file(raw, kind), number)))


def why_not(ask: Any, raw: bytes, kind: Kind, *more: int) -> Why:
    with pytest.raises(NoPreview) as refused:
        ask(file(raw, kind), *more)
    return refused.value.why


def test_each_page_of_a_pdf_is_an_image() -> None:
    raw = pdf(3)
    assert page_count(file(raw, Kind.PDF)) == 3
    third = drawn(raw, Kind.PDF, 3)
    assert (third.format, third.width) == ("JPEG", 1_240)
    assert abs(third.height - 1_754) < 4
    assert third.convert("RGB").getpixel((600, 600))[0] in range(30, 50)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (jpeg(3_000, 4_000), Kind.JPEG),
        (image("PNG"), Kind.PNG),
        (image("WEBP"), Kind.WEBP),
        (image("TIFF", compression="tiff_lzw"), Kind.TIFF),
    ],
)
def test_an_image_is_drawn_again_no_larger_than_a_page(raw: bytes, kind: Kind) -> None:
    assert page_count(file(raw, kind)) == 1
    shown = drawn(raw, kind)
    assert (shown.format, shown.mode) == ("JPEG", "RGB")
    assert shown.width <= 1_240


def test_a_page_is_without_what_the_telephone_wrote_in_it_and_upright() -> None:
    told = Image.Exif()
    told[0x010E], told[0x0112] = SECRET, 6  # description; turned by a quarter
    told.get_ifd(0x8825)[1] = "N"
    raw = jpeg(300, 400, exif=told.tobytes())
    assert SECRET.encode() in raw
    shown = page_image(file(raw, Kind.JPEG), 1)
    assert SECRET.encode() not in shown
    again = Image.open(io.BytesIO(shown))
    assert again.size == (400, 300)
    assert not again.getexif()


def test_what_is_transparent_is_drawn_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    assert drawn(out.getvalue(), Kind.PNG).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"Attestation d\xe2\x80\x99h\xc3\xa9bergement de Samia.", Kind.TEXT),
        (("\ufeff" + WORDS).encode(), Kind.TEXT),
        (WORDS.encode("cp1252"), Kind.TEXT),
        (letter(), Kind.DOCX),
        (opened("text"), Kind.ODT),
        (mail(), Kind.EMAIL),
    ],
)
def test_the_words_of_a_letter_are_read(raw: bytes, kind: Kind) -> None:
    assert WORDS in words(file(raw, kind))


def test_the_words_of_a_web_mail_come_without_its_program() -> None:
    page = (
        "<style>x{}</style><p>Bonjour,</p><script>alert(1)</script>"
        "<p>La dette est <b>close</b>.</p>"
    )
    raw = mail("").replace(b"text/plain", b"text/html") + page.encode()
    said = words(file(raw, Kind.EMAIL))
    assert "Objet\u00a0: Impayé" in said
    assert "Bonjour,\nLa dette est close." in said
    assert "alert" not in said
    assert "x{}" not in said


def test_the_files_joined_to_a_mail_are_named_not_shown() -> None:
    raw = (
        b"From: a@exemple.invalid\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="B"\r\n\r\n--B\r\n'
        b"Content-Type: text/plain\r\n\r\nVoir le bail.\r\n--B\r\n"
        b'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="bail.pdf"\r\n'
        b"\r\n%PDF\r\n--B--\r\n"
    )
    said = words(file(raw, Kind.EMAIL))
    assert "bail.pdf" in said
    assert "Voir le bail." in said
    assert "%PDF" not in said


def test_the_words_of_a_pdf_can_be_read_instead_of_its_pages() -> None:
    made = pypdfium2.PdfDocument.new()
    made.new_page(200, 200)
    out = io.BytesIO()
    made.save(out)
    assert words(file(out.getvalue(), Kind.PDF)) == ""
    spoken = _pdf_that_says("Audience le 12 janvier")
    assert words(file(spoken, Kind.PDF)) == "Audience le 12 janvier"


@pytest.mark.parametrize("kind", [Kind.HEIC, Kind.XLSX, Kind.ODS, Kind.RTF])
def test_what_has_no_preview_is_said_without_a_child(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previews.subprocess, "Popen", None)
    assert why_not(page_count, b"x", kind) is Why.KIND


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7 nothing", Kind.PDF),
        (pdf()[: len(pdf()) // 3], Kind.PDF),
        (jpeg()[:200], Kind.JPEG),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), Kind.PNG),
        (image("TIFF")[:60], Kind.TIFF),
    ],
)
def test_a_damaged_file_is_a_sentence(raw: bytes, kind: Kind) -> None:
    assert why_not(page_image, raw, kind, 1) is Why.UNREADABLE


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (zipped({"word/other.xml": "x"}), Kind.DOCX),
        (zipped({"word/document.xml": "<broken"}), Kind.DOCX),
        (zipped({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), Kind.ODT),
    ],
)
def test_a_broken_or_tricky_letter_is_a_sentence(raw: bytes, kind: Kind) -> None:
    assert why_not(words, raw, kind) is Why.UNREADABLE


def test_a_page_that_does_not_exist_is_a_sentence() -> None:
    assert why_not(page_image, pdf(2), Kind.PDF, 3) is Why.UNREADABLE
    assert why_not(page_image, jpeg(), Kind.JPEG, 0) is Why.UNREADABLE


def test_a_file_with_a_password_is_said_to_have_one() -> None:
    assert why_not(page_count, LOCKED, Kind.PDF) is Why.LOCKED


def test_an_image_of_a_billion_points_does_not_fill_the_memory() -> None:
    raw = bytearray(image("PNG"))
    raw[16:24] = (40_000).to_bytes(4, "big") * 2
    raw[29:33] = zlib.crc32(bytes(raw[12:29])).to_bytes(4, "big")
    assert why_not(page_image, bytes(raw), Kind.PNG, 1) is Why.TOO_HEAVY


def test_a_letter_that_swells_is_cut() -> None:
    out, made = io.BytesIO(), docx.Document()
    made.add_paragraph("x")
    made.save(out)
    swollen = io.BytesIO()
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 60_000_000 + b"</a>")
    assert len(swollen.getvalue()) < 100_000
    assert why_not(words, swollen.getvalue(), Kind.DOCX) is Why.UNREADABLE


def test_a_child_that_does_not_answer_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "_SECONDS", 0.3)
    monkeypatch.setattr(previews, "_START", "import time; time.sleep(60)")
    assert why_not(page_count, b"%PDF-" + bytes(1_000_000), Kind.PDF) is Why.UNREADABLE


def test_the_child_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    tell = "import os, sys; sys.stdin.buffer.read(); sys.stdout.write(repr(dict(os.environ)))"
    monkeypatch.setattr(previews, "_START", tell)
    assert "SECRET_KEY" in os.environ
    told = previews._asked(file(b"x", Kind.PDF), "count").decode()
    assert "SECRET" not in told
    assert "DATABASE" not in told


# What a file that took the child over would try: each ends in a refusal of the system.
ATTEMPTS = {
    "read a file": "open('/etc/passwd').read()",
    "write a file": "open('/tmp/entrenous-attempt', 'w')",
    "reuse the place of a closed file": "os.close(0) or open('/etc/passwd').read()",
    "reach the network": "socket.socket()",
    "reach this machine": "socket.socket(socket.AF_UNIX)",
    "start a program": "os.execv('/bin/true', ['true'])",
    "make a process": "os.fork()",
    "trace its parent": "ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0) == -1 and 1 / 0",
    "kill its parent": "os.kill(os.getppid(), 0)",
    "take memory": "bytearray(2 << 30)",
    "raise its limits": "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
}
_TRY = """
import ctypes, os, resource, socket, sys
sys.path.insert(0, sys.argv[1])
from entrenous.documents import confining
confining.limit(); confining.confine()
try:
    {attempt}
except (OSError, MemoryError, ZeroDivisionError, ValueError) as refused:
    sys.stdout.write(type(refused).__name__)
else:
    sys.stdout.write("done")
"""


def tried_in_a_child(source: str) -> str:
    command = [sys.executable, "-I", "-c", source, previews._SOURCES]
    return subprocess.run(command, check=False, capture_output=True, timeout=60).stdout.decode()


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_confined_child_can_do_nothing_else(attempt: str) -> None:
    source = _TRY.replace("{attempt}", ATTEMPTS[attempt])
    tried = tried_in_a_child(source)
    assert tried in {
        "PermissionError", "OSError", "MemoryError", "ZeroDivisionError", "ValueError",
    }  # fmt: skip


def test_without_confinement_the_same_attempts_succeed() -> None:
    source = _TRY.replace("confining.limit(); confining.confine()", "").replace(
        "{attempt}", "; ".join([ATTEMPTS["read a file"], ATTEMPTS["reach the network"]])
    )
    tried = tried_in_a_child(source)
    assert tried == "done"


def _pdf_that_says(said: str) -> bytes:
    """A page with one line, written by hand: no library of the tests writes text."""
    stream = f"BT /F 12 Tf 20 100 Td ({said}) Tj ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    return _written(parts, b"<</Root 1 0 R/Size 5>>")


def _written(parts: list[bytes], trailer: bytes) -> bytes:
    raw, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(raw))
        raw += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    at = len(raw)
    raw += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table)
    return raw + b"trailer%s\nstartxref\n%d\n%%%%EOF" % (trailer, at)


# Encrypted by the standard handler with values that match no password.
LOCKED = _written(
    [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>",
     b"<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>"],
    b"<</Root 1 0 R/Size 4/Encrypt 3 0 R/ID[<00><00>]>>",
)  # fmt: skip
