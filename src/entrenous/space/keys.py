"""What a person's code opens: her own compartment and the plan, never anything else.

Her keys are made with her by whoever holds her dossier, wrapped under her code (04-seal §3.8).
"""

from contextlib import suppress
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import models as keyring
from entrenous.keyring import stored
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import OpenContainer, live_grants
from entrenous.space.models import Space
from entrenous.vault.containers import Compartment, ContainerKey
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened

# 04-seal: opened to her without review; everything else is « communication du dossier ».
READS: Final = (Compartment.PERSON, Compartment.PLAN)
WRITES: Final = (Compartment.PERSON,)


class NoLongerHers(KeyNotHeld):
    """Her key was taken back since she entered, or somebody who never held it gave it."""


class PersonKeyring:
    """The open space of one person, for one request. It writes records as an agent's vault does.

    actor       her id in grants, records and the journal: never an agent's
    dossier_id  the only dossier she opens
    """

    def __init__(self, space: Space, secret: SecretKeys, closes_at: datetime) -> None:
        self.space = space
        self.closes_at = closes_at
        self._secret: SecretKeys | None = secret

    def __repr__(self) -> str:
        return "PersonKeyring()"

    @property
    def actor(self) -> UUID:
        """Whom records and the journal name."""
        return self.space.person

    @property
    def dossier_id(self) -> UUID:
        """Her dossier."""
        dossier: UUID = self.space.dossier_id
        return dossier

    @property
    def organisation(self) -> UUID:
        """The service that receives her."""
        return self.space.dossier.container.organisation_id

    def open(self, act: Act = Act.SPACE_READ, *, about: UUID | None = None) -> OpenContainer:
        """Journal her own reading, commit, then give the keys of her two compartments.

        raises  NoLongerHers
        """
        opened = self._open(READS)
        self.note(act, about=about)
        return opened

    def writing(self) -> OpenContainer:
        """Lock the dossier and give the key of her own compartment, for a write of hers.

        raises  NoLongerHers; RuntimeError outside a transaction, where the entry could be lost
        """
        if not connection.in_atomic_block:
            raise RuntimeError("a container is written inside a transaction")
        if connection.features.has_select_for_update:  # SQLite: the transaction is the lock
            keyring.Container.objects.select_for_update().filter(pk=self.dossier_id).first()
        return self._open(WRITES)

    def note(self, act: Act, *, about: UUID | None = None) -> None:
        """Journal an act of the person."""
        journal.record(
            act,
            organisation=self.organisation,
            actor=self.actor,
            container=self.dossier_id,
            about=about,
        )

    def forget(self) -> None:
        """Drop the keys at the end of the request. Python cannot promise to erase the bytes."""
        self._secret = None

    def _open(self, compartments: tuple[Compartment, ...]) -> OpenContainer:
        if self._secret is None:
            raise NoLongerHers
        keys: dict[Compartment, ContainerKey] = {}
        rows = live_grants().filter(
            recipient=self.actor, container_id=self.dossier_id, compartment__in=compartments
        )
        lineage = stored.lineages(self.organisation, [self.dossier_id])[self.dossier_id]
        place = None
        for row in stored.current(rows):
            grant = stored.read_grant(row, self.organisation)
            with suppress(NotOpened):
                key = grant.open(self.actor, self._secret)
                lineage.trust(grant, key)
                keys[key.compartment], place = key, grant.header.place
        if place is None or len(keys) != len(compartments):
            raise NoLongerHers
        return OpenContainer(
            self.dossier_id, place, keyring.Container.Kind.DOSSIER, keys, self.actor, self._secret
        )
