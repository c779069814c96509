"""« Ma journée »: dossiers just received, and those that wait in the middle of a handover."""

from django.urls import reverse

from entrenous.handover import queries, transferring
from entrenous.web.common.templatetags.look import combien
from entrenous.web.dossiers.day import Day, Item, Section


def sections(today: Day) -> list[Section]:
    """Ids and states only: the names are on the pages these lines lead to."""
    by = today.request.keyring
    items = []
    if unread := queries.unread(by):
        title = combien(unread, "dossier vous est confié,dossiers vous sont confiés")
        items.append(Item(title, reverse("handover:received"), "une fiche de passage à lire"))
    for batch in queries.open_batches(by).exclude(started_at=None):
        left = transferring.progress(batch).waiting
        title = f"Transmission en cours vers {batch.incoming.display_name}"
        items.append(
            Item(
                title,
                reverse("handover:batch", args=[batch.pk]),
                combien(left, "dossier reste à transmettre,dossiers restent à transmettre"),
                tone="ambre",
            )
        )
    return [Section("Passages de dossiers", "arrow-right-left", items, 12)]
