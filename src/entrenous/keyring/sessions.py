"""Sessions whose row key is a hash of the cookie: a copy of the table opens no session.

Protocol EN1 §3.5. Nothing sensitive is kept in a session; keys live in `unlocking`.
"""

from typing import Any

from django.contrib.sessions.backends import db
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from entrenous.keyring import models
from entrenous.vault.primitives import digest


def session_hash(session_key: str) -> bytes:
    """What the database knows of a session: 32 bytes that cannot be sent as a cookie."""
    return digest("EN1 session", session_key)


def row_key(session_key: str) -> str:
    """The primary key of a session's row: its hash in hexadecimal."""
    return session_hash(session_key).hex()


class SessionStore(db.SessionStore):
    """Django's database sessions, reading and writing rows by the hash of their key."""

    @classmethod
    def get_model_class(cls) -> Any:
        return models.Session

    def _get_session_from_db(self) -> models.Session | None:
        try:
            return models.Session.objects.get(**self._living())
        except ObjectDoesNotExist:
            self._session_key = None
            return None

    async def _aget_session_from_db(self) -> models.Session | None:
        try:
            return await models.Session.objects.aget(**self._living())
        except ObjectDoesNotExist:
            self._session_key = None
            return None

    def exists(self, session_key: str) -> bool:
        return super().exists(row_key(session_key))

    async def aexists(self, session_key: str) -> bool:
        return await super().aexists(row_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        row.session_key = row_key(row.session_key)
        return row

    async def acreate_model_instance(self, data: dict[str, Any]) -> Any:
        row = await super().acreate_model_instance(data)
        row.session_key = row_key(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            super().delete(row_key(key))

    async def adelete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            await super().adelete(row_key(key))

    def _living(self) -> dict[str, Any]:
        return {
            "session_key": row_key(self.session_key or ""),
            "expire_date__gt": timezone.now(),
        }
