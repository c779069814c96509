"""The certificate of a destruction, or of a list, as a tagged PDF, without a person’s name."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from entrenous.journal.models import Checkpoint
from entrenous.law.written_days import french_date
from entrenous.letters import Block, Letter, to_pdf
from entrenous.retention import erasing
from entrenous.retention.models import Destruction

_WHAT = (
    "Les clés de ce qui suit sont effacées, avec le contenu chiffré qu’elles ouvraient. Cette "
    "attestation ne nomme aucune personne accompagnée."
)
_AFTER = (
    "Sans ces clés, ce qui resterait d’une copie ancienne ne s’ouvre plus. Les actes restent "
    "inscrits au journal, sans leur contenu."
)


def backups_until(row: Destruction) -> date:
    """The day from which no backup of keys has its keys, when they are kept as the guide says."""
    erased = row.erased_at or timezone.now()
    return timezone.localdate(erased) + timedelta(days=erasing.BACKUP_DAYS)


def checkpoint_of(row: Destruction) -> Checkpoint | None:
    """The first signed state of the journal that holds its entry."""
    if row.place is None:
        return None
    points = Checkpoint.objects.filter(organisation=row.organisation_id, size__gte=row.place)
    return points.order_by("size").first()


def certificate(rows: Sequence[Destruction]) -> bytes:
    """The PDF (PDF/UA-1) of destructions that were done, one or a list; the same rows, the same."""
    first = rows[0]
    done_by = first.done_by
    last_on = max(timezone.localdate(row.erased_at) for row in rows if row.erased_at)
    names = sorted({row.circonscription.name for row in rows})
    letter = Letter(
        kind=None,
        sender=(first.organisation.name, ", ".join(names)),
        recipient=(),
        place_and_date=f"Le {french_date(last_on)}",
        references=(("Nombre de dossiers", str(len(rows))),),
        subject="attestation de destruction",
        greeting="",
        blocks=(
            Block("text", _WHAT),
            *(Block("pairs", pairs=_pairs(row)) for row in rows),
            Block("text", _AFTER),
        ),
        closing="",
        signatures=(("A confirmé la destruction", done_by.display_name if done_by else ""),),
    )
    return to_pdf(letter)


def _pairs(row: Destruction) -> tuple[tuple[str, str], ...]:
    erased = timezone.localdate(row.erased_at) if row.erased_at else row.proposed_on
    point = checkpoint_of(row)
    under = f"sous le point de contrôle de taille {point.size}" if point else "au prochain point"
    visa = "non demandé"
    if row.visa_on:
        visa = f"n° {row.visa_number} du {french_date(row.visa_on)}, {row.archivist}"
    return (
        ("Dossier", str(row.container)),
        ("Ouvert, terminé", f"le {french_date(row.opened_on)}, le {french_date(row.closed_on)}"),
        ("Dernier contact compté", f"le {french_date(row.counted_on)}"),
        ("Proposée", f"le {french_date(row.proposed_on)}, par {row.proposed_by.display_name}"),
        ("Visa de l’archiviste", visa),
        ("Effacé", f"le {french_date(erased)}, par {_name(row)}"),
        (
            "Combien",
            f"écrits scellés : {row.records} ; fichiers : {row.files} ; clés : {row.keys}",
        ),
        ("Journal", f"inscrit à l’entrée {row.place}, {under}"),
        (
            "Sauvegardes",
            f"clés effacées au plus tard le {french_date(backups_until(row))}, si elles sont "
            f"gardées {erasing.BACKUP_DAYS} jours au plus",
        ),
    )


def _name(row: Destruction) -> str:
    return row.done_by.display_name if row.done_by else ""
