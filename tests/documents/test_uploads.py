"""Whatever the order of things, nothing in clear reaches a disk and a refused file leaves nothing.

Every request here goes through all the middleware, CSRF included, as a browser would send it.
"""

import errno
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from entrenous.config.checks import uploads_stay_in_memory
from entrenous.documents import arriving, store, uploads
from entrenous.documents.models import StoredFile
from entrenous.documents.uploads import MAX_REQUEST_BYTES
from entrenous.dossiers.models import Dossier
from entrenous.keyring.models import Draft, HeadRow
from tests.browsing import client_of
from tests.documents.papers import jpeg
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.proof.canaries import STEM, disguises, search

EDGE = "edge-of-the-parts"
TEXT = f"{STEM} avait une dette. ".encode() * 6_000
TOKEN = "x" * 32
_DISGUISES = disguises()


class Watched(io.BytesIO):
    """The body of a request: at each piece read, the places where clear text could lie are seen."""

    def __init__(self, raw: bytes, watch: "Disk", hangs_up_at: int | None = None) -> None:
        super().__init__(raw)
        self._watch = watch
        self._hangs_up_at = hangs_up_at

    def read(self, size: int | None = -1, /) -> bytes:
        self._watch.look()
        if self._hangs_up_at is not None and self.tell() >= self._hangs_up_at:
            raise OSError(errno.ECONNRESET, "hung up")
        return super().read(size)


class Disk:
    """What the state folder and the temporary folder hold."""

    def __init__(self, temporary: Path) -> None:
        self._folders = (Path(settings.ENTRENOUS_HOME) / "files", temporary)
        self.before = self.names()
        self.most = 0

    def names(self) -> set[Path]:
        return {p for folder in self._folders for p in folder.rglob("*") if p.is_file()}

    def look(self) -> None:
        fresh = self.names() - self.before
        self.most = max(self.most, len(fresh))
        # The longest disguises are looked for at the end, on what is left.
        assert not any(STEM.encode() in path.read_bytes() for path in fresh if path.exists())

    def left(self) -> set[Path]:
        return self.names() - self.before


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = Disk(tmp_path)
    yield found
    left = {path.name: path.read_bytes() for path in found.left()}
    assert search(left, _DISGUISES) == []


@pytest.fixture
def dossier(house: House) -> Dossier:
    return dossier_of(house, "Camille")


def part(name: str, value: bytes, filename: str = "") -> bytes:
    named = f'; filename="{filename}"' if filename else ""
    return f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + (
        value + b"\r\n"
    )


def body(*parts: bytes) -> bytes:
    return b"".join(parts) + f"--{EDGE}--\r\n".encode()


def send(
    client: Client, dossier: Dossier, raw: bytes, disk: Disk, *, at: int | None = None, **more: Any
) -> Any:
    client.raise_request_exception = False
    headers = {"wsgi.input": Watched(raw, disk, at), "CONTENT_LENGTH": str(len(raw)), **more}
    url = reverse("documents:add", args=[dossier.pk])
    kind = f"multipart/form-data; boundary={EDGE}"
    return client.post(url, data=raw, content_type=kind, **headers)


def strict(house: House, who: str = "Camille", **more: Any) -> Client:
    """A client whose forms need the token that its cookie says."""
    client = client_of(house, who, **more)
    client.handler.enforce_csrf_checks = True
    client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
    return client


FILE = part("file", TEXT, f"{STEM}.txt")
_FIELD = "csrfmiddlewaretoken"
GOOD = part(_FIELD, TOKEN.encode())
LABEL = part("label", STEM.encode())


@pytest.mark.parametrize("parts", [(GOOD, FILE), (FILE, GOOD)], ids=["token first", "token last"])
def test_a_file_is_sealed_as_it_arrives(
    house: House, dossier: Dossier, disk: Disk, parts: tuple[bytes, ...]
) -> None:
    answer = send(strict(house), dossier, body(*parts), disk)
    assert answer.status_code == 302
    (stored,) = StoredFile.objects.all()
    assert disk.left() == {store.path_of(stored.pk)}
    assert disk.most == 1


@pytest.mark.parametrize(
    "parts",
    [
        (FILE,),
        (FILE, part("csrfmiddlewaretoken", b"y" * 32)),
        (part("csrfmiddlewaretoken", b"y"), FILE),
    ],
    ids=["no token", "wrong token last", "broken token first"],
)
def test_a_form_from_elsewhere_leaves_nothing(
    house: House, dossier: Dossier, disk: Disk, parts: tuple[bytes, ...]
) -> None:
    assert send(strict(house), dossier, body(*parts), disk).status_code == 403
    assert disk.left() == set()
    assert not StoredFile.objects.exists()


def test_a_form_of_another_site_is_refused_before_its_file_is_read(
    house: House, dossier: Dossier, disk: Disk
) -> None:
    answer = send(
        strict(house), dossier, body(GOOD, FILE), disk, HTTP_ORIGIN="https://ailleurs.example"
    )
    assert answer.status_code == 403
    assert disk.most == 0


def test_nobody_logged_in_writes_nothing_at_any_moment(
    house: House, dossier: Dossier, disk: Disk
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
    answer = send(client, dossier, body(GOOD, LABEL, FILE), disk)
    assert answer.status_code == 200
    assert "Se connecter" in answer.content.decode()
    assert disk.most == 0


def test_a_closed_vault_keeps_the_words_and_not_the_file(
    house: House, dossier: Dossier, disk: Disk
) -> None:
    answer = send(strict(house, locked=True), dossier, body(GOOD, LABEL, FILE), disk)
    assert answer.status_code == 302
    assert disk.left() == set()
    assert Draft.objects.filter(form="documents:add", about=dossier.pk).exists()
    page = client_of(house, "Camille").get(reverse("documents:add", args=[dossier.pk]))
    assert STEM in page.content.decode()
    assert "à choisir de nouveau" in page.content.decode()


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ada"])
def test_who_may_not_write_there_leaves_nothing(
    house: House, dossier: Dossier, disk: Disk, who: str
) -> None:
    assert send(strict(house, who), dossier, body(GOOD, FILE), disk).status_code == 404
    assert disk.left() == set()


def test_a_browser_that_hangs_up_leaves_nothing(house: House, dossier: Dossier, disk: Disk) -> None:
    answer = send(strict(house), dossier, body(GOOD, FILE), disk, at=150_000)
    assert answer.status_code in (400, 403)
    assert disk.most == 1
    assert disk.left() == set()


def test_a_body_cut_short_leaves_nothing(house: House, dossier: Dossier, disk: Disk) -> None:
    answer = send(strict(house), dossier, (GOOD + FILE)[:200_000], disk)
    assert answer.status_code in (302, 400, 403, 422)
    assert disk.left() == {store.path_of(f.pk) for f in StoredFile.objects.all()}


def refused(answer: Any, sentence: str) -> None:
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "resume-erreurs" in page
    assert STEM in page  # the label that was typed


def test_a_file_too_large_is_said_beside_its_field(
    house: House, dossier: Dossier, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "MAX_BYTES", 100_000)
    answer = send(strict(house), dossier, body(GOOD, LABEL, FILE), disk)
    refused(answer, "pèse plus de 30 Mo")
    assert disk.left() == set()


def test_the_limit_is_thirty_megabytes_to_the_byte(house: House, disk: Disk) -> None:
    for extra, refusal in ((0, None), (1, "too_large")):
        coming = arriving.Arriving(house.organisation.pk, "a.txt")
        for _ in range(480):
            coming.write(b"x" * 65_536)
        if extra:
            coming.write(b"x")
        assert coming.finish().refusal == refusal
        coming.leave_nothing()
    assert disk.left() == set()


def test_what_is_far_too_large_is_refused_before_it_is_read(
    house: House, dossier: Dossier, disk: Disk
) -> None:
    raw = body(GOOD, FILE)
    answer = send(strict(house), dossier, raw, disk, CONTENT_LENGTH=str(MAX_REQUEST_BYTES + 1))
    assert answer.status_code == 413
    assert disk.most == 0


@pytest.mark.parametrize(
    "refusal",
    [
        ((b"", "vide.pdf"), "Ce fichier est vide"),
        ((b"MZ" + TEXT, "facture.pdf"), "est un programme"),
        ((b"<html>" + TEXT, "a.txt"), "Une page web"),
        ((TEXT + b"\0", "a.pdf"), "Ce type de fichier"),
    ],
)
def test_a_file_that_is_not_taken_is_said_and_leaves_nothing(
    house: House, dossier: Dossier, disk: Disk, refusal: tuple[tuple[bytes, str], str]
) -> None:
    file, sentence = refusal
    raw = body(GOOD, LABEL, part("file", *file))
    refused(send(strict(house), dossier, raw, disk), sentence)
    assert disk.left() == set()


def test_no_file_at_all_is_said(house: House, dossier: Dossier, disk: Disk) -> None:
    refused(send(strict(house), dossier, body(GOOD, LABEL), disk), "Choisissez un fichier")


@pytest.mark.parametrize("fails", ["create", "settle"])
def test_a_full_disk_is_said_and_leaves_nothing(
    house: House, dossier: Dossier, disk: Disk, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    def full(*args: Any) -> Any:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(store, fails, full)
    refused(send(strict(house), dossier, body(GOOD, LABEL, FILE), disk), "la place manque")
    assert disk.left() == set()


def test_a_damaged_dossier_takes_nothing(house: House, dossier: Dossier, disk: Disk) -> None:
    client = strict(house)
    assert send(client, dossier, body(GOOD, FILE), disk).status_code == 302
    HeadRow.objects.filter(container_id=dossier.pk, compartment=5).delete()
    answer = send(client, dossier, body(GOOD, LABEL, FILE), disk)
    assert answer["Location"] == reverse("dossiers:constat", args=[dossier.pk])
    assert len(disk.left()) == 1


def test_several_files_in_one_request_are_each_sealed_and_only_the_attached_stays(
    house: House, dossier: Dossier, disk: Disk
) -> None:
    other = part("other", jpeg(), "photo.jpg")
    answer = send(strict(house), dossier, body(GOOD, other, FILE, other), disk)
    assert answer.status_code == 302
    (stored,) = StoredFile.objects.all()
    assert disk.left() == {store.path_of(stored.pk)}


def test_a_page_that_takes_no_file_writes_none(house: House, dossier: Dossier, disk: Disk) -> None:
    client = strict(house)
    url = reverse("dossiers:entry_new", args=[dossier.pk])
    raw = body(GOOD, part("text", b"Bonjour"), part("file", TEXT[:5_000], "a.txt"))
    stream = Watched(raw, disk)
    answer = client.post(
        url,
        data=raw,
        content_type=f"multipart/form-data; boundary={EDGE}",
        **{"wsgi.input": stream},
    )
    assert answer.status_code == 422
    assert disk.most == 0


def test_a_crash_of_the_page_leaves_nothing(
    house: House, dossier: Dossier, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> HttpResponse:
        raise RuntimeError

    monkeypatch.setattr("entrenous.web.documents.views.actions.attach", fail)
    assert send(strict(house), dossier, body(GOOD, FILE), disk).status_code == 500
    assert disk.left() == set()


def test_without_the_cleaning_a_refused_form_would_leave_its_file(
    house: House, dossier: Dossier, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What these tests look at is really there when nobody takes it away."""
    monkeypatch.setattr(arriving.Arriving, "leave_nothing", lambda _: None)
    assert send(strict(house), dossier, body(FILE), disk).status_code == 403
    (path,) = disk.left()
    path.unlink()


def test_settings_with_a_temporary_file_do_not_start(settings: Any) -> None:
    assert uploads_stay_in_memory() == []
    on_disk = "django.core.files.uploadhandler.TemporaryFileUploadHandler"
    settings.FILE_UPLOAD_HANDLERS = [*settings.FILE_UPLOAD_HANDLERS, on_disk]
    assert "entrenous.E008" in {found.id for found in run_checks(tags=["security"])}


def test_a_sealed_upload_says_nothing_of_itself() -> None:
    coming = arriving.Arriving(None, f"{STEM}.txt")
    coming.write(TEXT)
    upload = coming.finish()
    assert STEM not in repr(upload)
    assert upload.refusal is not None
    assert uploads.arrivals_of(None) == []
