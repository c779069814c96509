"""Any order of honest acts, with an attacker writing the database between any two of them.

Honest rules change what should be readable; attack rules tamper with a copy of the store, and
must end in a refusal, a detection, or the truth. After each step everyone tries to read.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from entrenous.vault.containers import Compartment, ContainerKey, EpochStatement
from entrenous.vault.grants import Grant, Motive
from entrenous.vault.primitives import NotOpened
from tests.vault.test_attacks import (
    NO_CHAIN,
    NO_HEAD,
    NO_REGISTRY_HEAD,
    NO_REPLAY,
    NO_ROTATION,
    NO_SIGNATURE,
    NO_STATEMENT,
    NO_TOLD,
    NO_VECTOR,
    Removal,
)
from tests.vault.world import TODAY, Agent, Detected, Store, World

NAMES = ("Camille", "Alix", "Charlie", "Sacha")
PEOPLE = st.sampled_from(NAMES)
# Few compartments, so that what one holds and what another wrote often meet.
PARTS = st.sampled_from([Compartment.NOTES, Compartment.RECEPTION])
ANY_PART = st.sampled_from([Compartment.WHOLE, Compartment.NOTES, Compartment.RECEPTION])
ATTACKER = "Sacha"


class Vault(RuleBasedStateMachine):
    """`held` and `texts` are the truth; `world` is what the vault makes of it."""

    copies = Bundle("copies")

    @initialize()
    def open_the_service(self) -> None:
        self.world = World()
        self.agents = {name: self.world.enrol(name) for name in NAMES}
        self.world.create(self.agents["Camille"])
        self.held: dict[str, set[Compartment]] = {"Camille": {Compartment.WHOLE}}
        self.texts: dict[UUID, tuple[Compartment, str]] = {}
        self.remembered: dict[str, list[ContainerKey]] = {name: [] for name in NAMES}
        self.boxes: list[Grant] = []

    # --- the truth --------------------------------------------------------------------------

    def covers(self, name: str, compartment: Compartment) -> bool:
        return bool(self.held.get(name, set()) & {Compartment.WHOLE, compartment})

    def readable(self, name: str) -> dict[UUID, str]:
        return {r: text for r, (c, text) in self.texts.items() if self.covers(name, c)}

    def holders(self) -> list[str]:
        return sorted(name for name, parts in self.held.items() if Compartment.WHOLE in parts)

    def holder(self, choice: int) -> Agent:
        holders = self.holders()
        return self.agents[holders[choice % len(holders)]]

    # --- honest acts ------------------------------------------------------------------------

    @rule(giver=st.integers(0, 3), to=PEOPLE, compartment=ANY_PART)
    def grant(self, giver: int, to: str, compartment: Compartment) -> None:
        self.world.give(self.holder(giver), self.agents[to], compartment)
        self.held.setdefault(to, set()).add(compartment)

    @rule(by=st.integers(0, 3), choice=st.integers(0, 3))
    def revoke(self, by: int, choice: int) -> None:
        who = sorted(self.held)[choice % len(self.held)]
        if self.holders() != [who]:
            others = [name for name in self.holders() if name != who]
            agent = self.agents[others[by % len(others)]]
            self.world.rotate(agent, without=self.agents[who])
            del self.held[who]

    @rule(by=st.integers(0, 3))
    def rotate(self, by: int) -> None:
        self.world.rotate(self.holder(by))

    @rule(who=PEOPLE, compartment=PARTS, text=st.text(max_size=5), correct=st.booleans())
    def write(self, who: str, compartment: Compartment, text: str, *, correct: bool) -> None:
        if not self.covers(who, compartment):
            with pytest.raises(NotOpened):
                self.world.write(self.agents[who], compartment, text)
            return
        mine = [record for record, (c, _) in self.texts.items() if c == compartment]
        record = mine[0] if correct and mine else None
        written = self.world.write(self.agents[who], compartment, text, record)
        self.texts[written] = (compartment, text)

    @rule(target=copies)
    def copy_the_database(self) -> Store:
        return self.world.store.copy()

    # --- attacks ----------------------------------------------------------------------------

    @contextmanager
    def tampering(self, *, takes_keys_away: bool = False) -> Iterator[Store]:
        """Hand over the store, then let everyone read: nobody may be deceived. Then repair.

        takes_keys_away  as a grant deleted would: what other grants still open is whole and true
        """
        genuine = self.world.store
        self.world.store = genuine.copy()
        try:
            yield self.world.store
            for name in NAMES:
                self.is_not_deceived(name, self.opened_by(name) if takes_keys_away else None)
        finally:
            self.world.store = genuine

    def is_not_deceived(self, name: str, among: set[Compartment] | None = None) -> None:
        try:
            shown = self.world.read(self.agents[name])
        except (NotOpened, Detected):
            return
        true = self.readable(name)
        assert shown == {r: true[r] for r in true if among is None or self.texts[r][0] in among}

    def opened_by(self, name: str) -> set[Compartment]:
        keys = list(self.world.keys_of(self.agents[name]))
        return {c for c, _ in self.texts.values() if any(key.covers(c) for key in keys)}

    def is_refused(self, name: str = "Camille") -> None:
        with pytest.raises((NotOpened, Detected)):
            self.world.read(self.agents[name])

    def forged(self, key: ContainerKey, to: str, epoch: int) -> Grant:
        attacker, victim = self.agents[ATTACKER], self.agents[to]
        return Grant.make(
            key, place=self.world.place(epoch), recipient=victim.uid,
            recipient_keys=victim.secret.public, giver=attacker.uid, by=attacker.secret,
            motive=Motive.TRANSFER, on=TODAY,
        )  # fmt: skip

    @rule(copy=copies)
    def restore_an_older_copy(self, copy: Store) -> None:
        same = copy.journal == self.world.store.journal
        with self.tampering():
            self.world.store = copy.copy()
            if not same:
                self.is_refused(self.holders()[0])

    @rule(victim=PEOPLE, giver=st.integers(0, 3))
    def swap_a_public_key(self, victim: str, giver: int) -> None:
        agent = self.agents[victim]
        with self.tampering() as store:
            genuine = store.certificates[agent.uid]
            other = self.agents[ATTACKER if victim != ATTACKER else "Alix"].secret.public
            swapped = replace(genuine, subject=replace(genuine.subject, keys=other))
            store.certificates[agent.uid] = swapped
            before = len(store.grants)
            with pytest.raises(NotOpened):
                self.world.give(self.holder(giver), agent)
            assert len(store.grants) == before

    @rule(victim=PEOPLE, alone=st.booleans())
    def plant_a_key(self, victim: str, *, alone: bool) -> None:
        planted = ContainerKey.generate()
        with self.tampering() as store:
            grants = [self.forged(planted, to, self.world.epoch) for to in (ATTACKER, victim)]
            store.grants = grants if alone else [*grants, *store.grants]
            assert planted not in self.world.keys_of(self.agents[victim])

    @rule(victim=PEOPLE)
    def plant_an_epoch(self, victim: str) -> None:
        planted, attacker = ContainerKey.generate(), self.agents[ATTACKER]
        epoch = self.world.epoch + 1
        with self.tampering() as store:
            store.statements[epoch] = EpochStatement.make(
                self.world.place(epoch), planted, maker=attacker.uid, by=attacker.secret,
                journal=attacker.secret,
            )  # fmt: skip
            store.grants.append(self.forged(planted, victim, epoch))
            assert planted not in self.world.keys_of(self.agents[victim])
            self.is_refused(victim)

    @rule(victim=PEOPLE)
    def forge_the_genesis(self, victim: str) -> None:
        """A certified colleague's keys, without the journal's."""
        planted, attacker = ContainerKey.generate(), self.agents[ATTACKER]
        with self.tampering() as store:
            store.statements = {
                1: EpochStatement.make(
                    self.world.place(1), planted, maker=attacker.uid, by=attacker.secret,
                    journal=attacker.secret,
                )
            }  # fmt: skip
            store.grants = [self.forged(planted, victim, 1)]
            assert planted not in self.world.keys_of(self.agents[victim])
            self.is_refused(victim)

    @rule()
    def replay_every_revoked_grant(self) -> None:
        with self.tampering() as store:
            store.grants += self.boxes

    @rule(compartment=ANY_PART)
    def raise_a_compartment(self, compartment: Compartment) -> None:
        with self.tampering(takes_keys_away=True) as store:
            store.grants = [
                replace(g, header=replace(g.header, compartment=compartment)) for g in store.grants
            ]

    @precondition(lambda self: self.texts)
    @rule(choice=st.integers(0, 9))
    def delete_a_row(self, choice: int) -> None:
        with self.tampering() as store:
            del store.records[list(store.records)[choice % len(store.records)]]
            self.is_refused(self.holders()[0])

    @precondition(lambda self: self.texts)
    @rule(copy=copies, choice=st.integers(0, 9))
    def roll_a_row_back(self, copy: Store, choice: int) -> None:
        with self.tampering() as store:
            record = list(store.records)[choice % len(store.records)]
            older = copy.records.get(record)
            if older and older != store.records[record]:
                store.records[record] = older
                self.is_refused(self.holders()[0])

    @rule(choice=st.integers(0, 50))
    def delete_a_journal_entry(self, choice: int) -> None:
        with self.tampering() as store:
            del store.journal[choice % len(store.journal)]
            self.is_refused(self.holders()[0])

    # --- what always holds ------------------------------------------------------------------

    @invariant()
    def everyone_reads_what_she_should_and_nothing_else(self) -> None:
        for name, agent in self.agents.items():
            if self.held.get(name):
                assert self.world.read(agent) == self.readable(name)
            else:
                self.is_refused(name)

    @invariant()
    def what_was_held_before_opens_nothing_that_was_sealed_since(self) -> None:
        """Each keeps every key she ever had, and tries them on every record there is."""
        for name, agent in self.agents.items():
            known = self.remembered[name]
            known += [key for key in self.world.keys_of(agent) if key not in known]
            allowed = self.readable(name)
            for record, stored in self.world.store.records.items():
                if record not in allowed:
                    assert not any(self.opens(key, record) for key in known), stored

    def opens(self, key: ContainerKey, record: UUID) -> bool:
        try:
            self.world._open(record, self.world.store.records[record], key)
        except NotOpened:
            return False
        return True

    @invariant()
    def boxes_are_kept_by_the_attacker(self) -> None:
        self.boxes += [g for g in self.world.store.grants if g.box and g not in self.boxes]


QUICK = settings(
    max_examples=8, stateful_step_count=25, deadline=None, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
TestVault = Vault.TestCase
TestVault.settings = QUICK


def begun() -> Vault:
    machine = Vault()
    machine.open_the_service()
    return machine


def write(machine: Vault, *, correct: bool = False) -> None:
    machine.write(who="Camille", compartment=Compartment.NOTES, text="note", correct=correct)


def delete_a_row(machine: Vault) -> None:
    write(machine)
    machine.delete_a_row(choice=0)


def roll_a_row_back(machine: Vault) -> None:
    write(machine)
    copy = machine.copy_the_database()
    write(machine, correct=True)
    machine.roll_a_row_back(copy=copy, choice=0)


def restore_an_older_copy(machine: Vault) -> None:
    copy = machine.copy_the_database()
    write(machine)
    machine.restore_an_older_copy(copy=copy)


def replay_every_revoked_grant(machine: Vault) -> None:
    machine.grant(giver=0, to="Sacha", compartment=Compartment.NOTES)
    machine.boxes_are_kept_by_the_attacker()
    machine.revoke(by=0, choice=1)
    write(machine)
    machine.replay_every_revoked_grant()


# For each attack of the machine, the checks without which it deceives someone: the machine says so.
ROWS = [NO_HEAD, NO_REPLAY, NO_TOLD]
NOTICED: list[tuple[Callable[[Vault], None], list[Removal]]] = [
    (delete_a_row, ROWS),
    (roll_a_row_back, ROWS),
    (restore_an_older_copy, ROWS),
    (lambda machine: machine.delete_a_journal_entry(choice=0), ROWS),
    (replay_every_revoked_grant, [NO_ROTATION]),
    (lambda machine: machine.plant_a_key(victim="Alix", alone=True), [NO_VECTOR, NO_CHAIN]),
    (lambda machine: machine.plant_a_key(victim="Camille", alone=False), [NO_VECTOR, NO_CHAIN]),
    (lambda machine: machine.plant_an_epoch(victim="Alix"), [NO_STATEMENT, NO_CHAIN]),
    (lambda machine: machine.forge_the_genesis(victim="Alix"), [NO_STATEMENT, NO_CHAIN]),
    (
        lambda machine: machine.swap_a_public_key(victim="Alix", giver=0),
        [NO_REGISTRY_HEAD, NO_SIGNATURE],
    ),
]


@pytest.mark.parametrize(("attack", "removals"), NOTICED)
def test_the_machine_notices_a_missing_check(
    attack: Callable[[Vault], None], removals: list[Removal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Step by step, without luck: a random search would only be likely to find it."""
    attack(begun())
    for removal in removals:
        monkeypatch.setattr(*removal)
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        attack(begun())


@pytest.mark.parametrize("rotates", [True, False])
def test_the_machine_notices_a_departure_without_a_new_epoch(
    rotates: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not rotates:
        monkeypatch.setattr(*NO_ROTATION)
    machine = Vault()
    machine.open_the_service()
    machine.grant(giver=0, to="Sacha", compartment=Compartment.NOTES)
    machine.write(who="Camille", compartment=Compartment.NOTES, text="note", correct=False)
    machine.what_was_held_before_opens_nothing_that_was_sealed_since()
    machine.revoke(by=0, choice=1)
    assert set(machine.held) == {"Camille"}
    with nullcontext() if rotates else pytest.raises(AssertionError):
        machine.what_was_held_before_opens_nothing_that_was_sealed_since()


def test_a_grant_taken_away_leaves_what_another_one_opens() -> None:
    """Found by the search: the whole key no longer opens, a compartment held twice still does."""
    machine = begun()
    machine.grant(giver=0, to="Camille", compartment=Compartment.NOTES)
    machine.write(who="Camille", compartment=Compartment.RECEPTION, text="message", correct=False)
    write(machine)
    machine.raise_a_compartment(Compartment.NOTES)
    machine.everyone_reads_what_she_should_and_nothing_else()
