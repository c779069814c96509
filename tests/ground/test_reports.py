"""A crash says which line failed. It repeats nothing of what was typed, sent or kept."""

import io
import json
import logging
import sys

import pytest
from django.core.signals import got_request_exception
from django.test import Client
from django.views.debug import get_exception_reporter_class

from entrenous.config.logs import WhiteListFormatter

CANARY = "Solène-Aurore"
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.urls")]


@pytest.fixture
def log():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(WhiteListFormatter())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def reports():
    made: list[str] = []

    def report(sender, request, **_more) -> None:
        reporter = get_exception_reporter_class(request)(request, *sys.exc_info())
        made.extend([reporter.get_traceback_text(), reporter.get_traceback_html()])

    got_request_exception.connect(report)
    yield made
    got_request_exception.disconnect(report)


@pytest.fixture
def browser() -> Client:
    client = Client(raise_request_exception=False, headers={"User-Agent": CANARY})
    client.cookies["en_sid"] = CANARY
    return client


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_crash_tells_the_line_and_no_word(browser, method, log, reports) -> None:
    response = getattr(browser, method)(f"/crash?texte={CANARY}", {"texte": CANARY})

    assert response.status_code == 500
    assert any("in crash" in report and "RuntimeError" in report for report in reports)
    for told in (response.content.decode(), log.getvalue(), *reports):
        assert CANARY not in told
        assert "Aurore" not in told


def test_a_value_refused_by_the_database_is_told_by_nobody(browser, log, reports) -> None:
    response = browser.post("/crash-base", {"texte": CANARY})

    assert response.status_code == 500
    assert any("IntegrityError" in report for report in reports)
    for told in (response.content.decode(), log.getvalue(), *reports):
        assert "Aurore" not in told


def test_a_log_line_names_the_route_the_class_and_the_lines(browser, log, reports) -> None:
    browser.post(f"/crash?texte={CANARY}", {"texte": CANARY})

    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    failed = next(line for line in lines if "exception" in line)
    answered = next(line for line in lines if line.get("event") == "request.answered")
    assert failed["exception"] == "builtins.RuntimeError"
    assert failed["frames"][-1].endswith(" crash")
    assert (answered["route"], answered["status"]) == ("crash", 500)
    assert failed["request_id"] == answered["request_id"]


def test_an_absent_page_is_not_named_in_the_log(browser, log) -> None:
    browser.get(f"/dossiers/{CANARY}?nom={CANARY}")

    assert log.getvalue()
    assert "Aurore" not in log.getvalue()
    assert "dossiers" not in log.getvalue()
