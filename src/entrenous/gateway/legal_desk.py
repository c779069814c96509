"""The legal desk: what is transferred to it, and what it answers from, the administrative card.

00-decisions A5: identity and address only, each card read journaled on its dossier, none for a
protected person. It receives the request, never the dossier, and never says that the social
service knows someone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.folding import fold
from entrenous.dossiers.contents import AdministrativeCard
from entrenous.dossiers.models import Accompagnement
from entrenous.dossiers.protection import legal_desk_of
from entrenous.gateway.checking import check_words
from entrenous.gateway.codes import UNDECIDED, State
from entrenous.gateway.contents import Decision, RegisterLine, TransferNote
from entrenous.gateway.errors import HumanStop, NoLegalDesk
from entrenous.gateway.holding import demand_legal_desk, hold, move
from entrenous.gateway.lines import write_line
from entrenous.gateway.signing import PARTS
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import containers, models, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.opening import Keyring
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive

#: What a card holds. Anything else that may be given is « not held by the designated service ».
HELD: Final = frozenset({"identite", "adresse"})


@dataclass(frozen=True)
class FoundCard:
    """A card that answers a search, and the dossier it is the card of."""

    dossier: UUID
    card: AdministrativeCard


@transaction.atomic
def send_to_legal_desk(
    by: Keyring, request: UUID, words: str = "", *, on: date | None = None
) -> None:
    """Hand the request over to the legal desk's group: its letter and its pieces, no dossier.

    on      the day, when it is noted later; today otherwise
    raises  NoLegalDesk: no certified group; WrongState; KeyNotHeld: not the whole request
    """
    held = hold(by, request, states=UNDECIDED | {State.DECIDED, State.TO_SIGN})
    desk = legal_desk_of(held.row.circonscription)
    if desk is None:
        raise NoLegalDesk
    held.opened.key_for(Compartment.WHOLE)
    already = {(g.recipient, g.compartment) for g in containers.holders(request) if g.until is None}
    for part in PARTS:
        if (desk.pk, int(part)) not in already:
            recipient = Recipient(desk.pk, Motive.LEGAL_DESK, part)
            containers.grant(held.opened, recipient, by=by)
    _note(by, request, words, Act.REQUEST_TRANSFERRED, State.WITH_LEGAL_DESK, on=on)


@transaction.atomic
def hand_back(by: Keyring, request: UUID, words: str) -> None:
    """Give a request back to whoever sent it, with a few words. BadLetter; WrongState."""
    check_words("words", words)
    hold(by, request, states={State.WITH_LEGAL_DESK})
    demand_legal_desk(by)
    _note(by, request, words, Act.REQUEST_HANDED_BACK, State.RECEIVED)


def read_card(by: Keyring, request: UUID) -> AdministrativeCard:
    """The card of the person a request is linked to, journaled on her dossier first.

    raises  HumanStop: protected, or no card to read: nothing is taken from anywhere else;
            KeyNotHeld: not of the legal desk, or not her request
    """
    demand_legal_desk(by)
    with transaction.atomic():
        dossier = hold(by, request).dossier
    if dossier is None or not by.holds(dossier.pk):
        raise HumanStop
    opened = by.open(dossier.pk, Act.CARD_READ, about=request)
    found = records.read(opened, AdministrativeCard).one(AdministrativeCard)
    if found is None or not opened.covers(Compartment.ADMINISTRATIVE_CARD):
        raise HumanStop
    return found.content


def find_cards(
    by: Keyring, family_name: str, given_name: str = "", birth_on: date | None = None
) -> list[FoundCard]:
    """The cards of exactly this name: for a letter that came straight to the legal desk.

    Every card is opened: an index of names, even under a key, tells the names (04-seal §0, 4).
    One journal entry for the search, without its terms, and one on each dossier found. An empty
    list says nothing: protected persons have no card.
    raises  KeyNotHeld: not of the legal desk; BadLetter: no name; VaultClosed
    """
    demand_legal_desk(by)
    check_words("family_name", family_name)
    held = by.held(models.Container.Kind.DOSSIER)
    opened = by.open_list(held, Act.CARDS_SEARCHED)
    wanted = fold(family_name), fold(given_name), birth_on
    found = _unaddressed(
        [
            FoundCard(dossier, card.content)
            for dossier, reading in records.read_many(opened.values(), AdministrativeCard).items()
            if (card := reading.one(AdministrativeCard)) and _is(card.content, *wanted)
        ]
    )
    lines = [journal.Line(Act.CARD_READ, container=each.dossier) for each in found]
    if lines:
        journal.record_all(lines, organisation=by.organisation, actor=by.agent.pk)
    return found


def _unaddressed(found: list[FoundCard]) -> list[FoundCard]:
    """Homonyms told apart by their birth date: no two addresses of ended dossiers (decision 37)."""
    if len(found) <= 1:
        return found
    dossiers = [each.dossier for each in found]
    current = Accompagnement.objects.filter(dossier__in=dossiers, closed_on=None)
    followed = set(current.values_list("dossier_id", flat=True))
    return [
        each if each.dossier in followed else replace(each, card=replace(each.card, address=""))
        for each in found
    ]


def values_for(card: AdministrativeCard, decision: Decision) -> Mapping[str, str]:
    """Item -> the words of the card, for what was decided only. Never more than identity, address.

    An item decided that the card does not hold is left out: it is not held by the service.
    """
    born = (
        f", date de naissance\N{NO-BREAK SPACE}: {card.birth_on:%d/%m/%Y}" if card.birth_on else ""
    )
    name = f"{card.family_name.upper()} {card.given_name}".strip()
    words = {"identite": f"{name}{born}", "adresse": card.address}
    return {item: words[item] for item in decision.give if words.get(item)}


def _is(card: AdministrativeCard, family: str, given: str, birth_on: date | None) -> bool:
    same = fold(card.family_name) == family and given in ("", fold(card.given_name))
    return same and (birth_on is None or card.birth_on in (None, birth_on))


def _note(
    by: Keyring, request: UUID, words: str, act: Act, state: State, *, on: date | None = None
) -> None:
    held = hold(by, request)
    note = TransferNote(
        on or timezone.localdate(),
        str(by.agent.pk),
        words,
        is_return=act is Act.REQUEST_HANDED_BACK,
    )
    records.write(held.opened, note, by=by)
    write_line(held.opened, held.the(RegisterLine), by=by, state=state)
    by.note(act, container=request)
    move(held.row, state)
