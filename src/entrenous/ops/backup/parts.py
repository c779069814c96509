"""Which set each row goes in. The set of keys is kept 35 days, the other as long as one wishes.

In the set of keys: every box and former key, and what is sealed to a key that outlives a dossier
(drafts, slips and pages of the directory). Without it the other set opens nothing (04-seal §3.13).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db.models import Field, Model, Q, QuerySet

from entrenous.keyring.models import Container

#: Stands in the set of content for a box that was there: told from one that was taken back.
HELD: Final = b""
_EVERY: Final = Q(pk__isnull=False)
_DIRECTORIES: Final = Q(container__kind=Container.Kind.DIRECTORY)


@dataclass(frozen=True)
class Short:
    """What a table has in the set of keys.

    columns  left out of the set of content, where `HELD` says that something was there
    rows     those that are in the set of keys only
    """

    columns: tuple[str, ...] = ()
    rows: Q | None = None


SHORT: Final[dict[str, Short]] = {
    "keyring.Grant": Short(columns=("box",)),
    "keyring.Epoch": Short(columns=("previous",)),
    "continuity.DangerAccess": Short(columns=("half_box",)),
    "slips.Slip": Short(columns=("letter",)),
    "keyring.Draft": Short(rows=_EVERY),
    "dossiers.DirectorySlip": Short(rows=_EVERY),
    "keyring.Record": Short(rows=_DIRECTORIES),
    "keyring.HeadRow": Short(rows=_DIRECTORIES),
}
#: In no set: what ends with a session.
LEFT_OUT: Final[dict[str, str]] = {
    "keyring.Session": "a session of before opens nothing afterwards",
    "keyring.Unlock": "an open vault is open on one server, at one time",
    "keyring.FailedTry": "counted again from nothing",
    "space.SpaceSession": "a session of before opens nothing afterwards",
}
#: Bytes of the set of content, and why they give nothing about someone whose keys are erased.
OPENS_NOTHING: Final[dict[str, str]] = {
    "activity.Fact.box": "a count that names nobody",
    "activity.MonthToken.box": "draws one month together, names nobody",
    "activity.OwnMonth.box": "what an agent counts of her own month; names nobody",
    "continuity.DueSheet.state": "a hash of rows in clear",
    "custody.Ceremony.signature": "a signature",
    "journal.Entry.blob_hash": "a hash",
    "journal.Entry.chain": "a hash",
    "journal.Entry.detail": "sealed under the dossier’s own key",
    "journal.Entry.signature": "a signature",
    "journal.JournalHead.chain": "a hash",
    "keyring.Admission.signature": "a signature",
    "keyring.AgentKeys.box": "a public key",
    "keyring.AgentKeys.pin_salt": "a salt",
    "keyring.AgentKeys.pin_sealed": "an agent’s own PIN, under her own keys",
    "keyring.AgentKeys.recovery_wrapped": "an agent’s keys: without a box they open no dossier",
    "keyring.AgentKeys.salt": "a salt",
    "keyring.AgentKeys.sign": "a public key",
    "keyring.AgentKeys.verifier": "a hash",
    "keyring.AgentKeys.wrapped": "an agent’s keys: without a box they open no dossier",
    "keyring.Carnet.blob": "ids of keys",
    "keyring.Certificate.box": "a public key",
    "keyring.Certificate.countersignature": "a signature",
    "keyring.Certificate.fingerprint": "a hash",
    "keyring.Certificate.sign": "a public key",
    "keyring.Certificate.signature": "a signature",
    "keyring.Enrolment.code_hash": "a hash",
    "keyring.Epoch.countersignature": "a signature",
    "keyring.Epoch.signature": "a signature",
    "keyring.Epoch.vector": "ids of keys",
    "keyring.Grant.box_hash": "a hash",
    "keyring.Grant.key_id": "the id of a key",
    "keyring.Grant.recipient_box": "a public key",
    "keyring.Grant.signature": "a signature",
    "keyring.Group.proposal_signature": "a signature",
    "keyring.Group.proposed_box": "a public key",
    "keyring.Group.proposed_sign": "a public key",
    "keyring.HeadRow.blob": "sealed under the container’s own key",
    "keyring.KnownBrowser.mark": "a hash",
    "keyring.Passkey.credential_id": "names a security key",
    "keyring.Passkey.public_key": "a public key",
    "keyring.Record.blob": "sealed under the container’s own key",
    "keyring.RegistryHead.signature": "a signature",
    "keyring.RegistryHead.state": "a hash",
    "keyring.SecondFactor.secret": "a second factor, under the server’s key",
    "procedures.CalendarFeed.address_hash": "a hash",
    "reception.BusyTime.source": "a hash",
    "reception.Screen.address_hash": "a hash",
    "slips.Sender.token_hash": "a hash",
    "slips.Slip.digest": "a hash",
    "slips.Slip.replay": "a hash",
    "slips.Slip.signature": "a signature",
    "space.Space.box": "a public key",
    "space.Space.lookup": "a hash",
    "space.Space.salt": "a salt",
    "space.Space.sign": "a public key",
    "space.Space.wrapped": "a person’s keys: without a box they open nothing",
    "statistics.OrderedCalls.box": "what an agent counts of calls she was made to give",
}


def kept_models() -> list[type[Model]]:
    """Every table of the program that is in a set, in the order Django knows them."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("entrenous.") and label_of(model) not in LEFT_OUT
    ]


def label_of(model: type[Model]) -> str:
    """The name of a table in both sets: « app.Model »."""
    return model._meta.label  # noqa: SLF001  # Django's public API, in spite of its name


def fields_of(model: type[Model]) -> "list[Field[Any, Any]]":
    """The columns of a table, with what reads and writes each."""
    return list(model._meta.concrete_fields)  # noqa: SLF001


def table_of(model: type[Model]) -> str:
    """The table in the database."""
    return model._meta.db_table  # noqa: SLF001


def rows_of(model: type[Model]) -> QuerySet[Model]:
    """Every row, whatever an app's own manager hides."""
    return model._base_manager.all()  # noqa: SLF001


def columns_of(model: type[Model]) -> list[str]:
    """The columns of a table, as rows of both sets are written."""
    return [field.attname for field in fields_of(model)]


def content_rows(model: type[Model]) -> Iterator[tuple[Any, ...]]:
    """The rows of the set of content: boxes replaced by `HELD`, short-lived rows absent."""
    short = SHORT.get(label_of(model), Short())
    rows = rows_of(model)
    if short.rows is not None:
        rows = rows.exclude(short.rows)
    blank = [columns_of(model).index(name) for name in short.columns]
    for row in _each(rows):
        yield _without(row, blank) if blank else row


def key_rows(model: type[Model]) -> Iterator[tuple[Any, ...]]:
    """The rows of the set of keys; none for a table that has nothing there."""
    short = SHORT.get(label_of(model))
    if short is None:
        return
    there = short.rows or Q()
    for name in short.columns:
        there |= Q(**{f"{name}__isnull": False})
    yield from _each(rows_of(model).filter(there))


def _each(rows: QuerySet[Model]) -> Iterator[tuple[Any, ...]]:
    ordered = rows.order_by("pk").values_list(*columns_of(rows.model))
    yield from ordered.iterator(chunk_size=2000)


def _without(row: tuple[Any, ...], blank: list[int]) -> tuple[Any, ...]:
    return tuple(
        HELD if at in blank and value is not None else value for at, value in enumerate(row)
    )
