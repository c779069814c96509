"""Name and contact together come out of one ended dossier at a time, wherever one looks.

Two dossiers of homonyms have ended; every way to reach either person is a word found nowhere
else. Every address that lists, every form of its page, every command, as whoever may: no answer
says both names, each with a way to reach her (00-decisions 29, 37).
"""

import ast
import html
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.management import call_command
from django.db import transaction

import entrenous
from entrenous.dossiers import actions, closing, ended, households, sharing
from entrenous.dossiers import queries as dossiers
from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.codes import EndingReason, Mode, Safety
from entrenous.dossiers.contents import (
    ContactMeans,
    PersonCard,
    ReceptionMessage,
    SharedHousehold,
    ThreadEntry,
)
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.thread import write_entry
from entrenous.gateway import legal_desk
from entrenous.journal.acts import Act
from entrenous.keyring.kinds import declared_kinds
from entrenous.reception import actions as desk
from entrenous.reception import directory
from tests.dossiers.opened import OPENED_ON
from tests.proof.driving import BAR, FROM_THE_BAR, Shown, forms_shown
from tests.proof.routes import Route, every_route
from tests.proof.world import ACTORS, FUNCTIONS, World

FAMILY = "Homonyme-Fictif"
#: Beginnings of the words below, as someone who looks for them would type: never a whole one.
SOUGHT = (FAMILY, "absence", "01 99 00 7")
_SEARCH_FIELDS = 3
#: Where people are sought: forms of accounts, settings and pages without a dossier are not sent.
_SEARCHED = (
    "continuity", "copies", "custody", "dossiers", "gateway", "handover", "reception", "space",
    "team",
)  # fmt: skip
#: Pages under a dossier that know of another one.
_SPACES = ("continuity", "dossiers", "endings", "handover", "reception", "relays")
_ROOT = Path(entrenous.__file__).parent
_CONTACT = {
    "AdministrativeCard", "ContactMeans", "DemandeIdentity", "PersonCard", "ReceptionMessage",
}  # fmt: skip
#: Where several containers are opened for something that could say how to reach someone: each
#: was read for this, and keeps names only. Read yours before adding it.
_REVIEWED = {
    "continuity/covers.py", "continuity/queries.py", "copies/items.py", "desk/queue.py",
    "dossiers/contact.py",
    "dossiers/queries.py", "gateway/legal_desk.py", "reception/agenda.py",
    "reception/queries.py", "referrals/queries.py", "retention/archives.py",
    "web/continuity/views/managing.py",
    "web/continuity/views/words.py", "web/dossiers/views/acts/household.py",
    "web/retention/views/home.py",
}  # fmt: skip


@dataclass(frozen=True)
class Ended:
    """One of the two: her given name, and every word that would reach her."""

    dossier: Dossier
    name: str
    ways: tuple[str, ...]


@pytest.fixture(scope="module")
def two(world: World) -> Iterator[tuple[Ended, Ended]]:
    with transaction.atomic():
        world.house.open_group("legal_desk", "Lou")
        found = (_ended(world, "Lucide", 1), _ended(world, "Marine", 2))
        made = [each.dossier for each in found]
        shared = SharedHousehold("un couple", "", OPENED_ON)
        households.link(world.house.keyring("Camille"), *made, shared)
        for each in made:
            _end(world, each)
        directory.fold(world.house.circonscription, by=world.house.keyring("Rachel"))
        yield found
        transaction.set_rollback(True)


def _ended(world: World, given: str, rank: int) -> Ended:
    """Held by Camille and by Alix, known at reception and at the legal desk; not ended yet."""
    camille = world.house.keyring("Camille")
    words = (f"absence{rank}{where}" for where in "abcdefgh")
    ways = (*words, f"01 99 00 7{rank} 7{rank}")
    a, b, c, d, e, f, g, _, phone = ways
    card = PersonCard(family_name=FAMILY, given_name=given, street=a, commune="Valmeuse")
    means = (
        ContactMeans("portable", phone, Safety.SAFE, b),
        ContactMeans("courriel", f"{c}@exemple.invalid", Safety.SAFE),
        ContactMeans("courrier", d, Safety.SAFE),
    )
    dossier = open_dossier(
        camille, card, secteur=world.house.secteur, reasons=e, contacts=means, safe_rule=f,
        on=OPENED_ON,
    )  # fmt: skip
    sharing.add_co_holder(camille, dossier, world.house.agents["Alix"], told_on=None)
    entry = ThreadEntry(OPENED_ON, Mode.PHONE, text=f"Joindre au {phone}, {g}.")
    write_entry(camille, dossier, entry)
    desk.leave_message(
        dossier.pk, ReceptionMessage(f"{ways[7]} {phone}"), by=world.house.keyring("Rachel")
    )
    return Ended(dossier, given, ways)


def _end(world: World, dossier: Dossier) -> None:
    closing.end(world.house.keyring("Camille"), dossier, on=OPENED_ON, reason=EndingReason.MUTUAL)


def reached(text: str, two: tuple[Ended, ...]) -> list[str]:
    """Those whose name and a way to reach her are in the same answer."""
    flat = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html.unescape(text)).replace("\xa0", " "))
    lower = flat.casefold()
    return [
        each.name
        for each in two
        if each.name.casefold() in lower and any(way in lower for way in each.ways)
    ]


def answers(world: World, actor: str, route: Route) -> Iterator[str]:
    """What an address says, and what each of its forms does once the sought words are typed."""
    url = route.url(world)
    page = _sent(lambda: world.client(actor).get(url))
    yield page
    if route.name.split(":")[0] not in _SEARCHED:
        return
    asked_by = BAR if route.name in FROM_THE_BAR else route.name  # its own form, then
    for form in forms_shown(page, asked_by) if "<form" in page else ():
        for words in SOUGHT[: _few(form)]:
            for way in form.ways[: _few(form)]:
                data = _typed(form, words) | way
                yield _sent(
                    lambda f=form, d=data: world.client(actor).post(f.action or url, d, follow=True)
                )


def _few(form: Shown) -> int:
    """Every word in a search; one in a long form, which only sends back what was typed."""
    return 0 if not form.texts else len(SOUGHT) if len(form.texts) <= _SEARCH_FIELDS else 1


def _typed(form: Shown, words: str) -> dict[str, Any]:
    return form.data | dict.fromkeys(form.texts, words) | _no_year(form)


def _no_year(form: Shown) -> dict[str, str]:
    return {name: "" for name in form.texts if "birth" in name}


def _sent(ask: Callable[[], Any]) -> str:
    with transaction.atomic():
        answer = ask()
        raw = b"".join(answer) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return str(raw.decode("utf-8", "replace"))


def _lists() -> list[Route]:
    """The addresses that are about no one dossier, request or document of the world."""
    return [r for r in every_route() if not set(r.takes) & {"dossier", "record", "sollicitation"}]


def _who(route: Route) -> list[str]:
    """Those whom `@needs` lets in; one of them for what everyone may see."""
    needed = {kind.value for kind in getattr(route.view, "needs", ())}
    may = [a for a in ACTORS if FUNCTIONS[a] & needed and a not in ("foreign", "locked")]
    return may if needed else ["holder"]


@pytest.mark.parametrize("route", _lists(), ids=lambda r: r.name)
def test_no_list_no_search_no_export_says_both(
    world: World, two: tuple[Ended, Ended], short_answers: None, route: Route
) -> None:
    for actor in _who(route):
        for answer in answers(world, actor, route):
            assert len(reached(answer, two)) <= 1, f"{route.name} as {actor}"


def test_the_two_are_found_and_each_is_reached_from_her_own_dossier(
    world: World, two: tuple[Ended, Ended]
) -> None:
    """Otherwise the tests around would prove nothing."""
    camille = world.client("holder")
    page = camille.get("/dossiers/").content.decode()
    assert all(each.name in page for each in two)
    found = camille.post("/dossiers/chercher/", {"q": "absence1g"}).content.decode()
    assert "Lucide" in found
    assert "ouvrez le dossier pour lire" in html.unescape(found)
    hers = camille.get(f"/dossiers/{two[0].dossier.pk}/personne/").content.decode()
    assert reached(hers, two) == ["Lucide"]


def test_no_page_of_one_says_how_to_reach_the_other(
    world: World, two: tuple[Ended, Ended], short_answers: None
) -> None:
    """They share a household, and the same holder: her pages say one of them."""
    shown = 0
    for route in every_route():
        if set(route.takes) != {"dossier"} or route.name.split(":")[0] not in _SPACES:
            continue
        url = route.url(world).replace(str(world.dossier.pk), str(two[0].dossier.pk))
        answer = _sent(lambda u=url: world.client("holder").get(u))
        assert "Marine" not in reached(answer, two), route.name
        shown += "Lucide" in reached(answer, two)
    assert shown > 3


def test_no_function_that_opens_several_gives_both(world: World, two: tuple[Ended, Ended]) -> None:
    for who in ("Camille", "Alix"):
        kinds = declared_kinds().values()
        rows, readings = dossiers.open_own(world.house.keyring(who), Act.LIST_OPENED, *kinds)
        mine = {each.dossier.pk for each in two}
        assert mine <= readings.keys()
        told = [msgspec.json.encode(r.card).decode() for r in rows if r.dossier.pk in mine]
        kept = [r.content for pk in mine for r in readings[pk].records]
        told += [msgspec.json.encode(c).decode() for c in kept if not isinstance(c, ThreadEntry)]
        assert not [way for each in two for way in each.ways if way in "".join(told)]


def test_no_command_says_anyone(world: World, two: tuple[Ended, Ended]) -> None:
    """They hold no key: what they read is ids, days and sealed bytes."""
    said = io.StringIO()
    call_command("journal_check", stdout=said, stderr=said)
    call_command("journal_export", world.house.organisation.name, stdout=said, stderr=said)
    told = said.getvalue()
    assert two[0].dossier.pk.hex in told.replace("-", "")
    assert not [each.name for each in two if each.name in told]


def test_whatever_opens_several_to_say_who_they_are_was_read_for_this() -> None:
    found = {
        str(path.relative_to(_ROOT))
        for path in _ROOT.rglob("*.py")
        if _opens_several(path) and path.relative_to(_ROOT).parts[0] not in ("keyring", "ops")
    }
    assert found <= _REVIEWED, f"names only, or ended.listed: {sorted(found - _REVIEWED)}"


def _opens_several(path: Path) -> bool:
    text = path.read_text("utf-8")
    if "read_many" not in text and "open_list" not in text:
        return False
    nodes = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Attribute | ast.Name))
    names = {node.attr if isinstance(node, ast.Attribute) else node.id for node in nodes}
    return bool(names & {"read_many", "open_list"}) and bool(names & _CONTACT)


# --- the same, sabotaged: each guard is needed


def _by_name(name: str) -> Route:
    return next(r for r in every_route() if r.name == name)


def _worst(world: World, actor: str, name: str, two: tuple[Ended, ...]) -> int:
    return max(len(reached(a, two)) for a in answers(world, actor, _by_name(name)))


@pytest.mark.parametrize("name", ["dossiers:list", "dossiers:search", "dossiers:day"])
def test_without_the_shortened_reading_both_would_be_told(
    world: World, two: tuple[Ended, Ended], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert _worst(world, "holder", name, two) <= 1
    monkeypatch.setattr(ended, "listed", lambda reading: reading)
    monkeypatch.setattr(dossiers.ListRow, "is_ended", False)
    assert _worst(world, "holder", name, two) == 2


def test_with_its_extracts_a_search_would_tell_both(
    world: World, two: tuple[Ended, Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossiers.ListRow, "is_ended", False)
    assert _worst(world, "holder", "dossiers:search", two) == 2


def test_with_their_addresses_the_cards_of_homonyms_would_tell_both(
    world: World, two: tuple[Ended, Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    lou = world.house.keyring("Lou")
    assert len(legal_desk.find_cards(lou, FAMILY)) == 2
    assert not any(each.card.address for each in legal_desk.find_cards(lou, FAMILY))
    (alone,) = legal_desk.find_cards(lou, FAMILY, "Lucide")
    assert two[0].ways[0] in alone.card.address
    monkeypatch.setattr(legal_desk, "_unaddressed", lambda found: found)
    found = legal_desk.find_cards(lou, FAMILY)
    told = " ".join(f"{each.card.given_name} {each.card.address}" for each in found)
    assert len(reached(told, two)) == 2


def test_still_followed_they_are_reached_from_a_list(world: World) -> None:
    """The guard is about endings: a worker's own list of current dossiers is hers."""
    camille = world.house.keyring("Camille")
    card = PersonCard(family_name="Courante-Fictif", given_name="Awa", street="rue du Présent")
    with transaction.atomic():
        made = open_dossier(camille, card, secteur=world.house.secteur)
        actions.keep(camille, made, ContactMeans("portable", "01 99 00 55 55", Safety.SAFE))
        _, readings = dossiers.open_own(camille, Act.LIST_OPENED, PersonCard, ContactMeans)
        (means,) = readings[made.pk].of(ContactMeans)
        assert means.content.value == "01 99 00 55 55"
        transaction.set_rollback(True)
