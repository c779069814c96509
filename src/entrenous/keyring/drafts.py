"""Text typed and not yet saved: sealed to its author, kept even when her vault is closed.

A form opts in with two lines. In the view, where the form is made for a GET, and once saved:

    form = EntryForm(initial=drafts.restore(request, "dossiers:entry", dossier.id))
    drafts.discard(request.user, "dossiers:entry", dossier.id)

In the template, anywhere inside `<form>` (saves as one types, says so in a role=status):

    {% load drafts %} … {% autosave "dossiers:entry" dossier.id %}

Name the form after the URL name of the page that shows it: lists of drafts then link to it.
Without the opt-in nothing is lost either: when a POST meets a closed vault, the middleware
keeps what was typed under the name of the route, and the page of drafts shows it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.keyring import enrolment, models
from entrenous.keyring.opening import Keyring
from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import NotOpened, pad, unpad

FORM_FIELD: Final = "draft_form"
ABOUT_FIELD: Final = "draft_about"
PATH_FIELD: Final = "draft_path"
_NOT_TYPED: Final = frozenset({"csrfmiddlewaretoken", FORM_FIELD, ABOUT_FIELD, PATH_FIELD})
_NAME_CHARS: Final = 60


@dataclass(frozen=True, repr=False)
class Typed:
    """What someone typed in a form, and where the form is. `path` never has a query string."""

    form: str
    about: UUID | None
    path: str
    fields: dict[str, list[str]]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing worth keeping."""
        return not any(value.strip() for values in self.fields.values() for value in values)

    def to_json(self) -> str:
        """For the log-in page, which carries it through in the browser."""
        about = str(self.about) if self.about else None
        return json.dumps([self.form, about, self.path, self.fields], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Typed | None":
        """Read what `to_json` wrote; None for anything else (it comes back from a browser)."""
        try:
            form, about, path, fields = json.loads(text)
            return cls(
                _name(str(form)),
                UUID(about) if about else None,
                local_path(path),
                {_text(name): [_text(v) for v in values] for name, values in fields.items()},
            )
        except (ValueError, TypeError, AttributeError, RecursionError):
            return None


@dataclass(frozen=True)
class DraftLine:
    """One line of a list of drafts: nothing of what was typed."""

    id: UUID
    form: str
    about: UUID | None
    saved_at: datetime


def typed_in(request: HttpRequest) -> Typed:
    """Everything a request carries but the CSRF token and files."""
    match = request.resolver_match
    route = match.view_name if match else ""
    ids = (v for v in (match.kwargs if match else {}).values() if isinstance(v, UUID))
    named = request.POST.get(FORM_FIELD)
    return Typed(
        form=_name(named or route),
        about=_uuid(request.POST.get(ABOUT_FIELD, "")) if named else next(ids, None),
        path=local_path(request.POST.get(PATH_FIELD, "") or request.path),
        fields={
            name: [str(value) for value in values]
            for name, values in request.POST.lists()
            if name not in _NOT_TYPED
        },
    )


def keep(agent: Agent, typed: Typed) -> models.Draft:
    """Seal what was typed to its author's public key, over the former draft of this form."""
    clear = json.dumps([typed.path, typed.fields], ensure_ascii=False).encode()
    row, _ = models.Draft.objects.update_or_create(
        agent=agent,
        form=typed.form,
        about=typed.about,
        defaults={"box": _public(agent).seal(pad(clear)), "saved_at": timezone.now()},
    )
    return row


def save(
    agent: Agent, form: str, about: UUID | None, fields: Mapping[str, str | list[str]]
) -> models.Draft:
    """Keep named fields as the draft of a form."""
    listed = {n: v if isinstance(v, list) else [v] for n, v in fields.items()}
    return keep(agent, Typed(form, about, "/", listed))


def restore(
    request: HttpRequest, form: str, about: UUID | None = None
) -> dict[str, str | list[str]] | None:
    """The draft of this form as `initial` for it, or None. VaultClosed if there is one to open.

    A field sent several times gives a list; others a string.
    """
    typed = read(request, form, about)
    if typed is None:
        return None
    return {n: v[0] if len(v) == 1 else v for n, v in typed.fields.items()}


def restore_data(request: HttpRequest, form: str, about: UUID | None = None) -> QueryDict | None:
    """The draft as `data` for a bound form or a formset, or None."""
    typed = read(request, form, about)
    if typed is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in typed.fields.items():
        data.setlist(name, values)
    return data


def read(request: HttpRequest, form: str, about: UUID | None = None) -> Typed | None:
    """The draft of a form, opened with its author's keys; None if there is none."""
    keyring = cast(Keyring, request.keyring)  # type: ignore[attr-defined]
    row = models.Draft.objects.filter(agent=keyring.agent, form=form, about=about).first()
    return open_draft(row, keyring.secret) if row else None


def open_draft(row: models.Draft, secret: SecretKeys) -> Typed | None:
    """Open one draft; None if its bytes were damaged or its keys replaced."""
    try:
        path, fields = json.loads(unpad(secret.open(bytes(row.box))))
    except (NotOpened, ValueError):
        return None
    return Typed(row.form, row.about, path, fields)


def discard(agent: Any, form: str, about: UUID | None = None) -> None:
    """Delete the draft of a form once what it held is saved, or given up."""
    models.Draft.objects.filter(agent=agent, form=form, about=about).delete()


def of(agent: Agent) -> list[DraftLine]:
    """An agent's drafts, the latest first."""
    rows = models.Draft.objects.filter(agent=agent).order_by("-saved_at")
    return [DraftLine(r.pk, r.form, r.about, r.saved_at) for r in rows.defer("box")]


def _name(form: str) -> str:
    return _text(form).replace("\0", "")[:_NAME_CHARS]


def _text(value: object) -> str:
    """What a database and a page can hold: JSON also writes halves of characters."""
    return str(value).encode(errors="replace").decode()


def _public(agent: Agent) -> PublicKeys:
    return enrolment.public_of(enrolment.current_row(agent))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def local_path(path: str) -> str:
    """A path of this site without its query string; the root for anything else."""
    bare = path.partition("?")[0].partition("#")[0]
    return bare if bare.startswith("/") and not bare.startswith(("//", "/\\")) else "/"
