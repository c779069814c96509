"""Forms that answer in French sentences, and the response that shows them again, nothing lost."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render


class Renderer(TemplatesSetting):
    """Draws every field with the one template of the house."""

    field_template_name = "common/field.html"


class ErrorLink(NamedTuple):
    """A line of the summary: where the field is, what to do."""

    href: str
    message: str


class Form(forms.Form):
    """The form every page starts from.

    missing     field name → what to do when it is empty: « Indiquez qui demande. »
    """

    default_renderer = Renderer()
    use_required_attribute = False
    missing: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages["required"] = self.missing.get(name) or _fill(field, name)
            if "invalid_choice" in field.error_messages:
                field.error_messages["invalid_choice"] = "Choisissez une réponse de la liste."

    @property
    def error_links(self) -> list[ErrorLink]:
        """Every error in the order of the page, for the summary."""
        general = [ErrorLink("", str(message)) for message in self.errors.get(NON_FIELD_ERRORS, [])]
        return general + [
            ErrorLink(f"#{_first_id(self[name])}", str(message))
            for name in self.fields
            for message in self.errors.get(name, [])
        ]


def data_of(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, or nothing when its page is only asked for."""
    return request.POST if request.method == "POST" else None


def respond(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    form: forms.BaseForm | None = None,
) -> HttpResponse:
    """Show a page with its form: status 422 and « Erreur – » in the title when it has errors."""
    has_errors = form is not None and form.is_bound and bool(form.errors)
    return render(
        request,
        template,
        {**(context or {}), "form": form, "has_errors": has_errors},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if has_errors else HTTPStatus.OK,
    )


def _fill(field: forms.Field, name: str) -> str:
    label = field.label or name.replace("_", " ")
    return f"Remplissez «\N{NO-BREAK SPACE}{label}\N{NO-BREAK SPACE}»."


def _first_id(bound: forms.BoundField) -> str:
    """A group of choices is reached by its first choice."""
    group = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{bound.auto_id}_0" if group else str(bound.auto_id)
