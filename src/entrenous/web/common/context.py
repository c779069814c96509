"""What every page shows around its content: who, the vault, the navigation, the demo banner."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Model, prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from entrenous.web.common import navigation


@dataclass(frozen=True)
class Bar:
    """The bar at the top. An empty address hides what leads to it."""

    name: str = ""
    initials: str = ""
    vault_is_open: bool = False
    closes_in_seconds: int | None = None
    shortcuts: bool = True
    home_url: str = "/"
    search_url: str = ""
    lock_url: str = ""
    unlock_url: str = ""
    stay_url: str = ""
    account_url: str = ""


def page(request: HttpRequest) -> dict[str, Any]:
    """Give `bar`, `nav` and `demo` to every template; nothing is computed until shown."""
    return {
        "bar": SimpleLazyObject(lambda: build_bar(request)),
        "nav": SimpleLazyObject(lambda: _navigation(request)),
        "demo": bool(getattr(settings, "ENTRENOUS_DEMO", False)),
    }


def build_bar(request: HttpRequest) -> Bar:
    """The bar of this agent, or an empty one for a visitor."""
    agent: Any = getattr(request, "user", None)
    if agent is None or not agent.is_authenticated:
        return Bar()
    _fetch_functions(agent)
    keyring = getattr(request, "keyring", None)
    is_worker = bool(agent.has_function("social_worker"))
    return Bar(
        name=agent.display_name,
        initials=agent.initials,
        vault_is_open=bool(keyring and keyring.is_open),
        closes_in_seconds=_seconds_until(getattr(keyring, "closes_at", None)),
        shortcuts=agent.shortcuts,
        search_url=reverse("dossiers:search") if is_worker else "",
        lock_url=reverse("account:lock"),
        unlock_url=reverse("account:unlock"),
        stay_url=reverse("account:stay"),
        account_url=reverse("account:settings"),
    )


def _navigation(request: HttpRequest) -> list[navigation.NavItem]:
    agent: Any = getattr(request, "user", None)
    if agent is None or not agent.is_authenticated:
        return []
    _fetch_functions(agent)
    return navigation.build(request)


def _fetch_functions(agent: Any) -> None:
    """Read the functions once, whatever the number of pages that ask for them."""
    model = getattr(agent, "_wrapped", agent)
    if isinstance(model, Model):
        prefetch_related_objects([model], "functions__circonscription")


def _seconds_until(instant: datetime | None) -> int | None:
    if instant is None:
        return None
    return max(0, int((instant - timezone.now()).total_seconds()))
