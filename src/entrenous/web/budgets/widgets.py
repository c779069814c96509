"""A list of choices drawn in one go: a budget has a thousand options, a template each is slow."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class PlainSelect(forms.Select):
    """`Select` without groups of options."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,  # noqa: ARG002  # Django’s signature
    ) -> SafeString:
        """The list, with what is chosen."""
        chosen = set(self.format_value(value) or [""])
        options = format_html_join("", '<option value="{}"{}>{}</option>', self._options(chosen))
        whole = self.build_attrs(self.attrs, attrs)
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(whole), options)

    def _options(self, chosen: set[str]) -> Iterator[tuple[str, SafeString, str]]:
        for value, label in self.choices:
            mark = mark_safe(" selected") if str(value) in chosen else SafeString("")
            yield str(value), mark, str(label)
