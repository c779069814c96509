"""Set an organisation up. Exit 1: the file cannot be used as it is (nothing was created)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from entrenous.agents.importing import import_ranges
from entrenous.agents.sector_rows import BadFile
from entrenous.ops.setup import Report, read_custody, read_recovery, read_toml, set_up

_NEXT = """
À faire maintenant, dans l’ordre :
  1. Remettez ce code à {name}, en mains propres. Il sert une fois, sept jours :
         {code}
  2. Cette personne ouvre {url} et suit les pages jusqu’à l’empreinte de ses clés.
  3. Face à face, recopiez ici l’empreinte de son écran, puis imprimez-la :
         ./entrenous certify-root {login} --fingerprint "12345 12345 …"
     elle certifie ensuite les autres, dans ses pages.
  4. Copiez sur papier ou sur un support hors ligne les fichiers de clés de
         {keys}
     sans eux, une restauration ne peut plus rien certifier ni vérifier.
  5. Rangez les parts de secours chez leurs gardiens, jamais ensemble.
"""


class Command(BaseCommand):
    help = "Met une organisation en place à partir d’un fichier TOML."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="le fichier TOML de l’organisation")
        parser.add_argument("--recovery", type=Path, help="clé publique de secours (recovery.pub)")
        parser.add_argument("--sectors", type=Path, help="CSV des rues de chaque secteur")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            key: Path | None = options["recovery"]
            told = read_toml(file)
            report = set_up(
                told,
                recovery=read_recovery(key) if key else None,
                custody=read_custody(key) if key else None,
            )
            if options["sectors"]:
                self._import(options["sectors"], told["organisation"]["name"])
        except BadFile as unusable:
            raise CommandError(str(unusable), returncode=1) from None
        self._tell(report)

    def _import(self, path: Path, name: str) -> None:
        from entrenous.agents.models import Organisation  # noqa: PLC0415 - apps are ready here

        text = path.read_text("utf-8-sig")
        added = import_ranges(Organisation.objects.get(name=name), text).new
        self.stdout.write(f"{added} tronçon(s) de rue ajouté(s).")

    def _tell(self, report: Report) -> None:
        from django.conf import settings  # noqa: PLC0415 - read when asked

        for line in report.created:
            self.stdout.write(f"créé : {line}")
        if not report.created:
            self.stdout.write("Rien à ajouter : tout était déjà en place.")
        if report.lead is not None:
            self.stdout.write(
                _NEXT.format(
                    name=report.lead.display_name,
                    login=report.lead.login,
                    code=report.invitation,
                    url="/enrolement/invitation/",
                    keys=settings.ENTRENOUS_KEYS,
                )
            )
