import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from entrenous.config.environment import read
from entrenous.config.refusals import refusals

ROOT = Path(__file__).resolve().parents[2]
LONG = "x" * 64
SAFE = {"SECRET_KEY": LONG, "ENTRENOUS_HOSTS": "entre-nous.example"}


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({}, []),
        ({"ENTRENOUS_ARGON2": "3:65536"}, []),
        ({"ENTRENOUS_ARGON2": "4:65535"}, ["E005"]),
        ({"ENTRENOUS_ARGON2": "2:131072"}, ["E005"]),
        ({"ENTRENOUS_DEBUG": "1"}, ["E001"]),
        ({"ENTRENOUS_DEBUG": "1", "ENTRENOUS_HOSTS": ""}, []),
        ({"ENTRENOUS_DEBUG": "1", "ENTRENOUS_HOSTS": "", "ENTRENOUS_ARGON2": "1:8192"}, ["E005"]),
        ({"ENTRENOUS_DEBUG": "1", "ENTRENOUS_HOSTS": "localhost,0.0.0.0"}, ["E001"]),
        ({"ENTRENOUS_DEMO": "1"}, ["E002"]),
        ({"ENTRENOUS_DEMO": "1", "ENTRENOUS_HOSTS": "", "ENTRENOUS_ARGON2": "1:8192"}, []),
        ({"ENTRENOUS_DEMO": "1", "ENTRENOUS_HOSTS": "", "ENTRENOUS_ARGON2": "1:64"}, ["E005"]),
        ({"ENTRENOUS_TEST": "1"}, ["E003"]),
        ({"ENTRENOUS_TEST": "1", "ENTRENOUS_HOSTS": "127.0.0.1"}, []),
        ({"SECRET_KEY": "short"}, ["E004"]),
        ({"ENTRENOUS_HOSTS": ""}, ["E006"]),
        ({"ENTRENOUS_HOSTS": "*"}, ["E007"]),
        ({"ENTRENOUS_HOSTS": ".example"}, ["E007"]),
    ],
)
def test_only_a_safe_deployment_may_start(asked, codes, tmp_path) -> None:
    env = read(SAFE | {"ENTRENOUS_HOME": str(tmp_path)} | asked)

    assert [refusal.code for refusal in refusals(env)] == codes


def test_the_home_of_a_demonstration_never_becomes_a_service(tmp_path) -> None:
    (tmp_path / "demonstration").touch()

    env = read(SAFE | {"ENTRENOUS_HOME": str(tmp_path)})

    assert [refusal.code for refusal in refusals(env)] == ["E009"]


def test_a_demonstration_never_reads_the_address_of_the_database_of_a_service(tmp_path) -> None:
    real = {"DATABASE_URL": "postgres:///real", "DATABASE_OWNER_URL": "postgres:///real"}

    env = read(real | {"ENTRENOUS_DEMO": "1", "ENTRENOUS_HOME": str(tmp_path)})

    assert (env.database_url, env.owner_url) == ("", "")


def test_a_demonstration_keeps_one_secret_that_others_cannot_read(tmp_path) -> None:
    asked = {"ENTRENOUS_DEMO": "1", "ENTRENOUS_HOME": str(tmp_path / "new")}

    first, second = read(asked), read(asked)

    assert first.secret_key == second.secret_key
    assert len(first.secret_key) > 64
    assert (tmp_path / "new" / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "asked",
    [
        {"SECRET_KEY": ""},
        {"SECRET_KEY": "", "ENTRENOUS_DEBUG": "1"},
        {"ENTRENOUS_DEMO": "oui"},
        {"ENTRENOUS_ARGON2": "strong"},
        {"ENTRENOUS_ARGON2": "3"},
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(asked) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"[a-z] "):
        read(SAFE | asked)


def run(*words: str, **asked: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("ENTRENOUS_", "DATABASE_"))}
    clean.pop("SECRET_KEY", None)
    clean.pop("DJANGO_SETTINGS_MODULE", None)
    env = clean | {"PYTHONPATH": str(ROOT / "src")} | asked
    return subprocess.run(
        [sys.executable, *words], env=env, capture_output=True, text=True, check=False, cwd="/"
    )


def test_without_a_secret_every_command_says_so_in_one_sentence() -> None:
    ended = run("-m", "entrenous", "migrate")

    assert ended.returncode == 2
    assert ended.stderr.startswith("SECRET_KEY est absente")
    assert "Traceback" not in ended.stderr


def test_a_server_refuses_to_load_an_unsafe_deployment(tmp_path) -> None:
    unsafe = SAFE | {"ENTRENOUS_DEBUG": "1", "ENTRENOUS_HOME": str(tmp_path)}

    ended = run("-c", "import entrenous.config.wsgi", **unsafe)

    assert ended.returncode == 1
    assert "ENTRENOUS_DEBUG=1 n’est permis que sur cette machine" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_serve_refuses_an_unsafe_deployment(tmp_path) -> None:
    weak = SAFE | {"ENTRENOUS_ARGON2": "1:8192", "ENTRENOUS_HOME": str(tmp_path)}

    ended = run("-m", "entrenous", "serve", **weak)

    assert ended.returncode == 2
    assert "ENTRENOUS_ARGON2 est trop faible" in ended.stderr


def test_the_refusals_stop_the_commands_of_django_too(tmp_path) -> None:
    weak = SAFE | {"ENTRENOUS_ARGON2": "1:8192", "ENTRENOUS_HOME": str(tmp_path)}

    ended = run("-m", "entrenous", "check", **weak)

    assert ended.returncode == 1
    assert "entrenous.E005" in ended.stderr
