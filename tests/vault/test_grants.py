from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import permutations
from uuid import uuid4

import pytest

from entrenous.vault.containers import Compartment, ContainerKey, EpochStatement, Place
from entrenous.vault.grants import Grant, GrantHeader, Lineage, Motive
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened, digest, enc
from tests.vault.world import TODAY, Agent, World

KEY, PLACE = ContainerKey.generate(), Place(uuid4(), uuid4(), 1)
GIVER, RECIPIENT = (
    Agent("Camille", uuid4(), SecretKeys.generate()),
    Agent("Alix", uuid4(), SecretKeys.generate()),
)
JOURNAL = SecretKeys.generate()

ALTERATIONS: dict[str, Callable[[GrantHeader], GrantHeader]] = {
    "organisation": lambda h: replace(h, place=replace(h.place, organisation=uuid4())),
    "container": lambda h: replace(h, place=replace(h.place, container=uuid4())),
    "epoch": lambda h: replace(h, place=h.place.at(2)),
    "compartment": lambda h: replace(h, compartment=Compartment.NOTES),
    "recipient": lambda h: replace(h, recipient=uuid4()),
    "recipient_box": lambda h: replace(h, recipient_box=bytes(32)),
    "key_id": lambda h: replace(h, key_id=bytes(32)),
    "box_hash": lambda h: replace(h, box_hash=bytes(32)),
    "giver": lambda h: replace(h, giver=uuid4()),
    "motive": lambda h: replace(h, motive=Motive.COVER),
    "made_on": lambda h: replace(h, made_on=date(2026, 11, 23)),
    "since": lambda h: replace(h, since=date(2026, 11, 20)),
    "until": lambda h: replace(h, until=date(2026, 12, 31)),
}


def handed(
    giver: Agent = GIVER, to: Agent = RECIPIENT, key: ContainerKey = KEY, place: Place = PLACE
) -> Grant:
    return Grant.make(
        key, place=place, recipient=to.uid, recipient_keys=to.secret.public,
        giver=giver.uid, by=giver.secret, motive=Motive.ATTRIBUTION, on=TODAY,
    )  # fmt: skip


def lineage(headers: list[Grant], *agents: Agent, maker: Agent = GIVER) -> Lineage:
    statement = EpochStatement.make(PLACE, KEY, maker=maker.uid, by=maker.secret, journal=JOURNAL)
    keys = {a.uid: [a.secret.public] for a in (maker, *agents)}
    return Lineage({1: statement}, headers, keys, JOURNAL.public)


def test_the_motives_are_frozen() -> None:
    assert sorted(Motive) == [
        "attribution", "co_holder", "cover", "genesis", "group_member", "legal_desk", "letter_box",
        "person", "quorum", "recovery", "rotation", "shared", "support", "transfer",
    ]  # fmt: skip


@pytest.mark.parametrize("compartment", list(Compartment))
def test_a_grant_opens_for_its_recipient(compartment: Compartment) -> None:
    grant = handed(key=KEY.narrowed(compartment))
    grant.check_signature(GIVER.secret.public)
    opened = grant.open(RECIPIENT.uid, RECIPIENT.secret)
    assert opened == KEY.narrowed(compartment)
    lineage([grant]).trust(grant, opened)


def test_a_grant_opens_for_nobody_else() -> None:
    grant, sacha = handed(), Agent("Sacha", uuid4(), SecretKeys.generate())
    redirected = replace(grant, header=replace(grant.header, recipient=sacha.uid))
    for attempt, uid, secret in (
        (grant, sacha.uid, RECIPIENT.secret),
        (grant, RECIPIENT.uid, sacha.secret),
        (redirected, sacha.uid, sacha.secret),
    ):
        with pytest.raises(NotOpened):
            attempt.open(uid, secret)


def dated(since: date | None, until: date | None) -> Grant:
    return Grant.make(
        KEY, place=PLACE, recipient=RECIPIENT.uid, recipient_keys=RECIPIENT.secret.public,
        giver=GIVER.uid, by=GIVER.secret, motive=Motive.COVER, on=TODAY, since=since, until=until,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 12, 1), date(2026, 12, 12)),
        (None, date(2026, 12, 12)),
        (date(2026, 12, 1), None),
    ],
)
@pytest.mark.parametrize(
    ("moved_since", "moved_until"),
    [
        (None, None),
        (date(2026, 11, 1), date(2026, 12, 12)),
        (date(2026, 12, 1), date(2027, 12, 12)),
        (None, date(2027, 1, 1)),
    ],
)
def test_the_days_of_a_cover_cannot_be_moved_nor_removed(
    since: date | None, until: date | None, moved_since: date | None, moved_until: date | None
) -> None:
    grant = dated(since, until)
    lineage([grant]).trust(grant, grant.open(RECIPIENT.uid, RECIPIENT.secret))
    moved = replace(grant, header=replace(grant.header, since=moved_since, until=moved_until))
    with pytest.raises(NotOpened):
        moved.check_signature(GIVER.secret.public)


def test_a_lasting_grant_cannot_be_read_as_a_dated_one() -> None:
    grant = handed()
    dated_later = replace(grant, header=replace(grant.header, until=date(2026, 12, 12)))
    with pytest.raises(NotOpened):
        dated_later.check_signature(GIVER.secret.public)


def test_every_field_of_a_header_is_covered_below() -> None:
    place = {"organisation", "container", "epoch"}
    assert set(ALTERATIONS) == set(GrantHeader.__dataclass_fields__) - {"place"} | place


@pytest.mark.parametrize("field", ALTERATIONS)
def test_a_grant_altered_in_any_field_is_refused(field: str) -> None:
    grant = handed()
    altered = replace(grant, header=ALTERATIONS[field](grant.header))
    with pytest.raises(NotOpened):
        altered.check_signature(GIVER.secret.public)
    with pytest.raises(NotOpened):
        lineage([altered]).trust(altered, KEY)


def test_a_grant_whose_box_was_replaced_or_deleted_does_not_open() -> None:
    grant = handed()
    for box in (b"", handed().box, RECIPIENT.secret.public.seal(b"")):
        with pytest.raises(NotOpened):
            replace(grant, box=box).open(RECIPIENT.uid, RECIPIENT.secret)


@pytest.mark.parametrize("field", ["organisation", "container", "epoch", "compartment", "key_id"])
def test_a_box_that_does_not_hold_what_its_header_says_is_refused(field: str) -> None:
    """Even signed by a true holder."""
    grant = handed()
    lying = replace(grant, header=ALTERATIONS[field](grant.header))
    with pytest.raises(NotOpened):
        lying.open(RECIPIENT.uid, RECIPIENT.secret)


def test_a_box_with_a_key_of_the_wrong_length_is_refused() -> None:
    inside = enc(PLACE.organisation, PLACE.container, 1, 0, RECIPIENT.uid, b"short")
    box = RECIPIENT.secret.public.seal(inside)
    header = replace(handed().header, box_hash=digest("EN1 box", box))
    with pytest.raises(NotOpened):
        Grant(header, b"", box).open(RECIPIENT.uid, RECIPIENT.secret)


def agents(*names: str) -> list[Agent]:
    return [Agent(name, uuid4(), SecretKeys.generate()) for name in names]


def test_a_chain_is_found_in_any_order_and_behind_a_cycle() -> None:
    """Camille gave to Alix, Alix to Charlie, and Charlie back to Alix after a new enrolment."""
    alix, charlie, sacha = agents("Alix", "Charlie", "Sacha")
    chain = [handed(GIVER, alix), handed(alix, charlie), handed(charlie, alix)]
    last = handed(alix, sacha)
    for order in permutations(chain):
        lineage(list(order), alix, charlie).trust(last, KEY)


def test_a_forged_header_does_not_hide_the_true_one() -> None:
    alix, sacha = agents("Alix", "Sacha")
    forged = replace(handed(GIVER, alix), signature=bytes(64))
    true, last = handed(GIVER, alix), handed(alix, sacha)
    lineage([forged, true], alix).trust(last, KEY)
    with pytest.raises(NotOpened):
        lineage([forged], alix).trust(last, KEY)


def test_two_colleagues_cannot_vouch_for_each_other() -> None:
    alix, sacha = agents("Alix", "Sacha")
    circle = [handed(alix, sacha), handed(sacha, alix), handed(sacha, sacha)]
    with pytest.raises(NotOpened):
        lineage(circle, alix, sacha).trust(circle[0], KEY)


def test_a_compartment_received_is_not_the_whole_received() -> None:
    alix, sacha = agents("Alix", "Sacha")
    part = handed(GIVER, alix, KEY.narrowed(Compartment.NOTES))
    with pytest.raises(NotOpened):
        lineage([part], alix).trust(handed(alix, sacha), KEY)


def test_a_giver_without_certified_key_is_not_trusted() -> None:
    (alix,) = agents("Alix")
    grant = handed(GIVER, alix)
    without = replace(lineage([grant]), keys={})
    with pytest.raises(NotOpened):
        without.trust(grant, KEY)


def test_a_former_certified_key_still_vouches_for_what_it_signed() -> None:
    grant, renewed = handed(), SecretKeys.generate().public
    known = lineage([grant])
    known = replace(known, keys={GIVER.uid: [renewed, GIVER.secret.public]})
    known.trust(grant, KEY)


def test_another_key_than_the_epochs_is_not_trusted() -> None:
    planted = ContainerKey.generate()
    grant = handed(key=planted)
    with pytest.raises(NotOpened):
        lineage([grant]).trust(grant, planted)


@pytest.mark.parametrize("epoch", [0, 2])
def test_an_epoch_without_statement_is_not_trusted(epoch: int) -> None:
    grant = handed(place=PLACE.at(epoch))
    with pytest.raises(NotOpened):
        lineage([grant]).trust(grant, KEY)


def test_a_statement_for_another_place_is_not_trusted() -> None:
    grant = handed()
    known = lineage([grant])
    moved = {1: replace(known.statements[1], place=replace(PLACE, container=uuid4()))}
    with pytest.raises(NotOpened):
        replace(known, statements=moved).trust(grant, KEY)


def test_the_keys_of_former_epochs_are_reached_from_the_newest(
    world: World, camille: Agent, alix: Agent
) -> None:
    first = world.key_of(camille)
    world.give(camille, alix)
    world.rotate(alix)
    world.rotate(camille)
    assert world.epoch == 3
    assert world.former_key(alix, 1) == first
    with pytest.raises(NotOpened):
        world.former_key(world.lead, 1)
