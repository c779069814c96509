"""How the tests of these pages ask and read: an address, a page as text, a file as it is sent."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from entrenous.dossiers.models import Dossier
from tests.documents.papers import pdf

NAME = "jugement-Amrani.pdf"
RAW = pdf(12)


def url(name: str, dossier: Dossier, *more: object) -> str:
    return reverse(f"documents:{name}", args=[dossier.pk, *more])


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def paper(raw: bytes = RAW, name: str = NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw, content_type="application/x-anything")
