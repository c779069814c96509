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
from entrenous.continuity import danger, sheets
from entrenous.custody import asking
from entrenous.custody.asking import Wish
from entrenous.dossiers.models import Dossier
from entrenous.endings import afterwards
from entrenous.law import national_base
from entrenous.letters.minimum import Purpose
from entrenous.vault.quorum_files import Ground
from entrenous.writings import actions as writings
from entrenous.writings.codes import Kind
from entrenous.writings.contents import Element, Writing
from tests.dossiers.opened import dossier_of
from tests.endings.made import pronounced, proposed
from tests.proof.canaries import canary
from tests.proof.copies import read_copy, unread_entry
from tests.proof.retained import old_of
from tests.proof.watching import FIGURE
from tests.proof.world import World

# What a letter about the living minimum starts from.
_FACTS = {
    "on": "aujourd’hui", "net": FIGURE, "balance": FIGURE, "resources": FIGURE, "charges": FIGURE,
    "adults": "1", "dependants": "0", "children": "0",
}  # fmt: skip


def moments(world: World) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Who, the page shown to her now, what she sends to have it (nothing: she only asks for it).

    Each is driven before the next is prepared.
    """
    house = world.house
    yield "holder", reverse("dossiers:act_link", args=[dossier_of(house, "Camille").pk]), {}
    yield "reception", reverse("reception:arrival", args=[uuid4()]), {}
    yield "reception", reverse("desk:task", args=[world.ids["task"]]), {}
    newcomer = house.enrol("Nour", "social_worker", certified=False)
    yield "lead", reverse("keys:compare", args=[newcomer.pk]), {}
    yield "legal", reverse("custody:bar", args=[_asked_by_the_desk(world)]), {}
    yield "peer", reverse("continuity:word", args=[world.ids["cover"], world.ids["covered"]]), {}
    yield "legal", reverse("continuity:danger_put_off", args=[_told_of_a_danger(world)]), {}
    for purpose in Purpose:
        letter = [world.dossier.pk, purpose.value]
        yield "holder", reverse("minimum:dossier_letter", args=letter), _FACTS
    yield "holder", reverse("endings:propose", args=[dossier_of(house, "Camille").pk]), {}
    yield "holder", reverse("endings:settle", args=[_objected(world).pk]), {}
    for page in ("reopen", "object"):
        yield "holder", reverse(f"endings:{page}", args=[_ended(world).pk]), {}
    fresh = dossier_of(house, "Camille")
    yield "holder", reverse("writings:send", args=[fresh.pk, _unread_writing(world, fresh)]), {}
    yield from _copies(world)
    yield "holder", reverse("retention:archive", args=[old_of(house).pk]), {}
    yield "legal", reverse("retention:archives"), {}
    for page in ("archived", "take_back"):
        yield "legal", reverse(f"retention:{page}", args=[world.ids["archived"]]), {}


def _copies(world: World) -> Iterator[tuple[str, str, dict[str, str]]]:
    """An entry to mask, whose words are those typed; then copies whose entries were all read."""
    house = world.house
    masked, read = dossier_of(house, "Camille"), dossier_of(house, "Camille")
    entry = unread_entry(house, masked, canary("hidden") + " : la suite.")
    yield "holder", reverse("copies:item", args=[masked.pk, *entry]), {}
    yield "holder", reverse("copies:refuse", args=[masked.pk, entry[0]]), {}
    copy = read_copy(house, read, canary("copy"))
    for page in ("second", "deliver"):
        yield "holder", reverse(f"copies:{page}", args=[read.pk, copy]), {}


def _objected(world: World) -> Dossier:
    dossier = dossier_of(world.house, "Camille")
    proposed(world.house, dossier)
    afterwards.object_(world.house.keyring("Camille"), dossier, on=timezone.localdate())
    return dossier


def _ended(world: World) -> Dossier:
    dossier = dossier_of(world.house, "Camille")
    pronounced(world.house, dossier)
    return dossier


def _told_of_a_danger(world: World) -> UUID:
    """Two agents read a dossier in danger; the legal desk, which has its group, may put it off."""
    house = world.house
    house.open_group("legal_desk", "Lou")
    dossier = dossier_of(house, "Camille")
    sheets.ensure(house.keyring("Camille"), dossier)
    sacha, second = house.keyring("Sacha"), house.agents["Lou"]
    made = danger.ask(sacha, str(dossier.pk), second, canary("danger"))
    danger.confirm(house.keyring("Lou"), made)
    told: UUID = made.notices.get(audience="person").pk
    return told


def _asked_by_the_desk(world: World) -> UUID:
    wish = Wish(Ground.GONE, canary("asked"), world.house.agents["Alix"])
    lost = dossier_of(world.house, "Camille")
    return asking.ask(world.house.keyring("Lou"), [lost.pk], wish).pk


def _unread_writing(world: World, dossier: Dossier) -> UUID:
    made = Writing(Kind.REPORT, canary("to"), canary("name"), "ccapex", (Element("dettes", "x"),))
    return writings.start(
        world.house.keyring("Camille"), dossier, made, on=timezone.localdate(),
        base=national_base(), employer="departement",
    )  # fmt: skip


def calendar_file(world: World, stem: str) -> Any:
    """Another calendar of the holder's: its name, its titles and its identifiers are canaries."""
    raw = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n"
        f"UID:{stem}@exemple.invalid\r\nSUMMARY:{stem}\r\nLOCATION:{stem}\r\n"
        "DTSTART:20991231T090000\r\nDTEND:20991231T100000\r\nRRULE:FREQ=YEARLY\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()
    sent = SimpleUploadedFile(f"{stem}.ics", raw, "text/calendar")
    return world.client("holder").post(reverse("reception:busy-hours"), {"file": sent})


def streets_file(world: World, stem: str) -> Any:
    """The one file that must be readable to be taken: its name and its streets are canaries."""
    secteur = Secteur.objects.get(pk=world.house.secteur.pk).name
    raw = f"secteur;commune;rue\n{secteur};{stem} commune;{stem} rue\n".encode()
    sent = SimpleUploadedFile(f"{stem} rues.csv", raw, "text/csv")
    return world.client("admin").post(reverse("admin:import"), {"file": sent, "mode": "add"})
