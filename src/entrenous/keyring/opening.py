"""The open vault of one agent, for one request: no key is had without its journal entry.

`Keyring.open` and `Keyring.open_list` write the journal, commit it, then give keys.
`Keyring.writing` gives a key inside the caller's transaction, whose write is journaled with it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import models, stored
from entrenous.keyring.errors import KeyNotHeld, VaultClosed
from entrenous.vault.carnet import Verified, open_carnet, seal_carnet
from entrenous.vault.containers import Compartment, ContainerKey, Place, open_previous
from entrenous.vault.grants import Grant
from entrenous.vault.groups import group_keys
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened


@dataclass(frozen=True, repr=False)
class OpenContainer:
    """A container and the keys that this agent holds of it, for the time of a request.

    holder  who was granted them: the agent herself, or a group she is a member of
    signer  the holder's keys, which sign what she hands over: the chain of grants then goes
            through the group, and the journal names the member
    """

    id: UUID
    place: Place
    kind: str
    keys: dict[Compartment, ContainerKey]
    holder: UUID
    signer: SecretKeys

    def key_for(self, compartment: Compartment) -> ContainerKey:
        """The key of one compartment, or KeyNotHeld."""
        for key in self.keys.values():
            if key.covers(compartment):
                return key.narrowed(compartment)
        raise KeyNotHeld

    def covers(self, compartment: Compartment) -> bool:
        """Tell whether `key_for` would give a key."""
        return any(key.covers(compartment) for key in self.keys.values())

    @property
    def whole(self) -> ContainerKey:
        """The whole key, or KeyNotHeld: only its holders grant and renew."""
        return self.key_for(Compartment.WHOLE)


class Keyring:
    """What an agent can open. Closed (`secret` is None), it still knows who she is."""

    def __init__(
        self, agent: Agent, secret: SecretKeys | None, closes_at: datetime | None = None
    ) -> None:
        self.agent = agent
        self.closes_at = closes_at
        self._secret = secret
        self._made: Verified = {}
        self._carnet: Verified | None = None
        self._carnet_changed = False
        self._groups: dict[bytes, tuple[UUID, SecretKeys]] | None = None
        self._in_archives = False

    def __repr__(self) -> str:
        return f"Keyring({'open' if self.is_open else 'closed'})"

    @property
    def is_open(self) -> bool:
        """Tell whether the vault is open."""
        return self._secret is not None

    @property
    def secret(self) -> SecretKeys:
        """The agent's secret keys, or VaultClosed."""
        if self._secret is None:
            raise VaultClosed
        return self._secret

    @property
    def actor(self) -> UUID:
        """Who signs what she writes, and whom the journal names."""
        return self.agent.pk

    @property
    def organisation(self) -> UUID:
        """The only organisation whose containers this keyring opens."""
        return self.agent.organisation_id

    def forget(self) -> None:
        """Drop the keys at the end of the request. Python cannot promise to erase the bytes."""
        self._secret = None
        self._groups = None
        self._carnet = None
        self._made = {}

    def open(self, container: UUID, act: Act, *, about: UUID | None = None) -> OpenContainer:
        """Journal the reading, commit, then give the keys; KeyNotHeld or VaultClosed otherwise.

        about   what it was opened for, when it is something else: a third-party request
        """
        opened = self._open([container]).get(container)
        if opened is None:
            raise KeyNotHeld
        self._save_carnet()
        self.note(act, container=container, about=about)
        return opened

    def open_list(self, containers: Iterable[UUID], act: Act) -> dict[UUID, OpenContainer]:
        """Journal one entry for the whole list, then give the keys of those that are held."""
        opened = self._open(containers)
        self._save_carnet()
        self.note(act)
        return opened

    def writing(self, container: UUID) -> OpenContainer:
        """Lock the container and give its keys, for a write journaled in the same transaction.

        raises  KeyNotHeld; RuntimeError outside a transaction, where the entry could be lost
        """
        if not connection.in_atomic_block:
            raise RuntimeError("a container is written inside a transaction")
        if connection.features.has_select_for_update:  # SQLite: the transaction is the lock
            models.Container.objects.select_for_update().filter(pk=container).first()
        opened = self._open([container]).get(container)
        if opened is None:
            raise KeyNotHeld
        return opened

    @contextmanager
    def in_archives(self) -> Iterator[None]:
        """Meanwhile, also hold what the archives hold. For `retention.archives`, and nobody else.

        Otherwise a member who follows dossiers would open an archived one as one of hers, without
        the reason that she owes.
        """
        self._in_archives = True
        try:
            yield
        finally:
            self._in_archives = False

    def made(self, opened: OpenContainer) -> None:
        """Remember that this agent made this container: nobody else handed its key over."""
        self._made[opened.id, opened.place.epoch, int(Compartment.WHOLE)] = opened.whole.key_id

    def held(self, kind: str) -> list[UUID]:
        """Ids of the containers of one kind that this agent or her groups were granted."""
        rows = self.grants().filter(container__kind=kind)
        return list(rows.values_list("container_id", flat=True).distinct())

    def holds(self, container: UUID) -> bool:
        """Tell whether a key of this container was granted to this agent or her groups."""
        return self.grants().filter(container_id=container).exists()

    def open_letter(self, letter: bytes, group: UUID) -> bytes:
        """What an outsider sealed to one of her groups, under its present or a former key.

        raises  KeyNotHeld: she is no member, or the letter was altered; VaultClosed
        """
        for owner, keys in self._group_keys().values():
            if owner == group:
                with suppress(NotOpened):
                    return keys.open(letter)
        raise KeyNotHeld

    def note(self, act: Act, *, container: UUID | None = None, about: UUID | None = None) -> None:
        """Journal an act of this agent."""
        journal.record(
            act,
            organisation=self.organisation,
            actor=self.agent.pk,
            container=container,
            about=about,
        )

    def group_ids(self) -> list[UUID]:
        """The groups whose key was handed to this agent."""
        return list(self._memberships().values_list("container_id", flat=True).distinct())

    def _memberships(self) -> QuerySet[models.Grant]:
        kind = models.Container.Kind.GROUP
        rows = models.Grant.objects.filter(recipient=self.agent.pk, container__kind=kind)
        return rows.exclude(box=None)

    def grants(self) -> QuerySet[models.Grant]:
        """Grants to this agent or to her groups, in one query."""
        memberships = self._memberships()
        if not self._in_archives:
            memberships = memberships.exclude(container__group__kind=models.Group.Kind.ARCHIVES)
        groups = memberships.values("container_id")
        return live_grants().filter(
            Q(recipient=self.agent.pk) | Q(recipient__in=groups),
            container__organisation_id=self.organisation,
        )

    def _open(self, containers: Iterable[UUID]) -> dict[UUID, OpenContainer]:
        """Keys of the containers that open; the others are left out."""
        return self._open_rows(self.grants().filter(container_id__in=set(containers)))

    def _open_rows(self, rows: QuerySet[models.Grant]) -> dict[UUID, OpenContainer]:
        kinds: dict[UUID, str] = {}
        opened: list[tuple[Grant, ContainerKey]] = []
        for row in stored.current(rows):
            grant = stored.read_grant(row, self.organisation)
            with suppress(NotOpened):
                opened.append((grant, grant.open(*self._holder_keys(grant))))
                kinds[row.container_id] = row.kind
        return {c: self._opened(kinds[c], kept) for c, kept in self._trusted(opened).items()}

    def _opened(self, kind: str, kept: list[tuple[Grant, ContainerKey]]) -> OpenContainer:
        """Gather the keys of one container; its holder is the agent herself if she can be."""
        widest = min(kept, key=lambda k: (k[1].compartment, k[0].header.recipient != self.agent.pk))
        holder, signer = self._holder_keys(widest[0])
        place = widest[0].header.place
        keys = {key.compartment: key for _, key in kept}
        return OpenContainer(place.container, place, kind, keys, holder, signer)

    def _holder_keys(self, grant: Grant) -> tuple[UUID, SecretKeys]:
        """Whoever the grant was made to: the agent, or one of her groups. NotOpened otherwise."""
        if grant.header.recipient == self.agent.pk:
            return self.agent.pk, self.secret
        try:
            return self._group_keys()[grant.header.recipient_box]
        except KeyError:
            raise NotOpened from None

    def _group_keys(self) -> dict[bytes, tuple[UUID, SecretKeys]]:
        """Box key -> (group, secret keys), former epochs included."""
        if self._groups is None:
            rows = live_grants().filter(
                recipient=self.agent.pk,
                container__kind=models.Container.Kind.GROUP,
                container__organisation_id=self.organisation,
            )
            self._groups = {
                keys.public.box: (opened.id, keys)
                for opened in self._open_rows(rows).values()
                for keys in keys_of_epochs(opened)
            }
        return self._groups

    def _trusted(
        self, opened: list[tuple[Grant, ContainerKey]]
    ) -> dict[UUID, list[tuple[Grant, ContainerKey]]]:
        """Check signatures and chains of keys seen for the first time; keep what passes."""
        fresh = {g.header.place.container for g, _ in opened if not self._is_verified(g)}
        lines = stored.lineages(self.organisation, fresh) if fresh else {}
        kept: dict[UUID, list[tuple[Grant, ContainerKey]]] = {}
        for grant, key in opened:
            container = grant.header.place.container
            if not self._is_verified(grant):
                try:
                    lines[container].trust(grant, key)
                except NotOpened:
                    continue
                self._remember(grant)
            kept.setdefault(container, []).append((grant, key))
        return kept

    def _remember(self, grant: Grant) -> None:
        """Note a key that passed; never a dated one, which would pass once its days are gone."""
        if not grant.header.is_dated:
            self._read_carnet()[_seen(grant)] = grant.header.key_id
            self._carnet_changed = True

    def _is_verified(self, grant: Grant) -> bool:
        """Tell whether the key of a grant that opened, so that its id was checked, is known.

        A dated grant is checked each time: its days are signed, the key's id says nothing of them.
        """
        if grant.header.is_dated:
            return False
        known = self._made.get(_seen(grant)) or self._read_carnet().get(_seen(grant))
        return known == grant.header.key_id

    def _read_carnet(self) -> Verified:
        if self._carnet is None:
            row = models.Carnet.objects.filter(agent=self.agent).first()
            try:
                self._carnet = (
                    open_carnet(bytes(row.blob), owner=self.secret, uid=self.agent.pk)
                    if row
                    else {}
                )
            except NotOpened:
                self._carnet = {}
        return self._carnet

    def _save_carnet(self) -> None:
        if self._carnet_changed and self._carnet is not None:
            self._carnet = _without_erased(self._carnet)
            blob = seal_carnet(self._carnet, owner=self.secret, uid=self.agent.pk)
            models.Carnet.objects.update_or_create(agent=self.agent, defaults={"blob": blob})
            self._carnet_changed = False


def _seen(grant: Grant) -> tuple[UUID, int, int]:
    place = grant.header.place
    return (place.container, place.epoch, int(grant.header.compartment))


def _without_erased(carnet: Verified) -> Verified:
    """A carnet names no container that was erased since (00-decisions 16)."""
    named = {container for container, _, _ in carnet}
    rows = models.Container.objects.filter(pk__in=named, erased_on__isnull=False)
    gone = set(rows.values_list("pk", flat=True))
    return {seen: key for seen, key in carnet.items() if seen[0] not in gone}


def live_grants() -> QuerySet[models.Grant]:
    """Grants that are neither revoked, nor to come, nor past their last day."""
    today = timezone.localdate()
    return unexpired_grants().filter(Q(since=None) | Q(since__lte=today))


def unexpired_grants() -> QuerySet[models.Grant]:
    """Grants that are neither revoked nor past their last day: those of a cover to come too."""
    today = timezone.localdate()
    return models.Grant.objects.exclude(box=None).filter(Q(until=None) | Q(until__gte=today))


def keys_of_epochs(opened: OpenContainer) -> list[SecretKeys]:
    """A group's key pairs, from the current epoch down to the first."""
    whole, found = opened.whole, [group_keys(opened.whole)]
    rows = models.Epoch.objects.filter(container_id=opened.id, number__lte=opened.place.epoch)
    for row in rows.order_by("-number"):
        if row.previous is None:
            break
        whole = open_previous(bytes(row.previous), new=whole, place=opened.place.at(row.number - 1))
        found.append(group_keys(whole))
    return found
