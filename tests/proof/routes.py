"""Every address of the program, read from the program itself, with the objects it is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.proof.world import World

_WRITINGS = (
    "writing", "edit", "elements", "read", "send", "give_up", "sheet", "pdf", "docx",
)  # fmt: skip
_RELAYS = (
    "relay", "send", "hear", "withdraw", "close", "letter", "pdf", "docx", "print", "sheet",
)  # fmt: skip
_MEDIATIONS = (
    "mediation", "say", "hear", "conclude", "renew", "withdraw", "letter", "pdf", "print", "report",
)  # fmt: skip
# Of a complaint that has its answer, and not of the one that waits.
_ANSWERED = {f"complaints:{name}" for name in ("told", "tell", "letter", "pdf", "docx")}
# <uuid:record> names another object on each of these pages.
_RECORDS = {
    "dossiers:message_handled": "message",
    "dossiers:end": "member",
    "dossiers:plan_objective": "objective",
    "dossiers:plan_action_new": "objective",
    "dossiers:plan_action": "action",
    "dossiers:plan_review_read": "review",
    **{f"writings:{name}": "writing" for name in _WRITINGS},
    "writings:lift": "alert",
    **dict.fromkeys((f"documents:{n}" for n in ("show", "take", "describe", "remove")), "document"),
    **dict.fromkeys((f"documents:{n}" for n in ("replace", "share")), "document"),
    **dict.fromkeys(
        (f"documents:{n}" for n in ("former", "former_page", "former_take")), "replaced"
    ),
    "documents:page": "photo",
    "retention:piece": "archived_piece",
    **dict.fromkeys((f"relays:{n}" for n in _RELAYS), "relay"),
    **dict.fromkeys((f"referrals:{n}" for n in _RELAYS if n != "print"), "referral"),
    **dict.fromkeys((f"mediations:{n}" for n in _MEDIATIONS), "mediation"),
    "gateway:sent": "sent_letter",
    **dict.fromkeys(
        (
            f"procedures:{n}"
            for n in (
                "procedure",
                "complete",
                "mark",
                "count_again",
                "close",
                "take_up_again",
                "print",
                "sheet",
            )
        ),
        "procedure",
    ),
    **dict.fromkeys(
        (f"benefits:{n}" for n in ("estimation", "curve", "compare", "print", "sheet")),
        "estimation",
    ),
    "budgets:version": "budget",
    **dict.fromkeys(("gateway:kept", "gateway:reminder"), "promise"),
    **dict.fromkeys(("gateway:file", "gateway:file-take"), "letter_file"),
    "gateway:file-page": "letter_photo",
    "space:withdraw": "agreement",
    "statistics:objection": "ordered",
    **dict.fromkeys(
        (
            f"consents:{n}"
            for n in ("agreement", "correct", "renew", "withdraw", "print", "receipt")
        ),
        "agreement",
    ),
}

# Of a copy that was handed over, and not of the one that is read again.
_HANDED = {f"copies:{name}" for name in ("pdf", "data", "letter", "letter_pdf")}


@dataclass(frozen=True)
class Route:
    """A named address: its view, and the names of what it takes."""

    name: str
    view: Any
    takes: tuple[str, ...]

    def url(self, world: World) -> str:
        """The address of the world's own objects."""
        return reverse(self.name, kwargs={k: world.ids[self.object_of(k)] for k in self.takes})

    def object_of(self, kwarg: str) -> str:
        """The name in `World.ids` of what a part of this address stands for."""
        if kwarg == "copy" and self.name in _HANDED:
            return "handed"
        if kwarg == "dossier" and self.name.startswith("retention:"):
            return "old"  # ended long ago: its term is passed
        if self.name.startswith("collective:"):
            return f"collective_{kwarg}"
        if kwarg == "complaint" and self.name in _ANSWERED:
            return "answered"
        return _RECORDS.get(self.name, "entry") if kwarg == "record" else kwarg


def every_route() -> list[Route]:
    """Every named address, in the order of the program."""
    return list(_walk(get_resolver("entrenous.config.urls"), ""))


def _walk(resolver: URLResolver, space: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, inner)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            yield Route(
                f"{space}{pattern.name}", pattern.callback, tuple(pattern.pattern.converters)
            )
