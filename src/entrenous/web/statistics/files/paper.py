"""The report as a tagged PDF (PDF/UA-1): tables with headers, drawings described, limits."""

import json
from pathlib import Path
from typing import Any, Final

import fontpkg_atkinson_hyperlegible
import typst

from entrenous.statistics.codes import Kind
from entrenous.web.statistics.reading import Part, Shown, bill_of, said

_TEMPLATE: Final = Path(__file__).with_name("report.typ")
_FONTS: Final = Path(fontpkg_atkinson_hyperlegible.__file__).with_name("files")
_DRAWING: Final = (
    "Barres horizontales : {title}. Une par ligne du tableau qui précède, qui donne les mêmes"
    " nombres. Une barre hachurée a toujours la même longueur : son nombre est retiré."
)
_NOTE: Final = (
    "« s » : valeur retirée pour que personne ne soit retrouvé. Ce qui est montré est vrai,"
    " sans arrondi."
)


def to_pdf(seen: Shown, service: str) -> bytes:
    """The PDF of a report at one place; the same report gives the same bytes. A bill is a page."""
    is_bill = seen.report.what is Kind.BILL
    told = {
        "title": f"{seen.report.what.label}, {seen.period}",
        "subtitle": f"{service} – {seen.place.name}",
        "notes": [_NOTE, *filter(None, [seen.alone])],
        "bill": _bill(seen) if is_bill else None,
        "parts": [] if is_bill else [_part(part, seen) for part in seen.parts],
    }
    return typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(told, ensure_ascii=False)},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=0,
    )


def _bill(seen: Shown) -> dict[str, Any]:
    return {
        "heads": ["Qui demande", *(part.title for part in seen.parts)],
        "rows": [
            {
                "cells": [
                    line.label,
                    *(said(number, is_minutes=minutes) for _, number, minutes in line.columns),
                ],
                "total": line.is_total,
            }
            for line in bill_of(seen)
        ],
        "notes": [f"{part.title} : {part.limit}" for part in seen.parts],
    }


def _part(part: Part, seen: Shown) -> dict[str, Any]:
    former = [seen.former_period] if seen.has_former else []
    return {
        "title": part.title,
        "heads": [part.counted, seen.period, *former],
        "rows": [
            [line.label, said(line.number, is_minutes=part.is_minutes)]
            + [
                said(line.former, is_minutes=part.is_minutes) if line.has_former else "–"
                for _ in former
            ]
            for line in part.lines
        ],
        "bars": [
            {
                "label": line.label,
                "number": said(line.number, is_minutes=part.is_minutes),
                "width": line.width,
                "hidden": line.is_hidden,
            }
            for line in part.bars
        ],
        "drawing": _DRAWING.format(title=part.title),
        "notes": [f"Part non renseignée : {part.not_stated}.", part.limit],
    }
