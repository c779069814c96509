"""The copy as a tagged A4 PDF (PDF/UA-1), set with our own font; bytes out, no file written."""

import json
from pathlib import Path
from typing import Any, Final

import fontpkg_atkinson_hyperlegible
import pypdfium2  # type: ignore[import-untyped]  # it has no types
import typst

from entrenous.copies.composing import Copy, Entry, GroundTold, Passage
from entrenous.copies.wording import (
    DEFERRED,
    LAST_ONLY,
    NOTHING_KEPT,
    RIGHTS,
    kept_words,
    title_of,
)
from entrenous.law.typography import typeset
from entrenous.law.written_days import french_date

_TEMPLATE: Final = Path(__file__).with_name("copy.typ")
_FONTS: Final = Path(fontpkg_atkinson_hyperlegible.__file__).with_name("files")
#: What the font surely draws: Latin letters and the signs of French typography.
_LATIN: Final = 0x0180
_ALSO: Final = frozenset("’‘“”«»–—…€•œŒ\N{NO-BREAK SPACE}")
_NOT_DRAWN: Final = "(?)"
_SAID: Final = typeset(
    "Le PDF ne sait pas écrire certains signes : ils y sont remplacés par (?). Le fichier JSON "
    "les donne tels quels."
)


def to_pdf(copy: Copy) -> bytes:
    """The PDF; the same copy gives the same bytes. A sign that no font draws becomes « (?) ».

    Values reach the template as JSON strings: nothing that was written is read as markup.
    """
    told = _told(copy)
    try:
        return _compiled(told)
    except typst.TypstError:
        # Its message quotes the text: it must not follow into a log.
        drawn = _drawable(told)
        drawn["notes"] = [*drawn["notes"], _SAID]
        return _compiled(drawn)


def page_count(pdf: bytes) -> int:
    """How many pages a PDF that we made has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _compiled(told: dict[str, Any]) -> bytes:
    made: bytes = typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"copy": json.dumps(told, ensure_ascii=False)},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=0,
    )
    return made


def _told(copy: Copy) -> dict[str, Any]:
    """What the template reads: words only, in their order."""
    return {
        "title": title_of(copy),
        "service": list(copy.service),
        "head": _head(copy),
        "contents": _contents(copy),
        "sections": [
            {"title": s.category.label, "entries": [_entry(e) for e in s.entries]}
            for s in copy.sections
        ],
        "documents": [typeset(f"{d.title} ({d.document.kind.label})") for d in copy.documents],
        "kept": [kept_words(line) for line in copy.kept],
        "nothing": NOTHING_KEPT,
        "grounds": [_ground(each) for each in copy.grounds if each.texts],
        "notes": [LAST_ONLY, DEFERRED],
        "rights": list(RIGHTS),
    }


def _head(copy: Copy) -> list[str]:
    to = f" à {copy.to}" if copy.to else ""
    return [
        typeset(f"Dossier de {copy.about}." if copy.about else "Dossier sans nom."),
        typeset(f"Demandée le {french_date(copy.asked_on)}, remise{to} le {french_date(copy.on)}."),
    ]


def _contents(copy: Copy) -> list[str]:
    lines = [f"{s.category.label} : {len(s.entries)}" for s in copy.sections]
    lines.append(f"Pièces remises avec : {len(copy.documents)}")
    lines.append(f"Ce qui n’est pas remis : {len(copy.kept)}")
    return [typeset(each) for each in lines]


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "title": typeset(f"{entry.title}, {french_date(entry.on)}"),
        "passages": [_passage(each) for each in entry.passages],
        "remarks": [_passage(each) for each in entry.remarks],
    }


def _passage(passage: Passage) -> dict[str, str]:
    return {"label": passage.label, "text": passage.text}


def _ground(told: GroundTold) -> str:
    return typeset(f"{told.ground.label} : {', '.join(told.texts)}")


def _drawable(value: Any) -> Any:
    """The same, every sign that the font may lack replaced."""
    if isinstance(value, str):
        return "".join(c if ord(c) < _LATIN or c in _ALSO else _NOT_DRAWN for c in value)
    if isinstance(value, list):
        return [_drawable(each) for each in value]
    if isinstance(value, dict):
        return {name: _drawable(each) for name, each in value.items()}
    return value
