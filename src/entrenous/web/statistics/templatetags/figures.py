"""Numbers of a report in a template: « 1 234 », « 12 h 05 », « s »."""

from django import template

from entrenous.web.statistics.reading import said

register = template.Library()


@register.filter
def nombre(number: int | None) -> str:
    """A number, or « s »."""
    return said(number)


@register.filter
def duree(minutes: int | None) -> str:
    """Minutes as « 12 h 05 », or « s »."""
    return said(minutes, is_minutes=True)
