"""Someone writes the database: each attack, refused; and what it would give without the check.

Each attack is a function that tampers and then acts as an honest reader or giver would. It
returns True when it succeeded. A refusal is NotOpened or Detected. `DEFENCES` says what stops
it: all of it removed, the same attack succeeds, so that these tests can fail.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from uuid import uuid4

import pytest

from entrenous.vault import grants, journal, registry, sealing, unlocking
from entrenous.vault.containers import Compartment, ContainerKey, EpochStatement
from entrenous.vault.grants import Grant, Motive
from entrenous.vault.journal import Checkpoint, link, merkle_root
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened, dec
from entrenous.vault.sealing import Head, RecordPlace
from entrenous.vault.unlocking import UnlockPlace, open_unlock, seal_unlock
from tests.vault.world import TODAY, Agent, Detected, World

Attack = Callable[[World, Agent, Agent, Agent], bool]
NOTES = Compartment.NOTES


def grant_by(
    giver: Agent, to: Agent, key: ContainerKey, world: World, epoch: int | None = None
) -> Grant:
    """A grant that the giver signs with true keys, whatever right they have to."""
    return Grant.make(
        key, place=replace(world.place(), epoch=world.epoch if epoch is None else epoch),
        recipient=to.uid, recipient_keys=to.secret.public,
        giver=giver.uid, by=giver.secret, motive=Motive.ATTRIBUTION, on=TODAY,
    )  # fmt: skip


def epoch_by(maker: Agent, key: ContainerKey, world: World, epoch: int) -> EpochStatement:
    """A statement that its maker signs alone: the journal's key is out of reach."""
    place = replace(world.place(), epoch=epoch)
    return EpochStatement.make(place, key, maker=maker.uid, by=maker.secret, journal=maker.secret)


def is_planted(world: World, grant: Grant, victim: Agent, planted: ContainerKey) -> bool:
    """Tell whether the victim would now write under the attacker's key."""
    world.store.grants = [grant]
    return world.trusted(grant, victim) == planted


def swap_a_public_key(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    genuine = world.store.certificates[alix.uid]
    forged = replace(genuine, subject=replace(genuine.subject, keys=sacha.secret.public))
    world.store.certificates[alix.uid] = forged
    return world.certified(alix.uid) == sacha.secret.public


def hand_over_a_colleagues_certificate(
    world: World, camille: Agent, alix: Agent, sacha: Agent
) -> bool:
    world.store.certificates[alix.uid] = world.store.certificates[sacha.uid]
    return world.certified(alix.uid) == sacha.secret.public


def bring_back_a_former_registry(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    former, certificates = world.store.registry_head, dict(world.store.certificates)
    newcomer = world.enrol("Charlie")
    world.store.registry_head, world.store.certificates = former, certificates
    return bool(world.certified(alix.uid)) and newcomer.uid not in certificates


def certify_oneself_with_a_stolen_registry_key(
    world: World, camille: Agent, alix: Agent, sacha: Agent
) -> bool:
    stolen = world.outside.registry
    subject = replace(world.store.certificates[alix.uid].subject, keys=sacha.secret.public)
    forged = registry.Certificate.make(
        subject, registry=stolen, countersigner=world.lead.uid, by=sacha.secret
    )
    lead = world.store.certificates[world.lead.uid]
    return bool(forged.check(registry=stolen.public, lead=lead))


def plant_a_key(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    planted = ContainerKey.generate()
    return is_planted(world, grant_by(sacha, alix, planted, world), alix, planted)


def plant_a_key_with_a_forged_self_grant(
    world: World, camille: Agent, alix: Agent, sacha: Agent
) -> bool:
    planted = ContainerKey.generate()
    to_herself = grant_by(sacha, sacha, planted, world)
    grant = grant_by(sacha, alix, planted, world)
    world.store.grants = [to_herself, grant]
    return world.trusted(grant, alix) == planted


def plant_an_unsigned_key(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    """In Camille's name: sealed boxes alone do not say who sealed."""
    true_key = world.key_of(camille)
    in_her_name = replace(sacha, uid=camille.uid)
    grant = grant_by(in_her_name, alix, true_key, world)
    return world.trusted(grant, alix) == true_key


def plant_an_epoch(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    planted = ContainerKey.generate()
    world.store.statements[2] = epoch_by(sacha, planted, world, 2)
    return is_planted(world, grant_by(sacha, alix, planted, world, 2), alix, planted)


def plant_an_epoch_that_the_journal_signed(
    world: World, camille: Agent, alix: Agent, sacha: Agent
) -> bool:
    """Sacha has the journal's key, but never held the dossier."""
    planted = ContainerKey.generate()
    world.store.statements[2] = EpochStatement.make(
        world.place(2), planted, maker=sacha.uid, by=sacha.secret, journal=world.outside.journal
    )
    return is_planted(world, grant_by(sacha, alix, planted, world, 2), alix, planted)


def plant_an_epoch_before_the_first(
    world: World, camille: Agent, alix: Agent, sacha: Agent
) -> bool:
    planted = ContainerKey.generate()
    world.store.statements[0] = epoch_by(sacha, planted, world, 0)
    return is_planted(world, grant_by(sacha, alix, planted, world, 0), alix, planted)


def forge_the_genesis(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    planted = ContainerKey.generate()
    world.store.statements[1] = epoch_by(sacha, planted, world, 1)
    return is_planted(world, grant_by(sacha, alix, planted, world), alix, planted)


def move_the_genesis_of_another_dossier(
    world: World, camille: Agent, alix: Agent, sacha: Agent
) -> bool:
    """Sacha made a dossier of her own, which the journal countersigned."""
    planted, mine = ContainerKey.generate(), replace(world.place(), container=uuid4())
    world.store.statements[1] = EpochStatement.make(
        mine, planted, maker=sacha.uid, by=sacha.secret, journal=world.outside.journal
    )
    return is_planted(world, grant_by(sacha, alix, planted, world), alix, planted)


def raise_a_compartment(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    world.give(camille, sacha, Compartment.RECEPTION)
    mine = next(g for g in world.store.grants if g.header.recipient == sacha.uid)
    raised = replace(mine, header=replace(mine.header, compartment=Compartment.WHOLE))
    world.store.grants = [raised]
    return world.key_of(sacha, NOTES).covers(NOTES)


def share_what_a_compartment_opens(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    """Only a holder of the whole key may hand a key over."""
    world.give(camille, sacha, Compartment.RECEPTION)
    reception = world.key_of(sacha, Compartment.RECEPTION)
    return world.trusted(grant_by(sacha, alix, reception, world), alix) == reception


def replay_a_revoked_grant(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    world.give(camille, sacha)
    kept = [g for g in world.store.grants if g.header.recipient == sacha.uid]
    world.rotate(camille, without=sacha)
    world.write(camille, NOTES, "écrit après le départ")
    world.store.grants += kept
    return "écrit après le départ" in world.read(sacha).values()


def open_the_new_epoch_with_the_old_key(
    world: World, camille: Agent, alix: Agent, sacha: Agent
) -> bool:
    """What a leaver remembers gives nothing of what is written afterwards."""
    world.give(camille, sacha)
    remembered = world.key_of(sacha)
    world.rotate(camille, without=sacha)
    record = world.write(camille, NOTES, "écrit après le départ")
    return bool(world._open(record, world.store.records[record], remembered))


def move_a_record(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    first, second = (world.write(camille, NOTES, text) for text in ("un", "deux"))
    stored = world.store.records
    stored[first], stored[second] = stored[second], stored[first]
    key = world.key_of(camille, NOTES)
    return world._open(first, stored[first], key) == b"deux"


def delete_a_row(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    record = world.write(camille, NOTES, "un")
    del world.store.records[record]
    return record not in world.read(camille, audited=False)


def roll_a_row_back(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    record = world.write(camille, NOTES, "un")
    former = world.store.records[record]
    world.write(camille, NOTES, "deux", record)
    world.store.records[record] = former
    return world.read(camille, audited=False)[record] == "un"


def roll_a_row_and_its_head_back(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    """Both fit together: only the journal remembers."""
    record = world.write(camille, NOTES, "un")
    former = world.store.copy()
    world.write(camille, NOTES, "deux", record)
    world.store.records, world.store.heads = former.records, former.heads
    return world.read(camille)[record] == "un"


def roll_the_whole_database_back(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    """Journal included: only a checkpoint sent away remembers."""
    record = world.write(camille, NOTES, "un")
    former = world.store.copy()
    world.write(camille, NOTES, "deux", record)
    world.store = former
    return world.read(camille)[record] == "un"


def pretend_an_old_head_is_new(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    record = world.write(camille, NOTES, "un")
    former = world.store.copy()
    world.write(camille, NOTES, "deux", record)
    counter = world.store.heads[NOTES][0]
    world.store.records = former.records
    world.store.heads[NOTES] = (counter, former.heads[NOTES][1])
    return world.read(camille, audited=False)[record] == "un"


def prolong_an_unlock(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    cookie, until = bytes(range(32)), UnlockPlace(camille.uid, 1_000, bytes(32))
    row = seal_unlock(camille.secret, cookie=cookie, at=until)
    return bool(open_unlock(row, cookie=cookie, at=replace(until, expires=9_999)))


def delete_a_journal_entry(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    world.give(camille, sacha)
    del world.store.journal[-1]
    return bool(world.read(camille) == {})


def change_a_journal_entry(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    world.give(camille, sacha)
    last = world.store.journal[-1]
    world.store.journal[-1] = last.replace(sacha.uid.hex.encode(), alix.uid.hex.encode())
    return bool(world.read(camille) == {})


def chain_the_journal_again(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    """Sacha also has the journal's key, and signs a new checkpoint over the shortened journal."""
    world.give(camille, sacha)
    world.write(camille, NOTES, "un")
    del world.store.journal[world.store.journal.index(_grant_entry(world))]
    chain = bytes(32)
    for entry in world.store.journal:
        chain = link(chain, entry)
    size, root = len(world.store.journal), merkle_root(world.store.journal)
    note = Checkpoint("test/journal", size, root, chain).note(world.outside.journal)
    world.outside.checkpoints.append(note)
    return bool(world.read(camille))


def _grant_entry(world: World) -> bytes:
    return next(e for e in world.store.journal if b'"act":"grant"' in e)


def hide_behind_a_twin_checkpoint(world: World, camille: Agent, alix: Agent, sacha: Agent) -> bool:
    """The same, without changing the size: two checkpoints of one size contradict each other."""
    before = list(world.store.journal)
    world.give(camille, sacha)
    world.store.journal = [*before, world.store.journal[-1].replace(b"grant", b"visit")]
    chain = bytes(32)
    for entry in world.store.journal:
        chain = link(chain, entry)
    size, root = len(world.store.journal), merkle_root(world.store.journal)
    note = Checkpoint("test/journal", size, root, chain).note(world.outside.journal)
    world.outside.checkpoints.append(note)
    return world.read(camille) == {}


def nothing(*_args: object, **_named: object) -> None:
    """A check that was forgotten."""


def yes(*_args: object, **_named: object) -> bool:
    """A comparison that was forgotten."""
    return True


def trusting_open(grant: Grant, recipient: object, secret: SecretKeys) -> ContainerKey:
    """Opens a box without holding it against its header."""
    return ContainerKey(dec(secret.open(grant.box), 6)[5], grant.header.compartment)


def last_of_each_size(points: Iterable[Checkpoint]) -> dict[int, list[Checkpoint]]:
    return {p.size: [p] for p in points}


def delete_the_box_only(world: World, by: Agent, *, without: Agent | None = None) -> None:
    """A departure without a new epoch."""
    gone = without.uid if without else None
    world.store.grants = [g for g in world.store.grants if g.header.recipient != gone]


Removal = tuple[object, str, object]
NO_SIGNATURE: Removal = (registry, "verify", nothing)
NO_REGISTRY_HEAD: Removal = (registry.RegistryHead, "check", nothing)
NO_VECTOR: Removal = (EpochStatement, "check_key", nothing)
NO_STATEMENT: Removal = (EpochStatement, "check", nothing)
NO_CHAIN: Removal = (grants.Lineage, "_check_held", nothing)
NO_EPOCHS: Removal = (grants.Lineage, "_check_epoch", nothing)
NO_GIVER: Removal = (grants.Lineage, "_is_signed", yes)
NO_ROTATION: Removal = (World, "rotate", delete_the_box_only)
NO_HEAD: Removal = (Head, "matches", yes)
NO_REPLAY: Removal = (journal, "replay", nothing)
NO_TOLD: Removal = (World, "_told", World._present)

# What stands between each attack and its success: all of it removed, the attack succeeds.
DEFENCES: dict[Attack, list[Removal]] = {
    swap_a_public_key: [NO_SIGNATURE, NO_REGISTRY_HEAD],
    hand_over_a_colleagues_certificate: [NO_REGISTRY_HEAD, (World, "_is_about", yes)],
    bring_back_a_former_registry: [NO_REGISTRY_HEAD],
    certify_oneself_with_a_stolen_registry_key: [NO_SIGNATURE],
    plant_a_key: [NO_VECTOR, NO_CHAIN],
    plant_a_key_with_a_forged_self_grant: [NO_VECTOR, NO_CHAIN],
    plant_an_unsigned_key: [NO_GIVER],
    plant_an_epoch: [NO_STATEMENT, NO_CHAIN],
    plant_an_epoch_that_the_journal_signed: [NO_CHAIN],
    plant_an_epoch_before_the_first: [NO_EPOCHS],
    forge_the_genesis: [NO_STATEMENT],
    move_the_genesis_of_another_dossier: [NO_EPOCHS],
    raise_a_compartment: [(Grant, "open", trusting_open), NO_VECTOR, NO_GIVER],
    share_what_a_compartment_opens: [NO_CHAIN],
    replay_a_revoked_grant: [NO_ROTATION],
    open_the_new_epoch_with_the_old_key: [NO_ROTATION],
    move_a_record: [(RecordPlace, "__bytes__", lambda _: b"")],
    delete_a_row: [NO_HEAD],
    roll_a_row_back: [NO_HEAD],
    roll_a_row_and_its_head_back: [NO_TOLD],
    roll_the_whole_database_back: [NO_REPLAY],
    pretend_an_old_head_is_new: [(sealing, "_head_place", lambda *_: b"")],
    prolong_an_unlock: [(unlocking, "_place", lambda *_: b"")],
    delete_a_journal_entry: [NO_REPLAY],
    change_a_journal_entry: [NO_REPLAY],
    chain_the_journal_again: [NO_REPLAY],
    hide_behind_a_twin_checkpoint: [(journal, "_by_size", last_of_each_size)],
}
LAYERED = [(attack, removal) for attack, all_ in DEFENCES.items() if all_[1:] for removal in all_]


def scene() -> tuple[World, Agent, Agent, Agent]:
    """Camille holds the dossier, Alix is in the same team, Sacha is certified and nobody."""
    world = World()
    camille, alix, sacha = (world.enrol(name) for name in ("Camille", "Alix", "Sacha"))
    world.create(camille)
    return world, camille, alix, sacha


def named(case: object) -> str:
    return case[1] if isinstance(case, tuple) else str(getattr(case, "__name__", case))


@pytest.mark.parametrize("attack", DEFENCES, ids=named)
def test_a_writer_of_the_database_is_refused_or_detected(attack: Attack) -> None:
    players = scene()
    with pytest.raises((NotOpened, Detected)):
        attack(*players)


@pytest.mark.parametrize("attack", DEFENCES, ids=named)
def test_the_attack_succeeds_once_its_checks_are_removed(
    attack: Attack, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner, name, replacement in DEFENCES[attack]:
        monkeypatch.setattr(owner, name, replacement)
    assert attack(*scene())


@pytest.mark.parametrize(("attack", "removal"), LAYERED, ids=named)
def test_where_there_are_several_checks_one_missing_is_not_enough(
    attack: Attack, removal: Removal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*removal)
    players = scene()
    with pytest.raises((NotOpened, Detected)):
        attack(*players)
