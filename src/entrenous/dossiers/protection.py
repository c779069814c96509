"""What reception and the legal desk hold of a dossier, and how protecting a person ends it.

Reception holds compartment 2 and a directory card, the legal desk compartment 9 (00-decisions A4,
A5). Neither holds anything of a protected person: their keys are taken back and all is renewed.
"""

from dataclasses import replace
from uuid import UUID

from entrenous.agents.models import Circonscription, Secteur
from entrenous.dossiers import directory
from entrenous.dossiers.contents import AdministrativeCard, PersonCard, ReceptionCard
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import containers, groups, records, rotation
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import Damaged
from entrenous.keyring.models import Group
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from entrenous.vault.primitives import NotOpened


def services(card: PersonCard, secteur: Secteur) -> list[Recipient]:
    """The groups that receive a compartment of this dossier: none for a protected person."""
    if card.is_protected:
        return []
    boxes = (
        (directory.reception_of(secteur.circonscription), Motive.LETTER_BOX, Compartment.RECEPTION),
        (
            legal_desk_of(secteur.circonscription),
            Motive.LEGAL_DESK,
            Compartment.ADMINISTRATIVE_CARD,
        ),
    )
    return [Recipient(group.pk, motive, place) for group, motive, place in boxes if group]


def cards_of(card: PersonCard, safe_rule: str) -> list[ReceptionCard | AdministrativeCard]:
    """What reception and the legal desk read: a name to call, an identity and an address."""
    cards: list[ReceptionCard | AdministrativeCard] = [ReceptionCard(card.name, safe_rule)]
    if card.family_name:
        address = ", ".join(part for part in (card.street, card.commune) if part)
        cards.append(AdministrativeCard(card.family_name, card.given_name, card.birth_on, address))
    return cards


def keep_cards(opened: OpenContainer, card: PersonCard, safe_rule: str, *, by: Keyring) -> None:
    """Bring both cards up to date with the person's own card; unchanged ones are left alone."""
    for made in cards_of(card, safe_rule):
        known = records.read(opened, type(made)).one(type(made))
        fresh = _still_left_alone(made, known.content) if known else made
        if known is None or known.content != fresh:
            records.write(opened, fresh, by=by, record=known.id if known else None)


def _still_left_alone(
    made: ReceptionCard | AdministrativeCard, known: ReceptionCard | AdministrativeCard
) -> ReceptionCard | AdministrativeCard:
    """A corrected card says « ne pas recontacter » as long as nobody lifted it."""
    if not isinstance(made, ReceptionCard) or not isinstance(known, ReceptionCard):
        return made
    return replace(made, no_contact_on=known.no_contact_on, no_contact_by=known.no_contact_by)


def follow(
    dossier: Dossier,
    opened: OpenContainer,
    former: PersonCard | None,
    card: PersonCard,
    *,
    by: Keyring,
) -> None:
    """Bring keys and directory up to date after a change of card.

    raises  Damaged: a row does not open, so that nothing can be renewed before a constat;
            KeyNotHeld: only a holder of the whole key protects
    """
    was_protected = former is not None and former.is_protected
    if card.is_protected and not was_protected:
        _protect(dossier, by=by)
    elif was_protected and not card.is_protected:
        for recipient in services(card, dossier.secteur):
            containers.grant(opened, recipient, by=by)
        by.note(Act.PROTECTION_CHANGED, container=dossier.pk)
        directory.announce(dossier, card, by=by)
    elif former is None or _shown(former) != _shown(card):
        directory.announce(dossier, card, by=by)


def _protect(dossier: Dossier, *, by: Keyring) -> None:
    """Take the services' keys back, give the dossier a new key, withdraw its directory card."""
    holding = {grant.recipient for grant in containers.holders(dossier.pk)}
    gone = frozenset(holding & _group_ids(by.organisation))
    try:
        rotation.renew(dossier.pk, by=by, without=gone)
    except NotOpened:
        raise Damaged from None
    by.note(Act.PROTECTION_CHANGED, container=dossier.pk)
    directory.withdraw(dossier, by=by)


def _group_ids(organisation: UUID) -> set[UUID]:
    rows = Group.objects.filter(container__organisation_id=organisation)
    return set(rows.values_list("pk", flat=True))


def legal_desk_of(place: Circonscription) -> Group | None:
    """The circonscription's legal desk, else the organisation's, if one may seal to it."""
    return groups.nearest(Group.Kind.LEGAL_DESK, place)


def _shown(card: PersonCard) -> tuple[object, ...]:
    """What the directory shows of a card."""
    return (
        card.family_name, card.given_name, card.birth_name, card.alias,
        card.birth_on, card.birth_year,
    )  # fmt: skip
