"""Every setting, from the environment, in one file. Safe when empty; unsafe asks are refused."""

import os
import sys
from pathlib import Path
from typing import Any

import fontpkg_atkinson_hyperlegible
from csp.constants import NONE, SELF

from entrenous.config import databases, environment

_env = environment.read(os.environ)


# The deployment, for the rest of the program: `django.conf.settings.ENTRENOUS_…`
ENTRENOUS_DEMO = _env.demo
ENTRENOUS_TEST = _env.test
ENTRENOUS_HOME = _env.home
ENTRENOUS_KEYS = _env.keys
ENTRENOUS_ARGON2 = _env.argon2
ENTRENOUS_RULES = _env.rules
ENTRENOUS_AID = _env.aid
ENTRENOUS_STORE = _env.store
ENTRENOUS_ACCESSIBILITY_CONTACT = _env.accessibility_contact
ENTRENOUS_ENVIRONMENT = _env

SECRET_KEY = _env.secret_key
DEBUG = _env.debug
ALLOWED_HOSTS = list(_env.hosts)
ROOT_URLCONF = "entrenous.config.urls"
WSGI_APPLICATION = "entrenous.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_DOMAIN = (
    "agents",
    "journal",
    "keyring",
    "activity",
    "statistics",
    "dossiers",
    "consents",
    "relays",
    "mediations",
    "collective",
    "documents",
    "budgets",
    "benefits",
    "plans",
    "procedures",
    "gateway",
    "writings",
    "reception",
    "referrals",
    "desk",
    "slips",
    "endings",
    "custody",
    "complaints",
    "handover",
    "retention",
    "space",
    "reminders",
    "continuity",
    "copies",
    "ops",
)
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
    "retention",
    "continuity",
    "custody",
    "complaints",
    "admin",
    "asking",
    "protect",
    "gateway",
    "reminders",
    "space",
    "space_desk",
    "copies",
)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "lucide",
    "csp",
    "entrenous.config",
    *(f"entrenous.{name}" for name in _DOMAIN),
    *(f"entrenous.web.{name}" for name in _PAGES),
]

MIDDLEWARE = [
    "entrenous.config.middleware.RequestId",
    "entrenous.config.middleware.Discretion",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "entrenous.config.middleware.Alive",
    "entrenous.documents.uploads.LeaveNothing",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Before the page that asks to log in: it keeps what was typed when nobody is logged in.
    "entrenous.keyring.middleware.KeyringMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Innermost: the keys are still there after a page, and it is the first to meet what it raises.
    "entrenous.web.continuity.middleware.ContinuityMiddleware",
]

# --- who is asking -------------------------------------------------------------------------
AUTH_USER_MODEL = "agents.Agent"
AUTHENTICATION_BACKENDS = ["entrenous.keyring.backend.PhraseBackend"]
LOGIN_URL = "account:login"
SESSION_ENGINE = "entrenous.keyring.sessions"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- cookies: five, none readable by a script, none sent from another site ----------------
_PREFIX = "" if _env.is_local else "__Host-"
SESSION_COOKIE_NAME = f"{_PREFIX}en_sid"
ENTRENOUS_UNLOCK_COOKIE = f"{_PREFIX}en_k"
CSRF_COOKIE_NAME = f"{_PREFIX}en_csrf"
# The person's own: which row, and what opens it. Never an agent's.
ENTRENOUS_SPACE_COOKIES = (f"{_PREFIX}en_eid", f"{_PREFIX}en_ek")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not _env.is_local
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "entrenous.config.errors.csrf_failure"

# --- headers -------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = not _env.is_local
SECURE_REDIRECT_EXEMPT = [r"^sante/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _env.behind_proxy else None
SECURE_HSTS_SECONDS = 0 if _env.is_local else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not _env.is_local
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers then send « Origin: null » with every form, which CSRF refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        **{f"{kind}-src": [SELF] for kind in ("script", "style", "img", "font", "connect")},
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- data ----------------------------------------------------------------------------------
# Migrations may belong to another account than the application: see `database_roles`.
_as_owner = bool(_env.owner_url) and len(sys.argv) > 1 and sys.argv[1] in {"migrate", "restore"}
DATABASES: dict[str, dict[str, Any]] = {
    "default": databases.parse(_env.owner_url if _as_owner else _env.database_url, home=_env.home)
}
if not _env.database_url:
    _env.home.mkdir(mode=0o700, parents=True, exist_ok=True)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# 30,000 rows of streets, or every commune of France: a table of the administrator, about nobody.
ENTRENOUS_LONG_FILES = dict.fromkeys(
    ("/administration/secteurs/importer/", "/administration/communes/"), 8_388_608
)
FILE_UPLOAD_HANDLERS = [  # never a temporary file
    "entrenous.documents.uploads.SealAsItArrives",
    "entrenous.config.uploads.MemoryOnly",
]

# --- language and time ---------------------------------------------------------------------
LANGUAGE_CODE = "fr"
USE_I18N = True
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# --- pages ---------------------------------------------------------------------------------
_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": _LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _LOADERS)],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "entrenous.web.common.templatetags.look",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "entrenous.web.common.context.page",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

STATIC_URL = "/static/"
# Locally the files are read where they are written; a server collects and compresses them.
STATIC_ROOT = None if _env.is_local else _env.home / "static"
STATICFILES_DIRS = [("fonts", Path(str(fontpkg_atkinson_hyperlegible.__file__)).parent / "files")]
WHITENOISE_USE_FINDERS = _env.is_local
WHITENOISE_AUTOREFRESH = _env.debug
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if _env.is_local
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- what is told about a request, and what never is ---------------------------------------
DEFAULT_EXCEPTION_REPORTER_FILTER = "entrenous.config.reports.NoVariables"
DEFAULT_EXCEPTION_REPORTER = "entrenous.config.reports.QuietReporter"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"white_list": {"()": "entrenous.config.logs.WhiteListFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "white_list"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.db.backends": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
