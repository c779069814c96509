"""Go through the public pages as a browser would: only what the page shows is sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.test import Client

from entrenous.web.asking.journey import STEPS
from tests.proof.driving import Forms

START = "/proteger-mon-ecrit/"
LETTER = "/proteger-mon-ecrit/lettre/"
Answers = Mapping[str, str | Sequence[str]]

# The two letters of story H3: the title is mentioned, then shown.
COMMISSAIRE: dict[str, dict[str, Any]] = {
    "who": {"group": "creancier"},
    "requester": {"requester": "huissier_exec"},
    "how": {"channel": "letter", "received_on": "20 11 2026"},
    "what": {"asked": ["adresse", "employeur", "ressources", "telephone"]},
    "proofs": {"ev_ecrit": "shown", "ev_titre_executoire": "mentioned"},
    "situation": {},
}


class Walk:
    """A visitor; `page` is what she sees, `step` where she is."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client()
        self.response: Any = self.client.get(START)

    @property
    def page(self) -> str:
        return self.response.content.decode()

    @property
    def step(self) -> str:
        return self.hidden()["step"][0]

    def hidden(self, form: int = 0) -> dict[str, list[str]]:
        """The hidden fields of a form of the page, all their values."""
        return _Hidden(self.page).forms[form]

    def send(self, url: str = START, **typed: Any) -> "Walk":
        """What is typed, with the hidden fields of the page."""
        kept = {name: v for name, v in self.hidden().items() if name != "csrfmiddlewaretoken"}
        self.response = self.client.post(url, {**kept, **typed})
        return self

    def through(self, answers: Mapping[str, Mapping[str, Any]], until: str = "check") -> "Walk":
        """Answer each page that comes, until one."""
        for _ in range(12):
            if self.step == until:
                return self
            self.send(**answers.get(self.step, {}))
            assert self.response.status_code == 200, self.page
        raise AssertionError(self.step)

    def answer(self, answers: Mapping[str, Mapping[str, Any]]) -> "Walk":
        """To the answer in one go: what the page that checks sends, once it was all answered."""
        told = {name: value for step in answers.values() for name, value in step.items()}
        done = {"step": "check", "done": list(STEPS), "go": "answer"}
        self.response = self.client.post(START, {**told, **done})
        assert self.step == "answer", self.step
        return self

    def letter(self, kind: str, **typed: Any) -> "Walk":
        """A letter, from the answer."""
        return self.send(LETTER, kind=kind, **typed)


class _Hidden(Forms):
    """Every value of every hidden field: names repeat."""

    def __init__(self, page: str) -> None:
        self.forms: list[dict[str, list[str]]] = []
        super().__init__(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and said.get("type") == "hidden" and self.forms:
            self.forms[-1].setdefault(said["name"], []).append(said.get("value", ""))


def changed(step: str, answers: Mapping[str, Mapping[str, Any]] = COMMISSAIRE, **more: Any) -> Any:
    """The same answers but for a step."""
    return {**answers, step: {**answers.get(step, {}), **more}}
