"""Print the SQL of the two PostgreSQL accounts, to be read before it is run."""

from typing import Any

from django.core.management.base import BaseCommand

from entrenous.ops.roles import APP_ROLE, OWNER_ROLE, create_roles_sql, grants_sql


class Command(BaseCommand):
    help = "Écrit le SQL des comptes PostgreSQL : propriétaire et application. N’exécute rien."
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        out = self.stdout.write
        out("-- 1. Une fois par serveur, avec un compte d’administration.")
        out("--    Donnez ensuite un mot de passe à chaque compte : \\password entrenous_app")
        for statement in create_roles_sql():
            out(f"{statement};")
        out(f"CREATE DATABASE entrenous OWNER {OWNER_ROLE};")
        out("-- Rien de ce qui est saisi ne doit passer par le journal du serveur.")
        for name in ("log_parameter_max_length", "log_parameter_max_length_on_error"):
            out(f"ALTER DATABASE entrenous SET {name} = 0;")
        out("ALTER DATABASE entrenous SET log_min_error_statement = 'panic';")
        out(f"\n-- 2. Après chaque migration, avec le compte {OWNER_ROLE} sur la base.")
        out(f"--    Le compte {APP_ROLE} ne peut ni changer les tables, ni réécrire le journal.")
        for statement in grants_sql():
            out(f"{statement};")
