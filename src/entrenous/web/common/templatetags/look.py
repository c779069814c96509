"""Icons, dates, hours and counts, as the pages write them. Loaded in every template."""

from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from io import BytesIO
from typing import Final
from xml.etree import ElementTree
from zipfile import ZipFile

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from entrenous.rights import amounts

register = template.Library()
NBSP: Final = "\N{NO-BREAK SPACE}"


@register.simple_tag
def icon(name: str, size: int = 20, label: str = "") -> SafeString:
    """Draw an icon by its Lucide name; without a label it is hidden from screen readers."""
    drawing = _drawing(str(name), int(size))
    if not label:
        return mark_safe(f'<svg aria-hidden="true" {drawing}')  # noqa: S308  # from the wheel
    return format_html('<svg role="img" aria-label="{}" {}', label, drawing)


@lru_cache(maxsize=256)
def _drawing(name: str, size: int) -> SafeString:
    drawn = ElementTree.fromstring(_archive().read(f"{name}.svg"))  # noqa: S314  # from the wheel
    for shape in drawn.iter():
        shape.tag = shape.tag.rpartition("}")[2]
    drawn.attrib |= {"width": str(size), "height": str(size)}
    drawn.attrib |= {"class": "icone", "focusable": "false"}
    svg = " ".join(ElementTree.tostring(drawn, encoding="unicode").split())
    return mark_safe(svg.removeprefix("<svg ").replace(" />", "/>"))  # noqa: S308  # idem


@cache
def _archive() -> ZipFile:
    """Every icon there is: reading the index again for each would slow the first pages down."""
    return ZipFile(BytesIO(resources.files("lucide").joinpath("lucide.zip").read_bytes()))


@register.filter
def jour(value: date | datetime | None) -> str:
    """« 20 nov. », with the year when it is another one."""
    if value is None:
        return ""
    day = _local(value)
    shape = "j N" if day.year == timezone.localdate().year else "j N Y"
    return _written(day, shape)


@register.filter
def jour_long(value: date | datetime | None) -> str:
    """« 20 novembre 2026 », « 1er décembre 2026 »."""
    return _written(_local(value), "j F Y") if value else ""


@register.filter
def heure(value: time | datetime | None) -> str:
    """« 14 h 30 », « 10 h »."""
    if value is None:
        return ""
    at = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{at.hour}{NBSP}h{NBSP}{at.minute:02}" if at.minute else f"{at.hour}{NBSP}h"


@register.filter
def moment(value: datetime | None) -> str:
    """« 20 novembre 2026, 14 h 30 »."""
    return f"{jour_long(value)}, {heure(value)}" if value else ""


@register.filter
def combien(number: int, words: str) -> str:
    """`{{ 3|combien:"dossier,dossiers" }}` → « 3 dossiers »; 0 and 1 take the singular."""
    one, many = words.split(",")
    return f"{number}{NBSP}{one if abs(number) < 2 else many}"  # noqa: PLR2004  # French plural


@register.filter
def euros(amount: Decimal | None) -> str:
    """« 1 234,50 € », on one line; nothing for what is unknown."""
    return "" if amount is None else amounts.euros(amount)


@register.filter
def montant(amount: Decimal | None) -> SafeString:
    """An amount on a screen, or « inconnu »: never zero for what nobody said."""
    if amount is None:
        return format_html('<span class="inconnu">{}</span>', "inconnu")
    return format_html('<span class="intime">{}</span>', euros(amount))


@register.filter(is_safe=True)
def insecable(text: str) -> str:
    """Put the spaces that do not break before : ; ? ! » and after «."""
    text = str(text)  # a message, or words not yet chosen
    for mark in ":;?!»":
        text = text.replace(f" {mark}", f"{NBSP}{mark}")
    return text.replace("« ", f"«{NBSP}")


def _local(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@lru_cache(maxsize=1024)
def _written(day: date, shape: str) -> str:
    written = format_date(day, shape).replace(" ", NBSP)
    return f"1er{written.removeprefix('1')}" if day.day == 1 else written
