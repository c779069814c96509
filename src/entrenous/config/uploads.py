"""Files sent by a browser stay in memory, under a limit; nothing is written in clear on disk."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class MemoryOnly(MemoryFileUploadHandler):
    """Refuses (413) what does not fit, where Django would fall back on a temporary file."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803  # Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.received = 0
        usual = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        self.most = settings.ENTRENOUS_LONG_FILES.get(META.get("PATH_INFO", ""), usual)
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        if self.received > self.most:
            raise RequestDataTooBig
        self.file.write(raw_data)
        return None
