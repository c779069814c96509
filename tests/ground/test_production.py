"""The cookies, redirections and refusals of a service behind HTTPS, in a process of its own."""

import json

from tests.ground.test_refusals import ROOT, SAFE, run

PRODUCTION = """
import json, django
django.setup()
from django.conf import settings
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
from django.test import Client
settings.ROOT_URLCONF = "tests.ground.urls"
secure, plain = Client(headers={"host": "entre-nous.example"}), Client()
answer = secure.get("/sante/vivant", secure=True)
redirect = secure.get("/lire")
print(json.dumps({
    "hsts": answer["Strict-Transport-Security"],
    "redirect": [redirect.status_code, redirect["Location"]],
    "health": secure.get("/sante/vivant").status_code,
    "host": plain.get("/lire", secure=True).status_code,
    "cookies": [settings.SESSION_COOKIE_NAME, settings.ENTRENOUS_UNLOCK_COOKIE,
                settings.CSRF_COOKIE_NAME],
    "flags": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE,
              settings.SESSION_COOKIE_HTTPONLY, settings.CSRF_COOKIE_HTTPONLY],
    "sites": [settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE],
    "paths": [settings.SESSION_COOKIE_DOMAIN, settings.CSRF_COOKIE_DOMAIN,
              settings.SESSION_COOKIE_PATH, settings.CSRF_COOKIE_PATH],
    "debug": settings.DEBUG, "argon2": settings.ENTRENOUS_ARGON2,
}))
"""


def test_a_service_in_production_only_speaks_through_https(tmp_path, own_database) -> None:
    ended = run(
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{PRODUCTION}",
        **SAFE,
        DATABASE_URL=own_database.url,
        ENTRENOUS_HOME=str(tmp_path),
        DJANGO_SETTINGS_MODULE="entrenous.config.settings",
    )

    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert told == {
        "hsts": "max-age=31536000; includeSubDomains; preload",
        "redirect": [301, "https://entre-nous.example/lire"],
        "health": 200,
        "host": 400,
        "cookies": ["__Host-en_sid", "__Host-en_k", "__Host-en_csrf"],
        "flags": [True, True, True, True],
        "sites": ["Strict", "Strict"],
        "paths": [None, None, "/", "/"],
        "debug": False,
        "argon2": [3, 131072],
    }
