"""A dossier to copy: one entry per thing that a review has to see, each with words of its own."""

from datetime import date
from uuid import UUID, uuid4

import pypdfium2
import pytest
from django.db import transaction

from entrenous.copies import actions, delivering, reviewing, second
from entrenous.copies.codes import Asker, Came, Choice, Ground, Way
from entrenous.copies.contents import CopyRequest, Mask
from entrenous.copies.delivering import Handing, NotReady
from entrenous.copies.items import Item
from entrenous.copies.reviewing import Review
from entrenous.documents import actions as documents
from entrenous.dossiers import thread
from entrenous.dossiers.codes import Domain, Mode, Voice
from entrenous.dossiers.contents import DomainAssessment, Objective, Passage, ThreadEntry
from entrenous.dossiers.models import Dossier, SupportExtract
from entrenous.journal.acts import Act
from entrenous.keyring import records
from tests.documents.papers import arrive
from tests.people import House

ON = date(2026, 11, 2)
TODAY = Handing(date(2026, 11, 20), Way.HAND, "Awa Sarr-Fictif")
GIVEN, THIRD, KEPT = "Zibeline-donnée", "Ornithorynque-tiers", "Quokka-gardé"
TEXT = f"Elle parle de {GIVEN}. Le voisin dit {THIRD}. Puis autre chose."


def fill(house: House, dossier: Dossier) -> dict[str, UUID]:
    """An entry with a passage said by a third party, an assessment to keep, a plan, a file."""
    camille = house.keyring("Camille")
    start = TEXT.index("Le voisin")
    passage = Passage(start, TEXT.index("Puis") - 1, Voice.THIRD_PARTY)
    entry = ThreadEntry(date(2026, 10, 1), Mode.OFFICE, text=TEXT, passages=(passage,))
    with transaction.atomic():
        opened = camille.writing(dossier.pk)
        judged = records.write(opened, DomainAssessment(Domain.FAMILY, facts=KEPT), by=camille)
        sought = records.write(opened, Objective(f"Un logement, {GIVEN}"), by=camille)
    written = thread.write_entry(camille, dossier, entry)
    paper = documents.attach(
        camille, dossier.pk, arrive(house, b"lettre du voisin", "a.txt"), label=f"Pièce {KEPT}"
    )
    return {
        "entry": written.record, "judged": judged.record, "sought": sought.record, "paper": paper,
    }  # fmt: skip


def asked(
    house: House,
    dossier: Dossier,
    asker: Asker = Asker.PERSON,
    *,
    evidence: tuple[str, ...] = ("identite_qualite",),
    came: Came = Came.DESK,
    is_agent: bool = False,
) -> UUID:
    said = CopyRequest(str(uuid4()), ON, asker, came, evidence=evidence, is_agent=is_agent)
    return actions.ask(house.keyring("Camille"), dossier, said)


def review(house: House, dossier: Dossier, request: UUID, who: str = "Camille") -> Review:
    by = house.keyring(who)
    opened = by.open(dossier.pk, Act.COPY_READ)
    return reviewing.review_of(by, dossier, opened, records.read(opened), request)


def choose(house: House, dossier: Dossier, found: Review, item: Item, choice: Choice) -> None:
    """Decide of one entry: what is marked is masked, else its first text; family is kept."""
    masks: tuple[Mask, ...] = ()
    if choice is Choice.MASK:
        spans = [(s.part, s.start, s.end) for s in item.spans]
        spans = spans or [(0, 0, len(item.parts[0].text))]
        masks = tuple(Mask(p, s, e, Ground.THIRD_PARTY) for p, s, e in spans)
    reviewing.choose(
        house.keyring("Camille"), dossier, found.asked.row.pk, item, choice,
        ground=Ground.THIRD_PARTY if choice is Choice.WITHHOLD else None,
        masks=masks, closed=found.closed(item),
    )  # fmt: skip


def choose_all(house: House, dossier: Dossier, request: UUID, ids: dict[str, UUID]) -> Review:
    """What is marked masked, the assessment and the file kept, the rest given."""
    found = review(house, dossier, request)
    for item in found.left:
        if item.id in (ids["judged"], ids["paper"]):
            choose(house, dossier, found, item, Choice.WITHHOLD)
        else:
            choose(house, dossier, found, item, Choice.MASK if item.spans else Choice.GIVE)
    return review(house, dossier, request)


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text.replace("\r\n", " ")


def refused(house: House, dossier: Dossier, request: UUID) -> str:
    with pytest.raises(NotReady) as said:
        delivering.deliver(house.keyring("Camille"), dossier, request, TODAY)
    return said.value.sentence


def second_look(house: House, dossier: Dossier, request: UUID) -> None:
    camille, ines = house.keyring("Camille"), house.keyring("Ines")
    found = review(house, dossier, request)
    second.ask(camille, dossier, found, to=ines.agent, text=second.extract_of(found))
    lent = SupportExtract.objects.latest("pk")
    second.say_on_extract(ines, lent, agrees=True, words="Bien masqué.")
    assert second.collect(camille, dossier, request) == 1
