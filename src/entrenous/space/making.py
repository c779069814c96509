"""A person's new keys, wrapped under a code that is shown once: made before anything is locked."""

import os
from dataclasses import dataclass

from django.conf import settings

from entrenous.keyring.server_key import server_key
from entrenous.space import codes
from entrenous.space.codes import Sort
from entrenous.space.models import Space
from entrenous.vault import login
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import kdf


@dataclass(frozen=True, repr=False)
class Made:
    """What is handed over and shown once (`number`, `code`), and the fields of the row."""

    number: str
    code: str
    secret: SecretKeys
    fields: dict[str, object]


def cost() -> login.Cost:
    """3 passes and 64 MiB (04-seal §3.8); what a trial installation says, when it is less."""
    here = login.Cost(*settings.ENTRENOUS_ARGON2)
    return login.FLOOR if here.reaches(login.FLOOR) else here


def lookup(words: str) -> bytes:
    """What eight words are found by: a keyed hash, whose key is a file of the server.

    Without that file a copy of the database tests nothing against it; with it, 104 random bits.
    """
    return kdf(server_key(), "EN1 space words", words.encode())


def make(space: Space, sort: Sort) -> Made:
    """New keys for a person, under a new code and a new number. Nothing is saved here."""
    secret, code, price = SecretKeys.generate(), codes.new_code(sort), cost()
    salt = os.urandom(login.SALT_BYTES)
    keys = login.derive(codes.read_code(code), salt=salt, cost=price)
    number = codes.new_number()
    return Made(
        number,
        code,
        secret,
        {
            "number": number,
            "sort": sort,
            "lookup": lookup(codes.read_code(code)) if sort is Sort.WORDS else None,
            "box": secret.public.box,
            "sign": secret.public.sign,
            "salt": salt,
            "passes": price.passes,
            "memory_kib": price.memory_kib,
            "wrapped": login.wrap(secret, kek=keys.kek, uid=space.person),
        },
    )
