"""Fill and send every form that a page shows, as a browser would, with a canary in every text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django import forms
from django.urls import reverse

from entrenous.web.common import forms as house_forms

_NOT_TYPED = {"hidden", "submit", "button", "checkbox", "radio", "file", "date", "image"}


@dataclass
class Shown:
    """A form of a page: where it goes, what is in it, which of its fields are texts."""

    action: str
    method: str
    data: dict[str, str] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)


# The bar is on every page: what it sends is sent from this one only.
BAR, FROM_THE_BAR = "dossiers:day", ("dossiers:search", "account:lock", "account:logout")


def forms_shown(page: str, route: str) -> list[Shown]:
    """The forms that the page of a route sends by POST."""
    bar = () if route == BAR else tuple(map(reverse, FROM_THE_BAR))
    return [f for f in Forms(page).found if f.method == "post" and f.action not in bar]


class Forms(HTMLParser):
    """Every form of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Shown] = []
        self._chooses = ""
        self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Shown(said.get("action", ""), said.get("method", "get").lower()))
        elif self.found and tag in ("input", "textarea", "select", "option"):
            {"input": self._input, "textarea": self._textarea, "option": self._option,
             "select": self._choice}[tag](self.found[-1], said)  # fmt: skip

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[-1].data[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._chooses = ""

    def _input(self, form: Shown, said: dict[str, str]) -> None:
        name, kind = said.get("name", ""), said.get("type", "text")
        if not name or name == "csrfmiddlewaretoken":
            return
        if kind in ("radio", "checkbox"):
            if "checked" in said or (kind == "radio" and name not in form.data):
                form.data[name] = said.get("value", "on")
            return
        if kind == "submit":
            return
        form.data[name] = said.get("value", "")
        if kind not in _NOT_TYPED:
            form.texts[name] = int(said.get("maxlength") or 10_000)

    def _textarea(self, form: Shown, said: dict[str, str]) -> None:
        self._area = said.get("name", "")
        form.data[self._area] = ""
        form.texts[self._area] = 10_000

    def _choice(self, form: Shown, said: dict[str, str]) -> None:
        self._chooses = said.get("name", "")
        form.data[self._chooses] = ""

    def _option(self, form: Shown, said: dict[str, str]) -> None:
        if self._chooses and ("selected" in said or not form.data[self._chooses]):
            form.data[self._chooses] = said.get("value", "")


class Watch:
    """Which text fields of which forms saw a canary, while it is on."""

    def __init__(self, stems: tuple[str, ...]) -> None:
        self.seen: set[str] = set()
        self.stems = stems

    def __call__(self, form: forms.Form) -> None:
        for name, made in form.fields.items():
            typed = form.data.get(form.add_prefix(name), "") if form.is_bound else ""
            if isinstance(made, forms.CharField) and any(s in str(typed) for s in self.stems):
                for cls in type(form).__mro__:
                    if name in getattr(cls, "base_fields", {}):
                        self.seen.add(f"{cls.__module__}.{cls.__name__}.{name}")


def text_fields() -> set[str]:
    """Every text that a form of the program asks for, as module.class.field."""
    return {
        f"{cls.__module__}.{cls.__name__}.{name}"
        for cls in _subclasses(house_forms.Form)
        if cls.__module__.startswith("entrenous.web.")
        for name, made in cls.base_fields.items()
        if type(made).__name__ not in _MEANING and isinstance(made, forms.CharField)
        and not isinstance(made.widget, forms.HiddenInput)
    }  # fmt: skip


# Text fields that read something else than words.
_MEANING = {"UUIDField", "RegexField", "EmailField", "SlugField"}


def _subclasses(cls: type[Any]) -> set[type[Any]]:
    return {cls} | {s for sub in cls.__subclasses__() for s in _subclasses(sub)}
