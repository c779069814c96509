"""Structured logs: one JSON object a line, fields taken from a white list, no free text."""

import contextvars
import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any, Final

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")

# `logger.info("vault.unlocked", extra={"count": 3})`: an event is a code, never a sentence.
_EVENT: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_NUMBERS: Final = ("status", "duration_ms", "count", "queries")
_CODES: Final = ("route", "method")
_CODE: Final = re.compile(r"[A-Za-z0-9_:.-]{1,80}")


class WhiteListFormatter(logging.Formatter):
    """Writes what is listed here; the message's words and arguments are not."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        if isinstance(record.msg, str) and _EVENT.fullmatch(record.msg):
            line["event"] = record.msg
        if current := request_id.get():
            line["request_id"] = current
        line |= _listed(record)
        if record.exc_info and record.exc_info[1] is not None:
            line |= _where(record.exc_info[1])
        return json.dumps(line)


def _listed(record: logging.LogRecord) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in _NUMBERS:
        if isinstance(value := getattr(record, name, None), int | float):
            fields[name] = value
        elif name == "status" and isinstance(code := getattr(record, "status_code", None), int):
            fields[name] = code
    for name in _CODES:
        value = getattr(record, name, None)
        if isinstance(value, str) and _CODE.fullmatch(value):
            fields[name] = value
    return fields


def _where(error: BaseException) -> dict[str, Any]:
    """Give the class and the lines of code; an exception's text may quote what was typed."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "exception": f"{type(error).__module__}.{type(error).__qualname__}",
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
