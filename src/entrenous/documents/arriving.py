"""One file on its way: sealed on the disk as it comes, and gone unless an act keeps it."""

from contextlib import suppress
from typing import BinaryIO
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError

from entrenous.documents import store
from entrenous.documents.kinds import MAX_BYTES, Kind, Refusal, Sniffer, clean_name
from entrenous.documents.models import StoredFile
from entrenous.vault.files import FilePlace, FileSealer, Measured
from entrenous.vault.primitives import fresh_key


class SealedUpload(UploadedFile):  # type: ignore[type-arg]  # it has no clear bytes
    """A file that arrived, sealed on the disk under a key that only this request knows.

    refusal  why it is not taken, or None; a refused file is already gone
    """

    def __init__(
        self, file: UUID, key: bytes, name: str, measured: Measured, found: Kind | Refusal
    ) -> None:
        super().__init__(None, name, size=measured.size)
        self.id = file
        self.key = key
        self.measured = measured
        self.found = found
        self.is_claimed = False

    def __repr__(self) -> str:
        return f"SealedUpload({self.id})"

    @property
    def refusal(self) -> Refusal | None:
        """Why this file is not taken."""
        return self.found if isinstance(self.found, Refusal) else None

    @property
    def kind(self) -> Kind:
        """What it is; ValueError when it was refused."""
        return Kind(self.found)

    def close(self) -> None:
        """Nothing: the sealed file was closed when its last byte arrived."""


class Arriving:
    """One file on its way. Without an organisation (nobody is logged in) nothing is kept."""

    def __init__(self, organisation: UUID | None, name: str) -> None:
        self.id, self.key = uuid4(), fresh_key()
        self.upload: SealedUpload | None = None
        self._name, self._sniffer = clean_name(name), Sniffer()
        self._refusal = None if organisation else Refusal.NOT_KEPT
        self._sealer = FileSealer(FilePlace(organisation or self.id, self.id), key=self.key)
        self._file: BinaryIO | None = None
        if organisation:
            with self._or_refused():
                self._file = store.create(self.id)
                self._file.write(self._sealer.prefix)

    def write(self, chunk: bytes) -> None:
        """Seal the next bytes; those of a file already refused are read and forgotten."""
        if self._file is None:
            return
        if self._sealer.measured.size + len(chunk) > MAX_BYTES:
            self._refuse(Refusal.TOO_LARGE)
            return
        self._sniffer.see(chunk)
        with self._or_refused():
            self._file.write(self._sealer.push(chunk))

    def finish(self) -> SealedUpload:
        """Seal the end and say what arrived."""
        found = self._refusal or self._sniffer.judge(self._name)
        if isinstance(found, Refusal):
            self._refuse(found)
        elif self._file is not None:
            with self._or_refused():
                self._file.write(self._sealer.finish())
                store.settle(self._file, self.id)
            self._file = None
        self.upload = SealedUpload(
            self.id, self.key, self._name, self._sealer.measured, self._refusal or found
        )
        return self.upload

    def leave_nothing(self) -> None:
        """Remove the sealed file unless an act attached it and its row is there."""
        if self.upload and self.upload.is_claimed:
            with suppress(DatabaseError):
                if StoredFile.objects.filter(pk=self.id).exists():
                    return
        self._refuse(self._refusal or Refusal.NOT_KEPT)

    def _or_refused(self) -> "_OrRefused":
        return _OrRefused(self)

    def _refuse(self, refusal: Refusal) -> None:
        self._refusal = refusal
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):
                file.close()
        store.drop(self.id)


class _OrRefused:
    """A disk that refuses (full, read-only) refuses the file, and says so beside the field."""

    def __init__(self, arriving: Arriving) -> None:
        self._arriving = arriving

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, OSError):
            self._arriving._refuse(Refusal.NO_ROOM)  # noqa: SLF001  # its own helper
            return True
        return False
