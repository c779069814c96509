"""Read the forms of a page, fill them as a person would, with a canary in every text, send them.

A form that is refused is sent again with what its page asks for; a page that asks for more is
answered in turn, until the program says it is done.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.proof.watching import Watch

Data = dict[str, Any]
Browser = Callable[[], Client]
Heard = Callable[[Any], None]
_NUMBER = re.compile(r"\d+")
_NOT_TYPED = {"hidden", "submit", "button", "checkbox", "radio", "file", "date", "image"}
_TRIES, _PAGES = 6, 10


@dataclass
class Shown:
    """A form of a page: where it goes, what is in it, which of its fields are texts or files."""

    action: str
    method: str
    data: Data = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    boxes: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def put(self, name: str, value: str) -> None:
        """A value of a name that may come several times."""
        known = self.data.get(name)
        if known is None:
            self.data[name] = value
        else:
            self.data[name] = [*([known] if isinstance(known, str) else known), value]

    @property
    def ways(self) -> list[Data]:
        """What its buttons send, as many as there are; two of those that only choose a value."""
        kept: dict[str, list[str]] = {}
        for name, value in self.buttons or [("", "")]:
            kept.setdefault(name, []).append(value)
        return [{name: v} if name else {} for name, values in kept.items() for v in values[:2]]

    @property
    def shape(self) -> tuple[object, ...]:
        """What tells this form from the others of the same journey."""
        names = {_NUMBER.sub("N", name) for name in (*self.texts, *self.files, *self.boxes)}
        return (self.action, *sorted(names), *self.buttons, str(self.data.get("step", "")))


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
        elif self.found and tag in ("input", "textarea", "select", "option", "button"):
            {"input": self._input, "textarea": self._textarea, "option": self._option,
             "select": self._choice, "button": self._button}[tag](self.found[-1], said)  # fmt: skip

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
            self._tick(form, said)
        elif kind == "submit":
            self._button(form, said)
        elif kind == "file":
            form.files.append(name)
        elif kind == "hidden":
            form.put(name, said.get("value", ""))
        else:
            form.data[name] = said.get("value", "")
            if kind not in _NOT_TYPED:
                form.texts[name] = int(said.get("maxlength") or 10_000)

    def _tick(self, form: Shown, said: dict[str, str]) -> None:
        name, value = said["name"], said.get("value", "on")
        if said.get("type") == "checkbox":
            form.boxes.add(name)
            if "checked" in said:
                form.put(name, value)
        elif "checked" in said or name not in form.data:
            form.data[name] = value

    def _button(self, form: Shown, said: dict[str, str]) -> None:
        if said.get("type", "submit") == "submit" and "disabled" not in said:
            form.buttons.append((said.get("name", ""), said.get("value", "")))

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


class Driver:
    """Whoever goes through the forms of one address; `heard` is told each answer."""

    def __init__(self, stem: str, watch: Watch, heard: Heard, **answers: str) -> None:
        self.stem, self.watch, self.heard, self.answers = stem, watch, heard, answers
        self._taken: set[tuple[object, ...]] = set()
        self._learnt: Data = {}

    def has_taken(self, form: Shown) -> bool:
        """Whether someone filled this very form already, and it was taken."""
        return form.shape in self._taken

    def drive(self, client: Browser, page: str, form: Shown) -> None:
        """Refused: the texts alone. Then filled, corrected as asked, and on to the next page."""
        self._post(client, page, form, self._typed(form) | self._files(form) | form.ways[0])
        self._walk(client, page, form, _PAGES)

    def _walk(self, client: Browser, page: str, form: Shown, left: int) -> None:
        if not left or form.shape in self._taken:
            return
        for pressed in form.ways:
            answer = self._until_taken(client, page, form, pressed)
            if answer.status_code < 400:
                self._taken.add(form.shape)
            for following in self._following(page, form, answer):
                self._walk(client, page, following, left - 1)

    def _until_taken(self, client: Browser, page: str, form: Shown, pressed: Data) -> Any:
        learnt = self.watch.learnt | self.answers | self._learnt
        known = {n: v for n, v in learnt.items() if n in form.data or n in form.boxes}
        data = form.data | self._typed(form) | known | pressed
        for _ in range(_TRIES):
            answer = self._post(client, page, form, data | self._files(form))
            better = self.watch.corrected(data)
            if better == data:
                break
            self._learnt |= {n: v for n, v in better.items() if data.get(n) != v}
            data = better
        return answer

    def _following(self, page: str, form: Shown, answer: Any) -> Iterator[Shown]:
        """The forms of the page that answers, when it is one more step of the same thing."""
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            return
        here = (form.action or page).partition("#")[0]
        for found in forms_shown(answer.content.decode(), ""):
            if (found.action or here).partition("#")[0] == here:
                yield found

    def _post(self, client: Browser, page: str, form: Shown, data: Data) -> Any:
        answer = client().post(form.action.partition("#")[0] or page, data)
        self.heard(answer)
        return answer

    def _typed(self, form: Shown) -> Data:
        return {name: f"{self.stem} {name}"[:limit] for name, limit in form.texts.items()}

    def _files(self, form: Shown) -> Data:
        """A file for each place: its name and each of its bytes are canaries."""
        raw = f"{self.stem} inside a file ".encode() * 100
        return {
            n: SimpleUploadedFile(f"{self.stem} name of {n}.txt", raw, "text/plain")
            for n in form.files
        }
