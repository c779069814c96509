import pytest
from django.db import connection
from django.test import Client


def test_alive_answers_without_the_database(client: Client) -> None:
    response = client.get("/sante/vivant")

    assert (response.status_code, response.content) == (200, b"vivant\n")


@pytest.mark.django_db
def test_ready_answers_when_every_migration_is_applied(client: Client) -> None:
    assert client.get("/sante/pret").status_code == 200


def test_ready_says_so_when_a_migration_is_missing(own_database, client: Client) -> None:
    with own_database.attacker() as raw:
        raw.execute("DELETE FROM django_migrations WHERE app = 'sessions'")

    response = client.get("/sante/pret")

    assert response.status_code == 503
    assert response.content == b"indisponible\n"


@pytest.mark.django_db
def test_the_application_account_owns_nothing_and_passes_over_no_rule() -> None:
    if connection.vendor != "postgresql":
        assert connection.vendor == "sqlite"
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
