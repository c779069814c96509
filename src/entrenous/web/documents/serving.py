"""Send a file or one of its pages, whatever container it is in: for the pages of any subject.

The caller checked who asks; the key decides. Each is journaled, then verified whole, before a
byte is sent (00-decisions 38). No name and no label of a file is ever in a header.
"""

from collections.abc import Iterator
from typing import Final, cast
from uuid import UUID

from django.http import Http404, HttpResponse, StreamingHttpResponse

from entrenous.documents import previews
from entrenous.documents.previews import NoPreview
from entrenous.documents.queries import FileAltered, FileMissing, OpenFile, open_file
from entrenous.journal.acts import Act
from entrenous.web.common.access import AgentRequest

MISSING: Final = (
    "Le fichier n’est plus sur le serveur, alors que sa fiche y est. Prévenez l’administration : "
    "une sauvegarde peut l’avoir gardé."
)
ALTERED: Final = (
    "Le fichier gardé sur le serveur n’est plus celui qui a été scellé : rien n’en est montré. "
    "Prévenez l’administration, et gardez l’original s’il existe."
)
_ALONE: Final = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class NotSent(Exception):
    """The file cannot be sent; `sentence` says why to the reader."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


def sent(
    request: AgentRequest, container: UUID, record: UUID, *, version: int | None = None
) -> HttpResponse:
    """The whole file, to keep: an attachment under a neutral name.

    version  a former one
    raises   KeyNotHeld, VaultClosed; NotSent when it is missing or altered
    """
    try:
        file = open_file(
            request.keyring, container, record, act=Act.DOCUMENT_TAKEN, version=version
        )
    except FileMissing:
        raise NotSent(MISSING) from None
    except FileAltered:
        raise NotSent(ALTERED) from None
    return attachment(file, record)


def attachment(file: OpenFile, record: UUID) -> HttpResponse:
    """A verified file as the answer to a request; closed with it. `record` draws its name."""
    kind = file.document.kind
    name = f"piece-{file.document.added_on:%Y-%m-%d}-{record.hex[:4]}{kind.suffix}"
    headers = {
        **_ALONE,
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(file.document.size),
    }
    flow = StreamingHttpResponse(_Flow(file), content_type=kind.mime, headers=headers)
    return cast(HttpResponse, flow)  # not one for its types, but what every page returns


def page_sent(
    request: AgentRequest, container: UUID, record: UUID, number: int, *, version: int | None = None
) -> HttpResponse:
    """One page as an image; 404 when it cannot be drawn: the page that shows it says why."""
    act = Act.DOCUMENT_PAGE
    try:
        with open_file(request.keyring, container, record, act=act, version=version) as file:
            drawn = previews.page_image(file, number)
    except (FileMissing, FileAltered, NoPreview):
        raise Http404 from None
    return HttpResponse(drawn, content_type="image/jpeg", headers=_ALONE)


class _Flow:
    """The bytes of an answer; closed with it, even when nobody read them (HEAD, a cut line)."""

    def __init__(self, file: OpenFile) -> None:
        self._file = file

    def __iter__(self) -> Iterator[bytes]:
        return self._file.chunks()

    def close(self) -> None:
        self._file.close()
