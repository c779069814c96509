"""Certify the first lead of an organisation. Exit 1: the fingerprint is not hers, or one exists."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from entrenous.agents.models import Agent, Function
from entrenous.keyring import enrolment, models
from entrenous.keyring.accounts import fingerprint_of
from entrenous.vault.registry import Kind

_DIFFERS = (
    "L’empreinte n’est pas celle des clés enregistrées. Rien n’est certifié. Relisez les huit "
    "groupes sur l’écran de cette personne ; s’ils diffèrent encore, arrêtez la mise en place."
)


class Command(BaseCommand):
    help = "Certifie la première responsable, dont l’empreinte est lue sur son écran."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", help="son identifiant")
        parser.add_argument("--fingerprint", required=True, help="les huit groupes lus à l’écran")

    def handle(self, *args: Any, login: str, fingerprint: str, **options: Any) -> None:
        agent = Agent.objects.filter(login=login, is_active=True).first()
        if agent is None or not agent.has_function(Function.Kind.TEAM_LEAD):
            raise CommandError(f"« {login} » n’est pas le compte d’une responsable.", returncode=1)
        roots = models.Certificate.objects.filter(
            organisation=agent.organisation, kind=Kind.ROOT_LEAD
        )
        if roots.exists():
            raise CommandError(
                "Une première responsable est déjà certifiée : elle certifie les autres, "
                "dans « Clés », « Certifier ».",
                returncode=1,
            )
        if not fingerprint_of(agent):
            raise CommandError(f"« {login} » n’a pas encore fait ses clés.", returncode=1)
        if "".join(fingerprint.split()) != "".join(fingerprint_of(agent).split()):
            raise CommandError(_DIFFERS, returncode=1)
        enrolment.certify_root(agent)
        self.stdout.write(
            f"Les clés de {agent.display_name} sont certifiées. "
            "Imprimez et gardez leur empreinte :\n"
            f"    {fingerprint_of(agent)}"
        )
