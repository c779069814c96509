"""How a page of the space is shown: its sections, which one is here, until when it stays open."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from entrenous.web.common.forms import Form
from entrenous.web.space.access import PersonRequest
from entrenous.web.space.sections import SECTIONS

_UNPROCESSABLE = 422


class Link(NamedTuple):
    """A line of the navigation."""

    label: str
    url: str
    here: bool


def show(
    request: PersonRequest,
    template: str,
    here: str,
    form: Form | None = None,
    **context: Any,
) -> HttpResponse:
    """Show a page that extends « space/base_space.html »; 422 when its form has errors.

    here  the section's name in `sections.SECTIONS`
    """
    has_errors = form is not None and form.is_bound and bool(form.errors)
    around = {
        "sections": [Link(s.label, reverse(s.url), s.url == here) for s in SECTIONS],
        "closes_at": request.person.closes_at,
        "form": form,
        "has_errors": has_errors,
        "is_demo": settings.ENTRENOUS_DEMO,
    }
    response = render(request, template, {**around, **context})
    response.status_code = _UNPROCESSABLE if has_errors else response.status_code
    return response
