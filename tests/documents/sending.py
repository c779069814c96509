"""Send 30 MB through Django's own reading of a request, verify and read it back; tell the memory.

Run by `test_memory` in a process of its own: `python -m tests.documents.sending`.
"""

import json
import sys
from itertools import chain, repeat
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import django

SIZE = 30 * 1024 * 1024
_EDGE = "edge-of-the-parts"
_BEFORE = (
    f'--{_EDGE}\r\nContent-Disposition: form-data; name="file"; filename="scan.txt"\r\n'
    "Content-Type: text/plain\r\n\r\n"
).encode()
_AFTER = f"\r\n--{_EDGE}--\r\n".encode()


class Body:
    """The body of a request, made as it is read: it is never whole in memory."""

    def __init__(self, size: int) -> None:
        self._parts = chain([_BEFORE], repeat(b"0123456789abcdef" * 4_096, size >> 16), [_AFTER])
        self._left = b""

    def read(self, size: int = 65_536) -> bytes:
        while len(self._left) < size and (part := next(self._parts, b"")):
            self._left += part
        given, self._left = self._left[:size], self._left[size:]
        return given

    readline = read


def send(body: Body, length: int) -> object:
    """The request of a logged-in agent, to a view that receives files."""
    from django.core.handlers.wsgi import WSGIRequest

    request = WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/",
            "wsgi.input": body,
            "CONTENT_TYPE": f"multipart/form-data; boundary={_EDGE}",
            "CONTENT_LENGTH": str(length),
        }
    )
    view = SimpleNamespace(receives_files=True)
    request.resolver_match = SimpleNamespace(func=view)
    request.user = SimpleNamespace(is_authenticated=True, organisation_id=uuid4())
    return request


def peak_memory() -> int:
    """KiB. Not getrusage: its maximum goes on from the process that started this one."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])


def main() -> None:
    django.setup()
    from entrenous.documents import store
    from entrenous.documents.uploads import arrivals_of
    from entrenous.vault.files import FilePlace, open_chunks, verify

    before = peak_memory()
    request = send(Body(SIZE), len(_BEFORE) + SIZE + len(_AFTER))
    upload = request.FILES["file"]  # type: ignore[attr-defined]
    place = FilePlace(request.user.organisation_id, upload.id)  # type: ignore[attr-defined]
    with store.path_of(upload.id).open("rb") as file:
        measured = verify(file, place, key=upload.key)
        read = sum(map(len, open_chunks(file, place, key=upload.key)))
    for arriving in arrivals_of(request):  # type: ignore[arg-type]
        arriving.leave_nothing()
    told = {"before": before, "peak": peak_memory(), "size": measured.size, "read": read}
    told |= {"refusal": upload.refusal, "left": store.exists(upload.id)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
