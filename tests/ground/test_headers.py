"""What every answer carries, and what the refusals look like."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory

from entrenous.config import errors

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.urls")]
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.mark.parametrize("path", ["/sante/vivant", "/lire", "/nulle-part"])
def test_every_page_refuses_copies_frames_and_foreign_content(client: Client, path) -> None:
    headers = client.get(path).headers

    assert "no-store" in headers["Cache-Control"]
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert re.fullmatch("[0-9a-f]{16}", headers["X-Request-ID"])


def test_a_page_that_says_nothing_asks_for_an_account(client: Client, settings) -> None:
    settings.LOGIN_URL = "/connexion/"

    response = client.get("/prive")

    assert (response.status_code, response["Location"]) == (302, "/connexion/?next=/prive")


def test_a_static_file_may_be_kept(client: Client) -> None:
    response = client.get("/static/fonts/AtkinsonHyperlegible-Regular.ttf")

    assert response.status_code == 200
    assert response.getvalue()
    assert "no-store" not in response["Cache-Control"]


def test_an_absent_static_file_is_a_page_like_another(client: Client) -> None:
    assert "no-store" in client.get("/static/nulle-part.css")["Cache-Control"]


def test_search_engines_are_asked_to_stay_out(client: Client) -> None:
    response = client.get("/robots.txt")

    assert b"Disallow: /" in response.content
    assert "Cache-Control" not in response


def test_a_form_from_elsewhere_is_refused_in_french() -> None:
    response = Client(enforce_csrf_checks=True).post("/lire", {"texte": "x"})

    assert response.status_code == 403
    assert "expiré" in response.content.decode()


def test_a_long_text_of_two_hundred_thousand_signs_reaches_the_form(client: Client) -> None:
    response = client.post("/lire", {"texte": "🙂" * 200_000})

    assert response.content.startswith(b"200000 ")


def test_what_is_too_large_is_said_not_crashed(client: Client) -> None:
    response = client.post(
        "/lire", "texte=" + "x" * 3_000_000, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 413
    assert "rien" in response.content.decode().lower()


def test_a_file_that_does_not_fit_in_memory_is_refused(client: Client) -> None:
    small, large = (SimpleUploadedFile("f.txt", b"x" * size) for size in (1_000, 3_000_000))

    assert client.post("/lire", {"piece": small}).content == b"0 1"
    assert client.post("/lire", {"piece": large}).status_code == 413


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (lambda r: errors.bad_request(r, ValueError("Solène")), 400),
        (lambda r: errors.permission_denied(r, PermissionError("Solène")), 403),
        (lambda r: errors.page_not_found(r, ValueError("Solène")), 404),
        (errors.server_error, 500),
    ],
)
def test_a_page_of_error_speaks_french_and_repeats_nothing(rf: RequestFactory, answer, status):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/dossiers/Sol%C3%A8ne?q=Sol%C3%A8ne")
    request.user = AnonymousUser()

    response: HttpResponse = answer(request)

    assert response.status_code == status
    assert 'lang="fr"' in response.content.decode().replace("'", '"')
    assert "Sol" not in response.content.decode()
