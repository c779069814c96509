"""Pages that are only there at a moment: a first arrival, keys to compare, a draft nobody read.

A form that no address of the world shows is reached here: put the world in its state, name it.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from entrenous.agents.models import Secteur
from entrenous.dossiers.models import Dossier
from entrenous.law import national_base
from entrenous.writings import actions as writings
from entrenous.writings.codes import Kind
from entrenous.writings.contents import Element, Writing
from tests.dossiers.opened import dossier_of
from tests.proof.canaries import canary
from tests.proof.world import World


def moments(world: World) -> Iterator[tuple[str, str]]:
    """Who, and the page that is shown to her now; each is driven before the next is prepared."""
    house = world.house
    yield "holder", reverse("dossiers:act_link", args=[dossier_of(house, "Camille").pk])
    yield "reception", reverse("reception:arrival", args=[uuid4()])
    newcomer = house.enrol("Nour", "social_worker", certified=False)
    yield "lead", reverse("keys:compare", args=[newcomer.pk])
    fresh = dossier_of(house, "Camille")
    yield "holder", reverse("writings:send", args=[fresh.pk, _unread_writing(world, fresh)])


def _unread_writing(world: World, dossier: Dossier) -> UUID:
    made = Writing(Kind.REPORT, canary("to"), canary("name"), "ccapex", (Element("dettes", "x"),))
    return writings.start(
        world.house.keyring("Camille"), dossier, made, on=timezone.localdate(),
        base=national_base(), employer="departement",
    )  # fmt: skip


def streets_file(world: World, stem: str) -> Any:
    """The one file that must be readable to be taken: its name and its streets are canaries."""
    secteur = Secteur.objects.get(pk=world.house.secteur.pk).name
    raw = f"secteur;commune;rue\n{secteur};{stem} commune;{stem} rue\n".encode()
    sent = SimpleUploadedFile(f"{stem} rues.csv", raw, "text/csv")
    return world.client("admin").post(reverse("admin:import"), {"file": sent})
