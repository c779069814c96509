"""Files for the tests: real ones, made on the spot, and the requests that send them."""

import io
import zipfile
from collections.abc import Callable
from uuid import UUID

import docx
from django.http import HttpRequest
from PIL import Image

from entrenous.documents.arriving import Arriving, SealedUpload
from entrenous.vault.files import CHUNK_BYTES
from tests.people import House

WORDS = "Attestation d’hébergement de Samia."


def jpeg(width: int = 300, height: int = 400, *, exif: bytes = b"") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def image(kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA" if kind in ("PNG", "WEBP") else "RGB", (120, 90), "teal").save(
        out, kind, **more
    )
    return out.getvalue()


def pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    sheets = [Image.new("RGB", (210, 297), (20 * n, 90, 90)) for n in range(pages)]
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def letter(text: str = WORDS) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


def opened(kind: str, text: str = WORDS) -> bytes:
    """An OpenDocument file: « text » or « spreadsheet »."""
    namespace = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f'<a xmlns:t="{namespace}"><t:p>{text}</t:p></a>',
        }
    )


def zipped(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def mail(text: str = WORDS) -> bytes:
    return (
        "From: Office HLM <gestion@exemple.invalid>\r\nSubject: =?utf-8?q?Impay=C3=A9?=\r\n"
        "Date: Mon, 02 Feb 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    ).encode()


def large(size: int = 3 * CHUNK_BYTES + 77) -> bytes:
    """A text of this many bytes, no two parts of it alike."""
    line = "ligne {:012d} du relevé\n"
    found = "".join(line.format(n) for n in range(size // 24 + 1)).encode()
    return found[:size]


def arrive(house: House, raw: bytes, name: str = "piece.pdf") -> SealedUpload:
    """A file as the upload handler leaves it for a view."""
    return arriving(house, raw, name).finish()


def arriving(house: House, raw: bytes, name: str = "piece.pdf") -> Arriving:
    """A file on its way, all its bytes come."""
    made = Arriving(house.organisation.pk, name)
    for at in range(0, len(raw), CHUNK_BYTES):
        made.write(raw[at : at + CHUNK_BYTES])
    return made


def attached(
    house: House, container: UUID, raw: bytes, name: str = "piece.pdf", **more: object
) -> UUID:
    """The record of a file that Camille attached to a container."""
    from entrenous.documents import actions

    upload = arrive(house, raw, name)
    return actions.attach(house.keyring("Camille"), container, upload, **more)


Ask = Callable[[HttpRequest], object]
