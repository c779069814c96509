import json
import logging
import sys

import pytest

from entrenous.config.logs import WhiteListFormatter


def written(msg: str, *args, exc_info=None, **extra) -> dict[str, object]:
    record = logging.LogRecord("entrenous.x", logging.INFO, __file__, 1, msg, args, exc_info)
    record.__dict__.update(extra)
    line: dict[str, object] = json.loads(WhiteListFormatter().format(record))
    return line


def test_an_event_is_a_code_with_the_listed_fields() -> None:
    line = written("vault.unlocked", count=3, route="account:login", method="POST", status=200)

    assert set(line) == {"at", "level", "logger", "event", "count", "route", "method", "status"}


@pytest.mark.parametrize(
    "message", ["Dossier de Solène ouvert", "opened %s", "solène.ouvert", "nom=x.y", "camille"]
)
def test_words_are_never_written(message) -> None:
    line = written(message, *(["Solène"] if "%s" in message else []))

    assert set(line) == {"at", "level", "logger"}


@pytest.mark.parametrize(
    "extra",
    [
        {"name_of_person": "Solène"},
        {"route": "/dossiers/Solène?x=1"},
        {"route": "a b"},
        {"count": "Solène"},
        {"request": "Solène"},
        {"status": "Solène"},
    ],
)
def test_a_field_that_is_not_listed_or_not_of_its_kind_is_dropped(extra) -> None:
    assert "Sol" not in json.dumps(written("a.b", **extra), ensure_ascii=False)


def test_the_words_of_an_exception_and_of_its_causes_are_not_written() -> None:
    try:
        try:
            raise KeyError("Solène")  # noqa: TRY301  # the chain is the test
        except KeyError as cause:
            raise ValueError("Solène") from cause
    except ValueError:
        line = written("a.b", exc_info=sys.exc_info())

    assert line["exception"] == "builtins.ValueError"
    assert "Sol" not in json.dumps(line, ensure_ascii=False)
