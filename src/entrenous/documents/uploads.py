"""Seal a file chunk by chunk as it arrives: what a browser sends never lies in clear on a disk.

A view that takes files says so with `@receives_files`; its form has a `documents.fields.FileField`.
The key is made here, lives in memory, and is lost with whatever no act attached to a container.
Whatever the order of things (CSRF is checked once the body was read, a session may be over, the
browser may hang up), `LeaveNothing` removes at the end of the request what no row names.
"""

from collections.abc import Callable
from typing import Final, TypeVar, cast
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.http import HttpRequest, HttpResponse

from entrenous.documents.arriving import Arriving, SealedUpload

# Read to its end, so that a file too large is refused beside its field; beyond, 413.
MAX_REQUEST_BYTES: Final = 64 * 1024 * 1024
V = TypeVar("V", bound=Callable[..., HttpResponse])


def receives_files(view: V) -> V:
    """Mark a view whose form sends a file: it is sealed as it arrives."""
    view.receives_files = True  # type: ignore[attr-defined]
    return view


class SealAsItArrives(FileUploadHandler):
    """First of FILE_UPLOAD_HANDLERS: takes over for the views that receive files."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._arriving: Arriving | None = None

    def handle_raw_input(
        self,
        input_data: object,
        META: dict[str, str],  # noqa: N803  # Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Refuse (413) before reading what is far too large."""
        if self._takes_over and content_length > MAX_REQUEST_BYTES:
            raise RequestDataTooBig

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        if self._takes_over:
            self._arriving = Arriving(self._organisation, self.file_name or "")
            arrivals_of(self.request).append(self._arriving)
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep the chunk, sealed; or hand it on to the next handler."""
        if self._arriving is None:
            return raw_data
        self._arriving.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> SealedUpload | None:
        """What arrived, for `request.FILES`."""
        arriving, self._arriving = self._arriving, None
        return arriving.finish() if arriving else None

    @property
    def _takes_over(self) -> bool:
        match = self.request.resolver_match if self.request else None
        return bool(match and getattr(match.func, "receives_files", False))

    @property
    def _organisation(self) -> UUID | None:
        user = getattr(self.request, "user", None)
        return user.organisation_id if user is not None and user.is_authenticated else None


class LeaveNothing:
    """Middleware, outside the check of CSRF: at the end, no file without its row."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            for arriving in arrivals_of(request):
                arriving.leave_nothing()


def arrivals_of(request: HttpRequest | None) -> list[Arriving]:
    """The files that this request brought, whatever became of them."""
    if request is None:
        return []
    return cast(list[Arriving], request.__dict__.setdefault("arrivals", []))
