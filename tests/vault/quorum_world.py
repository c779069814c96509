"""A service in memory, one dossier whose only holder is gone, and the file sent to custodians."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import msgspec

from entrenous.vault import journal
from entrenous.vault.containers import Compartment, ContainerKey, EpochStatement, Place
from entrenous.vault.grants import Grant, Motive
from entrenous.vault.inclusion import audit_path
from entrenous.vault.people import SecretKeys
from entrenous.vault.quorum_files import (
    REQUEST_FORMAT,
    CertificateTold,
    ContainerTold,
    Evidence,
    GrantTold,
    Ground,
    KeysTold,
    Listed,
    ProofTold,
    Request,
    RequestFile,
    StatementTold,
)
from entrenous.vault.quorum_request import ASKED_ACT, sign_request
from entrenous.vault.quorum_result import SATELLITE_KIND, SATELLITE_PLACE
from entrenous.vault.recovery import make_and_split
from entrenous.vault.registry import Certificate, Kind, Subject
from entrenous.vault.sealing import RecordPlace, seal_record

ON = date(2026, 11, 22)
ASKED = datetime(2026, 11, 22, 9, tzinfo=UTC)
OPENS = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FAR_AWAY = datetime(2100, 1, 1, tzinfo=UTC)
# Made once: a split costs more than all the rest.
RECOVERY, SHARES = make_and_split(needed=3, custodians=5)
ENOUGH = [*SHARES.custodians[1:4], SHARES.procedural]


@dataclass
class QuorumWorld:
    """Lead, the worker who is gone, the one who takes over; dossiers made by the former."""

    organisation: UUID = field(default_factory=uuid4)
    registry: SecretKeys = field(default_factory=SecretKeys.generate)
    journal: SecretKeys = field(default_factory=SecretKeys.generate)
    people: dict[str, tuple[UUID, SecretKeys]] = field(default_factory=dict)
    certificates: list[Certificate] = field(default_factory=list)
    containers: dict[UUID, tuple[ContainerKey, ContainerTold]] = field(default_factory=dict)
    entries: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("Ines", "Camille", "Alix"):
            self.people[name] = (uuid4(), SecretKeys.generate())
            self.certify(name, root=name == "Ines")
        self.entries += [journal.canonical({"seq": seq}) for seq in (1, 2)]

    def certify(self, name: str, *, root: bool = False) -> None:
        uid, secret = self.people[name]
        kind = Kind.ROOT_LEAD if root else Kind.AGENT
        subject = Subject(self.organisation, uid, kind, secret.public, root, ON)
        lead, by = self.people["Ines"]
        self.certificates.append(
            Certificate.root(subject, registry=self.registry)
            if root
            else Certificate.make(subject, registry=self.registry, countersigner=lead, by=by)
        )

    def dossier(self, *, names: tuple[UUID, ...] = (), recovery: SecretKeys = RECOVERY) -> UUID:
        """A container made by Camille, given to the recovery key, naming what follows it."""
        place, key = Place(self.organisation, uuid4(), 1), ContainerKey.generate()
        maker, by = self.people["Camille"]
        made = EpochStatement.make(place, key, maker=maker, by=by, journal=self.journal)
        grant = Grant.make(
            key, place=place, recipient=self.organisation, recipient_keys=recovery.public,
            giver=maker, by=by, motive=Motive.RECOVERY, on=ON,
        )  # fmt: skip
        proofs = [self._proof(key, place, each) for each in names]
        told = ContainerTold(
            place.container, 1, (StatementTold.of(made),),
            (GrantTold.of(grant, with_box=True),), tuple(proofs),
        )  # fmt: skip
        self.containers[place.container] = key, told
        return place.container

    @staticmethod
    def _proof(key: ContainerKey, place: Place, named: UUID) -> ProofTold:
        at = RecordPlace(place, SATELLITE_PLACE, SATELLITE_KIND, uuid4(), 1)
        clear = msgspec.json.encode({"container": str(named)})
        return ProofTold(at.record, 1, seal_record(clear, key=key, at=at))

    def request(self, *dossiers: Listed, opens_at: datetime = OPENS) -> Request:
        lead, _ = self.people["Ines"]
        recipient, secret = self.people["Alix"]
        return Request(
            REQUEST_FORMAT, uuid4(), self.organisation, "Service d’essai (fictif)", lead, "Ines",
            ASKED, opens_at, Ground.DECEASED, "Camille est décédée le 20.", recipient, "Alix",
            KeysTold.of(secret.public), KeysTold.of(RECOVERY.public), dossiers,
        )  # fmt: skip

    def file(self, request: Request) -> RequestFile:
        """Signed by Ines, entered in the journal, under a checkpoint made after two more acts."""
        lead, by = self.people["Ines"]
        signature = sign_request(request, by)
        entry = journal.canonical({
            "organisation": str(self.organisation), "seq": len(self.entries) + 1,
            "act": ASKED_ACT, "actor": str(lead), "about": str(request.recipient),
            "signature": signature.hex(),
        })  # fmt: skip
        self.entries.append(entry)
        index = len(self.entries) - 1
        self.entries += [journal.canonical({"seq": index + n}) for n in (2, 3)]
        return RequestFile(request, signature, self.evidence(index))

    def evidence(self, index: int) -> Evidence:
        chain = journal.START
        for entry in self.entries:
            chain = journal.link(chain, entry)
        origin, size = f"entre-nous/{self.organisation}", len(self.entries)
        point = journal.Checkpoint(origin, size, journal.merkle_root(self.entries), chain)
        return Evidence(
            KeysTold.of(self.registry.public), KeysTold.of(self.journal.public),
            tuple(CertificateTold.of(c) for c in self.certificates),
            tuple(told for _, told in self.containers.values()),
            self.entries[index], tuple(audit_path(self.entries, index)),
            point.note(self.journal),
        )  # fmt: skip

    def key_of(self, container: UUID) -> ContainerKey:
        return self.containers[container][0]

    def opened_by_alix(self, grant: Grant) -> ContainerKey:
        uid, secret = self.people["Alix"]
        assert grant.header.compartment is Compartment.WHOLE
        return grant.open(uid, secret)
