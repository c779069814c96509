"""The root of every address. Each kind of page brings its own; health pages are here."""

from django.urls import URLPattern, URLResolver, include, path

from entrenous.config import health

_PAGES = (
    "common",
    "account",
    "dossiers",
    "documents",
    "consents",
    "relays",
    "mediations",
    "collective",
    "procedures",
    "budgets",
    "benefits",
    "minimum",
    "aid",
    "endings",
    "writings",
    "reception",
    "referrals",
    "desk",
    "territory",
    "slips",
    "team",
    "statistics",
    "keys",
    "handover",
    "continuity",
    "custody",
    "retention",
    "complaints",
    "admin",
    "protect",
    "gateway",
    "reminders",
    "space",
    "space_desk",
    "copies",
)


urlpatterns: list[URLPattern | URLResolver] = [
    path("sante/vivant", health.alive, name="alive"),
    path("sante/pret", health.ready, name="ready"),
    path("robots.txt", health.robots, name="robots"),
    *(path("", include(f"entrenous.web.{name}.urls")) for name in _PAGES),
]

handler400 = "entrenous.config.errors.bad_request"
handler403 = "entrenous.config.errors.permission_denied"
handler404 = "entrenous.config.errors.page_not_found"
handler500 = "entrenous.config.errors.server_error"
