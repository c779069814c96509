"""The letters of the demonstration end as the stories expect, through the actions of the pages."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from entrenous.consents.codes import Kind
from entrenous.consents.contents import Agreement
from entrenous.dossiers.actions import open_dossier
from entrenous.gateway.codes import State
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.gateway.queries import OpenedRequest, legal_register, open_request
from entrenous.gateway.sending import printed_again
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.letters import to_text
from entrenous.ops.demo import agreements, letters, mail, stories
from entrenous.ops.demo.calendar import TOLD_ON, moved
from entrenous.ops.demo.house import DemoHouse
from entrenous.ops.demo.received import Received
from entrenous.ops.demo.shapes import SyntheticDossier
from entrenous.ops.demo.writer import card_of
from tests.gateway.letters import legal_desk
from tests.people import House

STORIES = [dossier for story in stories.STORIES for dossier in story.dossiers]
TODAY = timezone.localdate()


def letters_of(told: SyntheticDossier) -> list[Received]:
    return [event for event in told.events if isinstance(event, Received)]


@pytest.fixture
def demo(house: House) -> DemoHouse:
    """The house of the tests under the names of the demonstration; Camille is everyone's worker."""
    legal_desk(house)
    keys = {m.secteur for m in mail.MAIL} | {told.secteur for told in STORIES}
    keyrings = {name: house.keyring(name) for name in ("Camille", "Rachel", "Ines", "Lou")}
    return DemoHouse(house.organisation, dict.fromkeys(keys, house.secteur), keyrings)


def told(demo: DemoHouse, key: str) -> list[OpenedRequest]:
    """The letters of one story, received about a dossier with its person's card."""
    story = next(d for d in STORIES if d.key == key)
    by = demo.keyring("Camille")
    dossier = open_dossier(by, card_of(story), secteur=demo.secteurs[story.secteur])
    received = [
        letters.receive(demo, letter, by=by, dossier=dossier)
        for letter in moved(tuple(letters_of(story)), timedelta(0))
    ]
    return [open_request(by, request.pk) for request in received]


def words(seen: OpenedRequest) -> str:
    """The only letter that left, as it is printed."""
    (sent,) = seen.letters
    letter = printed_again(sent.content)
    assert letter is not None
    return to_text(letter)


def test_every_letter_comes_before_its_answer_and_from_nobody() -> None:
    everything = [m.letter for m in mail.MAIL] + [e for d in STORIES for e in letters_of(d)]
    assert len(everything) >= 19
    for letter in everything:
        assert letter.answer is None or letter.on <= letter.answer.on <= TOLD_ON
        assert "ficti" in letter.sender.lower() or letter.requester in {"famille", "elu"}


def test_h1_the_deputy_mayor_learns_nothing_not_even_whether_she_is_known(demo: DemoHouse) -> None:
    keys = {d.key: d for d in STORIES}
    (seen,) = told(demo, next(k for k in keys if "h1" in k))
    assert seen.row.state == State.ANSWERED
    text = words(seen)
    assert "Sarr" not in text
    assert "référent" not in text


def test_h3_the_first_letter_gets_nothing_the_second_the_address_from_the_card(
    demo: DemoHouse,
) -> None:
    key = next(d.key for d in STORIES if d.person.family_name == "Ferreira")
    first, second = told(demo, key)
    assert first.decision is not None
    assert (first.decision.content.give, first.decision.content.follows) == ((), True)
    assert first.verdict is not None
    assert "titre_executoire" in first.verdict.content.missing
    assert second.decision is not None
    assert second.decision.content.give == ("adresse",)
    assert {s.function for s in second.decision.content.signatures} == {
        "legal_desk", "social_worker"
    }  # fmt: skip
    (sent,) = second.letters
    street = next(d for d in STORIES if d.key == key).person.street
    assert street in sent.content.values["adresse"]
    assert "aucun autre renseignement" in words(second).lower()
    for said in ("référent", "service social", "accompagn"):
        assert said not in words(second).lower().replace(demo.organisation.name.lower(), "")


def test_h2_and_h5_the_landlord_the_prefect_and_the_employer(demo: DemoHouse) -> None:
    landlord, prefect = told(demo, next(d.key for d in STORIES if "h2" in d.key and letters_of(d)))
    (employer,) = told(demo, next(d.key for d in STORIES if "h5" in d.key))
    given = [s.decision.content.give for s in (landlord, prefect, employer) if s.decision]
    assert given == [(), ("rubriques_dsf",), ()]
    assert {s.row.state for s in (landlord, prefect, employer)} == {State.ANSWERED}
    assert prefect.information is not None


def test_h1_and_h3_are_agreed_to_item_by_item_and_one_is_taken_back(demo: DemoHouse) -> None:
    by, found = demo.keyring("Camille"), {}
    for key in ("h1-awa", "h3-ghislaine"):
        story = next(d for d in STORIES if d.key == key)
        dossier = open_dossier(by, card_of(story), secteur=demo.secteurs[story.secteur])
        for event in story.events:
            if isinstance(event, agreements.Consented):
                agreements.keep(event, by=by, dossier=dossier)
        reading = records.read(by.open(dossier.pk, Act.DOSSIER_CONSULTED), Agreement)
        found[key] = [each.content for each in reading.of(Agreement)]
    assert [each.kind for each in found["h3-ghislaine"]] == [Kind.MANDAT, Kind.ACCORD]
    (changed,) = [each for each in found["h1-awa"] if each.withdrawals]
    assert changed.remaining(TODAY) == ("ages_enfants",)


def test_the_mail_of_the_last_weeks_is_in_every_state(demo: DemoHouse) -> None:
    told(demo, STORIES[0].key)  # a dossier for the letters that are linked
    for mailed in moved(mail.MAIL, TODAY - TOLD_ON):
        letters.deliver(demo, mailed)
    assert set(Counter(ThirdPartyRequest.objects.values_list("state", flat=True))) == set(State)
    lines = legal_register(demo.keyring("Lou"))
    assert len(lines) == len(mail.MAIL) + 1
    assert sum(line.under_embargo for line in lines) == 2
    assert all(line.row.received_on <= TODAY for line in lines)
