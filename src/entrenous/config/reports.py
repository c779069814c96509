"""What an error report may hold: the code that failed. Never a value, from anywhere."""

from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

# Django's report asks for these by name; each could carry what someone typed.
_FROM_THE_REQUEST = (
    "request",
    "request_meta",
    "filtered_POST_items",
    "request_GET_items",
    "request_FILES_items",
    "request_COOKIES_items",
    "request_insecure_uri",
    "user_str",
    "unicode_hint",
    "template_info",
    "settings",
)


class NoVariables(SafeExceptionReporterFilter):
    """Drop every local of every frame and every parameter. A list of names would miss one."""

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> ItemsView[str, Any]:
        return {}.items()

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_safe_cookies(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def get_safe_request_meta(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def get_safe_settings(self) -> dict[str, Any]:
        return {}


class QuietReporter(ExceptionReporter):
    """The traceback and nothing else. The exception's own words only appear in development."""

    def get_traceback_data(self) -> dict[str, Any]:
        data = super().get_traceback_data()
        for name in _FROM_THE_REQUEST:
            data.pop(name, None)
        if not settings.DEBUG:
            data["exception_value"] = data["exception_notes"] = ""
        return data

    def get_traceback_frames(self) -> list[dict[str, Any]]:
        frames = super().get_traceback_frames()
        for frame in frames:
            frame["vars"] = []
            if cause := frame.get("exc_cause"):
                frame["exc_cause"] = type(cause).__name__
        return frames
