"""A service held in memory: a store that anyone may write, and readers who trust only keys.

`Store` is the database: an attacker may write any of it. `Outside` is what he cannot write:
key files, the registry's counter, the checkpoints that were sent away. `World` is honest code,
as short as it can be, so that a refusal can only come from the vault.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid4

from entrenous.vault import journal
from entrenous.vault.containers import (
    Compartment,
    ContainerKey,
    EpochStatement,
    Place,
    open_previous,
    seal_previous,
)
from entrenous.vault.grants import Grant, Lineage, Motive
from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import NotOpened, Sealed
from entrenous.vault.registry import Certificate, Kind, RegistryHead, Subject, registry_state
from entrenous.vault.sealing import Head, RecordPlace, Row, open_record, seal_record

TODAY = date(2026, 11, 22)
NOTE_KIND = 1
SEALED = [c for c in Compartment if c != Compartment.WHOLE]


class Detected(Exception):
    """The content opens, and the reader is told that something was removed or rolled back."""


@dataclass(frozen=True)
class Agent:
    name: str
    uid: UUID
    secret: SecretKeys


@dataclass(frozen=True)
class Stored:
    compartment: Compartment
    epoch: int
    version: int
    blob: Sealed


@dataclass
class Store:
    """The database: every part of it can be written by the attacker."""

    certificates: dict[UUID, Certificate] = field(default_factory=dict)
    registry_head: RegistryHead | None = None
    statements: dict[int, EpochStatement] = field(default_factory=dict)
    grants: list[Grant] = field(default_factory=list)
    previous: dict[int, Sealed] = field(default_factory=dict)
    records: dict[UUID, Stored] = field(default_factory=dict)
    heads: dict[Compartment, tuple[int, Sealed]] = field(default_factory=dict)
    journal: list[bytes] = field(default_factory=list)

    def copy(self) -> "Store":
        return Store(
            dict(self.certificates), self.registry_head, dict(self.statements), list(self.grants),
            dict(self.previous), dict(self.records), dict(self.heads), list(self.journal),
        )  # fmt: skip


@dataclass
class Outside:
    """Key files, the registry's counter, the checkpoints sent away: nobody else writes here."""

    organisation: UUID = field(default_factory=uuid4)
    registry: SecretKeys = field(default_factory=SecretKeys.generate)
    journal: SecretKeys = field(default_factory=SecretKeys.generate)
    counter: int = 0
    checkpoints: list[str] = field(default_factory=list)


class World:
    """Honest code over a store that may not be."""

    def __init__(self) -> None:
        self.store = Store()
        self.outside = Outside()
        self.container = uuid4()
        self.chain = journal.START
        self.lead = self.enrol("Dominique", Kind.ROOT_LEAD)

    # --- people -----------------------------------------------------------------------------

    def enrol(self, name: str, kind: Kind = Kind.AGENT) -> Agent:
        agent = Agent(name, uuid4(), SecretKeys.generate())
        root = kind == Kind.ROOT_LEAD
        subject = Subject(
            self.outside.organisation, agent.uid, kind, agent.secret.public,
            may_certify=root, issued_on=TODAY,
        )  # fmt: skip
        registry = self.outside.registry
        self.store.certificates[agent.uid] = (
            Certificate.root(subject, registry=registry)
            if root
            else Certificate.make(
                subject, registry=registry, countersigner=self.lead.uid, by=self.lead.secret
            )
        )
        self.outside.counter += 1
        self.store.registry_head = RegistryHead.sign(
            self.outside.organisation, self.outside.counter,
            certificates=self._fingerprints(), revoked=[], registry=registry,
        )  # fmt: skip
        return agent

    def certified(self, uid: UUID) -> PublicKeys:
        """The keys of an actor, or NotOpened: what every seal to someone goes through."""
        registry = self.outside.registry.public
        assert self.store.registry_head
        self.store.registry_head.check(
            registry=registry,
            expected_counter=self.outside.counter,
            state=registry_state(self._fingerprints(), []),
        )
        return self._certificate_keys(uid)

    def _certificate_keys(self, uid: UUID) -> PublicKeys:
        certificate = self.store.certificates.get(uid)
        if certificate is None or not self._is_about(certificate, uid):
            raise NotOpened
        lead = self.store.certificates.get(certificate.countersigner or uid)
        return certificate.check(registry=self.outside.registry.public, lead=lead)

    @staticmethod
    def _is_about(certificate: Certificate, uid: UUID) -> bool:
        return certificate.subject.actor == uid

    def _fingerprints(self) -> list[bytes]:
        return [c.fingerprint for c in self.store.certificates.values()]

    # --- keys -------------------------------------------------------------------------------

    @property
    def epoch(self) -> int:
        return max(self.store.statements)

    def place(self, epoch: int | None = None) -> Place:
        return Place(self.outside.organisation, self.container, epoch or self.epoch)

    def create(self, by: Agent) -> None:
        self._new_epoch(by, ContainerKey.generate(), 1, Motive.GENESIS)
        self._seal_heads(by, SEALED)
        self.checkpoint()

    def _new_epoch(self, by: Agent, key: ContainerKey, epoch: int, motive: Motive) -> None:
        self.store.statements[epoch] = EpochStatement.make(
            self.place(epoch), key, maker=by.uid, by=by.secret, journal=self.outside.journal
        )
        self._hand(key, by, by.uid, motive)
        self.log(act="epoch", epoch=epoch, kid=key.key_id.hex())

    def _hand(self, key: ContainerKey, giver: Agent, recipient: UUID, motive: Motive) -> None:
        self.store.grants.append(
            Grant.make(
                key, place=self.place(), recipient=recipient,
                recipient_keys=self.certified(recipient),
                giver=giver.uid, by=giver.secret, motive=motive, on=TODAY,
            )
        )  # fmt: skip

    def lineage(self) -> Lineage:
        keys: dict[UUID, list[PublicKeys]] = {}
        for uid in self.store.certificates:
            try:
                keys[uid] = [self._certificate_keys(uid)]
            except NotOpened:
                continue
        journal_keys = self.outside.journal.public
        return Lineage(self.store.statements, self.store.grants, keys, journal_keys)

    def trusted(self, grant: Grant, agent: Agent, among: Lineage | None = None) -> ContainerKey:
        """Open one grant and trust it, or NotOpened."""
        key = grant.open(agent.uid, agent.secret)
        (among or self.lineage()).trust(grant, key)
        return key

    def keys_of(self, agent: Agent) -> Iterator[ContainerKey]:
        lineage = self.lineage()
        for grant in list(self.store.grants):
            if grant.box and grant.header.place == self.place():
                try:
                    yield self.trusted(grant, agent, lineage)
                except NotOpened:
                    continue

    def key_of(self, agent: Agent, compartment: Compartment = Compartment.WHOLE) -> ContainerKey:
        for key in self.keys_of(agent):
            if key.covers(compartment):
                return key.narrowed(compartment)
        raise NotOpened

    def give(self, giver: Agent, to: Agent, compartment: Compartment = Compartment.WHOLE) -> None:
        key = self.key_of(giver).narrowed(compartment)
        self._hand(key, giver, to.uid, Motive.ATTRIBUTION)
        self.log(act="grant", to=to.uid.hex, compartment=int(compartment))
        self.checkpoint()

    def rotate(self, by: Agent, *, without: Agent | None = None) -> None:
        """A new epoch for all who stay: records sealed again, boxes of the old epoch deleted."""
        old, new, epoch = self.key_of(by), ContainerKey.generate(), self.epoch
        clear = {r: self._open(r, s, old) for r, s in self.store.records.items()}
        staying = {
            (g.header.recipient, g.header.compartment)
            for g in self.store.grants
            if g.box and g.header.place.epoch == epoch
        }
        self.store.previous[epoch] = seal_previous(new, old, place=self.place(epoch))
        self.store.grants = [replace(g, box=b"") for g in self.store.grants]
        self._new_epoch(by, new, epoch + 1, Motive.ROTATION)
        for recipient, compartment in sorted(staying - {(by.uid, Compartment.WHOLE)}):
            if not without or recipient != without.uid:
                self._hand(new.narrowed(compartment), by, recipient, Motive.ROTATION)
        for record, text in clear.items():
            stored = self.store.records[record]
            self._put(new, record, stored.compartment, stored.version, text)
        self._seal_heads(by, SEALED)
        self.checkpoint()

    def former_key(self, by: Agent, epoch: int) -> ContainerKey:
        """Walk back from the newest key to an older epoch's."""
        key = self.key_of(by)
        for old in range(self.epoch - 1, epoch - 1, -1):
            key = open_previous(self.store.previous[old], new=key, place=self.place(old))
        return key

    # --- records ----------------------------------------------------------------------------

    def write(
        self, by: Agent, compartment: Compartment, text: str, record: UUID | None = None
    ) -> UUID:
        key = self.key_of(by, compartment)
        self.audit()
        record = record or uuid4()
        known = self.store.records.get(record)
        self._put(key, record, compartment, known.version + 1 if known else 1, text.encode())
        self._seal_heads(by, [compartment])
        self.checkpoint()
        return record

    def _put(
        self, key: ContainerKey, record: UUID, compartment: Compartment, version: int, text: bytes
    ) -> None:
        at = RecordPlace(self.place(), compartment, NOTE_KIND, record, version)
        blob = seal_record(text, key=key, at=at)
        self.store.records[record] = Stored(compartment, self.epoch, version, blob)
        blob_hash = Row.of(record, version, blob).blob_hash.hex()
        self.log(act="write", record=record.hex, version=version, hash=blob_hash)

    def _open(self, record: UUID, stored: Stored, key: ContainerKey) -> bytes:
        place = self.place(stored.epoch)
        at = RecordPlace(place, stored.compartment, NOTE_KIND, record, stored.version)
        return open_record(stored.blob, key=key, at=at)

    def rows(self, compartment: Compartment) -> list[Row]:
        return [
            Row.of(record, s.version, s.blob)
            for record, s in self.store.records.items()
            if s.compartment == compartment
        ]

    def _seal_heads(self, by: Agent, compartments: list[Compartment]) -> None:
        for c in compartments:
            counter = self.store.heads[c][0] + 1 if c in self.store.heads else 1
            head = Head.over(counter, self.rows(c))
            key = self.key_of(by, c)
            self.store.heads[c] = (counter, head.seal(key=key, place=self.place(), compartment=c))
            self.log(act="head", compartment=int(c), counter=counter)

    def read(self, agent: Agent, *, audited: bool = True) -> dict[UUID, str]:
        """All that an agent may read; NotOpened, or Detected when rows or journal do not fit.

        audited  False leaves the journal out, to show what the heads catch alone
        """
        keys = list(self.keys_of(agent))
        mine = {c: k.narrowed(c) for c in SEALED for k in reversed(keys) if k.covers(c)}
        if not mine:
            raise NotOpened
        if audited:
            self.audit()
        for compartment, key in mine.items():
            self._check_head(compartment, key)
        return {
            record: self._open(record, stored, key).decode()
            for record, stored in self.store.records.items()
            if (key := mine.get(stored.compartment))
        }

    def _check_head(self, compartment: Compartment, key: ContainerKey) -> None:
        counter, blob = self.store.heads[compartment]
        head = Head.open(
            blob, key=key, place=self.place(), compartment=compartment, counter=counter
        )
        if not head.matches(self.rows(compartment)):
            raise Detected("head")

    # --- journal ----------------------------------------------------------------------------

    def log(self, **entry: str | int | None) -> None:
        raw = journal.canonical({"seq": len(self.store.journal) + 1, **entry})
        self.store.journal.append(raw)
        self.chain = journal.link(self.chain, raw)

    def checkpoint(self) -> None:
        size, root = len(self.store.journal), journal.merkle_root(self.store.journal)
        made = journal.Checkpoint("test/journal", size, root, self.chain)
        self.outside.checkpoints.append(made.note(self.outside.journal))

    def audit(self) -> None:
        """Hold the journal against the checkpoints, then the rows against the journal."""
        read = journal.Checkpoint.read
        points = [read(n, journal=self.outside.journal.public) for n in self.outside.checkpoints]
        try:
            journal.replay(self.store.journal, points)
        except NotOpened:
            raise Detected("journal") from None
        if self._present() != self._told():
            raise Detected("rows")

    def _told(self) -> dict[str, object]:
        """What the journal says is there: the last entry about each thing."""
        told: dict[str, object] = {}
        for entry in map(json.loads, self.store.journal):
            if entry["act"] == "write":
                told[entry["record"]] = (entry["version"], entry["hash"])
            elif entry["act"] == "head":
                told[f"head {entry['compartment']}"] = entry["counter"]
            elif entry["act"] == "epoch":
                told[f"epoch {entry['epoch']}"] = entry["kid"]
        return told

    def _present(self) -> dict[str, object]:
        """What is there, named as in the journal."""
        rows = [row for c in SEALED for row in self.rows(c)]
        records = {r.record.hex: (r.version, r.blob_hash.hex()) for r in rows}
        heads = {f"head {int(c)}": counter for c, (counter, _) in self.store.heads.items()}
        epochs = {f"epoch {e}": s.vector[:32].hex() for e, s in self.store.statements.items()}
        return {**records, **heads, **epochs}
