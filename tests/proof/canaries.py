"""Canaries: a text nobody writes by chance, its disguises, and where an administrator may look.

Every text that is about an accompanied person carries `STEM`; the rest of the canary says which
field it was typed in, so that a leak names its source.
"""

import base64
import dataclasses
import gzip
import os
import quopri
import re
import types
import typing
import unicodedata
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

from django.apps import apps
from django.conf import settings
from django.db import connection

STEM = "Ïlôtécànarÿbleù"
_MARGIN = 400


def canary(where: str) -> str:
    """A text for one field; `where` is kept in letters that survive every normalisation."""
    return f"{STEM} {where}"


def fill(cls: type[Any]) -> Any:
    """An instance of a sealed kind with a canary in every text; TypeError for a type unknown here.

    A new field of a known type is filled by itself; one of a new type asks to be thought about.
    """
    hints = typing.get_type_hints(cls)
    return cls(
        **{f.name: _value(hints[f.name], f"{cls.__name__}.{f.name}") for f in
           dataclasses.fields(cls) if f.init}
    )  # fmt: skip


def _value(hint: Any, where: str) -> Any:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _value(next(a for a in args if a is not type(None)), where)
    if origin is tuple:
        return (
            (_value(args[0], where),) if Ellipsis in args else tuple(_value(a, where) for a in args)
        )
    if origin is dict:
        return {_value(args[0], where): _value(args[1], where)}
    if dataclasses.is_dataclass(hint):
        return fill(typing.cast(type[Any], hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    return _simple(hint, where)


def _simple(hint: Any, where: str) -> Any:
    known: dict[Any, Any] = {
        str: canary(where), bool: True, int: 7, float: 7.0, UUID: uuid4(), bytes: STEM.encode(),
        date: date(2026, 2, 10), datetime: datetime.fromisoformat("2026-02-10T09:00:00+00:00"),
        Decimal: Decimal("71.30"),
    }  # fmt: skip
    if hint not in known:
        raise TypeError(f"{where}: no canary for {hint}")
    return known[hint]


def texts_of(content: Any) -> list[str]:
    """Every text in a filled instance."""
    if isinstance(content, str) and not isinstance(content, Enum):
        return [content]
    if dataclasses.is_dataclass(content):
        return [t for f in dataclasses.fields(content) for t in texts_of(getattr(content, f.name))]
    if isinstance(content, dict):
        return [t for pair in content.items() for part in pair for t in texts_of(part)]
    if isinstance(content, tuple | list):
        return [t for part in content for t in texts_of(part)]
    return []


def disguises(text: str = STEM) -> dict[str, bytes]:
    """Name of a disguise -> the bytes to look for."""
    bare = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    spelt = {
        "nfc": text, "nfd": unicodedata.normalize("NFD", text), "upper": text.upper(),
        "lower": text.lower(), "bare": bare, "bare upper": bare.upper(), "bare lower": bare.lower(),
        "reversed": text[::-1],
    }  # fmt: skip
    found: dict[str, bytes] = {}
    for name, word in spelt.items():
        for encoding in ("utf-8", "latin-1", "utf-16-le", "utf-16-be", "utf-32-le", "cp850"):
            try:
                raw = word.encode(encoding)
            except UnicodeEncodeError:
                continue
            found |= {f"{name} {encoding}{how}": seen for how, seen in _wrapped(raw).items()}
        json = word.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")
        found |= {f"{name} json{how}": seen for how, seen in _wrapped(json).items()}
        found |= {
            f"{name} percent": quote(word).encode(),
            f"{name} percent lower": quote(word).lower().encode(),
            f"{name} python": word.encode("unicode_escape"),
            f"{name} html": word.encode("ascii", "xmlcharrefreplace"),
        }
    return found


def of_bytes(secret: bytes) -> dict[str, bytes]:
    """The disguises of a key."""
    return {"raw": secret, "repr": repr(secret)[2:-1].encode(), **_wrapped(secret)}


def _wrapped(raw: bytes) -> dict[str, bytes]:
    """The bytes, in hexadecimal, quoted-printable, and in base64 at the three places of a word."""
    shifted = {
        f" base64+{offset}{kind}": encode(b"\0" * offset + raw)[_first(offset) : -4].rstrip(b"=")
        for offset in range(3)
        for kind, encode in (("", base64.b64encode), (" url", base64.urlsafe_b64encode))
    }
    return {
        "": raw, " hex": raw.hex().encode(), " HEX": raw.hex().upper().encode(),
        " quoted-printable": quopri.encodestring(raw).strip(), **shifted,
    }  # fmt: skip


def _first(offset: int) -> int:
    return -(-offset * 8 // 6) if offset else 0


def search(gathered: dict[str, bytes], wanted: dict[str, bytes]) -> list[str]:
    """Channel, disguise and surroundings of whatever is found, inside compressed streams too."""
    found = []
    for channel, raw in gathered.items():
        for place, clear in ((channel, raw), *_unpacked(channel, raw)):
            for name, seen in wanted.items():
                at = clear.find(seen)
                if at >= 0:
                    found.append(f"{place}: {name}: {clear[max(0, at - 20) : at + 60]!r}")
    return found


_BASE64 = re.compile(rb"[A-Za-z0-9_\-+/]{40,}")


def _unpacked(channel: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    yield from _inflated(channel, raw)
    for run in _BASE64.finditer(raw):
        coded = run[0].translate(bytes.maketrans(b"-_", b"+/"))
        yield from _inflated(channel, base64.b64decode(coded[: len(coded) // 4 * 4]))


def _inflated(channel: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    for mark in (b"\x1f\x8b\x08", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda"):
        at = raw.find(mark)
        while at >= 0:
            unpacker = zlib.decompressobj(31 if mark[0] == 0x1F else 15)
            try:
                clear = unpacker.decompress(raw[at : at + 1_000_000], 10_000_000)
            except zlib.error:
                clear = b""
            if clear:
                yield f"{channel}, compressed at {at}", clear
            at = raw.find(mark, at + 1)


def rows() -> list[bytes]:
    """Every row of every table, sessions included, as the database gives them."""
    said: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # a table of ours
            said += [b"\0".join([table.encode(), *map(_bytes, row)]) for row in cursor.fetchall()]
    return said


def _bytes(cell: Any) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def files(folder: Path) -> bytes:
    """The names and the content of every file under a folder."""
    said = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        said += [str(path).encode("utf-8", "surrogateescape"), path.read_bytes()]
    return b"\0".join(said)


def database_files() -> bytes:
    """The file of SQLite, its write-ahead log and its index."""
    path = Path(str(connection.settings_dict["NAME"]))
    return b"\0".join(p.read_bytes() for p in path.parent.glob(path.name + "*"))


def environment() -> bytes:
    """What the operating system shows of this process."""
    shown = b"\0".join(
        Path(f"/proc/self/{name}").read_bytes() for name in ("environ", "cmdline", "comm")
    )
    return shown + "\0".join(f"{k}={v}" for k, v in os.environ.items()).encode()


def static_files() -> bytes:
    """What is served to anyone."""
    folders = [Path(a.path) / "static" for a in apps.get_app_configs()]
    folders += [Path(settings.STATIC_ROOT)] if settings.STATIC_ROOT else []
    return b"\0".join(files(f) for f in folders if f.is_dir())


def compressed(raw: bytes) -> dict[str, bytes]:
    """The two ways a text is usually compressed: for the test of the search itself."""
    return {"zlib": zlib.compress(raw), "gzip": gzip.compress(raw)}
