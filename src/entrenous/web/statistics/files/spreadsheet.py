"""The report as an OpenDocument spreadsheet (ODF 1.3): one sheet per table, places in columns.

The first sheet says what it is and what it does not say.
"""

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from entrenous.statistics.models import Report
from entrenous.statistics.periods import label
from entrenous.web.statistics import words
from entrenous.web.statistics.files.package import limits, zipped
from entrenous.web.statistics.reading import numbers

KIND: Final = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES: Final = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
)
_MANIFEST: Final = (
    f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest {_SPACES} manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_SHEET_CHARS: Final = 31
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]*?:/\\'", " "))


def to_ods(report: Report) -> bytes:
    """The .ods."""
    sheets = _first(report) + "".join(
        _sheet(report, rank) for rank in range(len(report.content["tables"]))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} '
        'office:version="1.3"><office:body><office:spreadsheet>'
        f"{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    files = {"content.xml": content.encode(), "META-INF/manifest.xml": _MANIFEST.encode()}
    return zipped(files, first=("mimetype", KIND.encode()))


def _first(report: Report) -> str:
    told = (f"{report.what.label}, {label(report.period)}", *limits(report).splitlines())
    rows = "".join(_row([_text(line)]) for line in told)
    return f'<table:table table:name="À lire">{rows}</table:table>'


def _sheet(report: Report, rank: int) -> str:
    table = report.content["tables"][rank]
    code, (places, cut) = table["code"], table["dimensions"]
    names = report.content.get("places", {}) | {"total": "Tout le service"}
    heads = [words.counted_of(code), *(names.get(p, "non renseigné") for p in places["codes"])]
    by_place = [numbers(table, place) for place in places["codes"]]
    lines = [
        _row(
            [_text(words.label_of(code, cut["name"], line, report.organisation_id))]
            + [_number(found.get(line, 0)) for found in by_place]
        )
        for line in words.in_order(cut["name"], cut["codes"])
    ]
    title = words.title_of(code)
    name = f"{rank + 1} {title}".translate(_FORBIDDEN)[:_SHEET_CHARS].strip()
    body = [
        _row([_text(f"{title}, {label(report.period)}")]),
        _row([_text(head) for head in heads]),
        *lines,
    ]
    return f"<table:table table:name={quoteattr(name)}>{''.join(body)}</table:table>"


def _row(cells: Sequence[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _text(said: str) -> str:
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(said)}</text:p></table:table-cell>"
    )


def _number(number: int | None) -> str:
    if number is None:
        return _text(words.HIDDEN)
    return (
        f'<table:table-cell office:value-type="float" office:value="{number}">'
        f"<text:p>{number}</text:p></table:table-cell>"
    )
