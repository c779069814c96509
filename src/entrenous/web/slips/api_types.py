"""What the drop API reads and says: the types, from which its document is made.

A field that is not here is refused; a wrong type too. Nothing is coerced.
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from entrenous.slips.codes import Reason

Line = Annotated[str, Meta(min_length=1, max_length=80, pattern=r"\S")]
Number = Annotated[
    str, Meta(min_length=6, max_length=30, pattern=r"^[+(]?[0-9][0-9 ().\-/]{4,28}$")
]
ReasonCode = Annotated[
    str, Meta(pattern=rf"^({'|'.join(Reason)})$", description="Pourquoi rappeler, en un code.")
]


class Asked(Struct, forbid_unknown_fields=True):
    """Where the person lives: which house would call her back, and when."""

    commune: Line
    street: Annotated[str, Meta(max_length=120)] = ""


class Dropped(Struct, forbid_unknown_fields=True):
    """A slip. `slot` is one of those that « creneaux » gave; without it no hour is promised."""

    family_name: Line
    given_name: Line
    number: Number
    commune: Line
    reason: ReasonCode = "not_stated"
    street: Annotated[str, Meta(max_length=120)] = ""
    birth_year: Annotated[int, Meta(ge=1900, le=2100)] | None = None
    slot: UUID | None = None


class OfferedSlot(Struct):
    """A time by which the house accepts to have called back."""

    id: UUID
    starts_at: datetime
    ends_at: datetime


class Offered(Struct):
    """The times that the house opened; an empty list promises nothing and refuses nobody."""

    slots: list[OfferedSlot]


class Receipt(Struct):
    """All that a sender ever reads back."""

    receipt: Annotated[str, Meta(pattern="^[0-9A-Z]{4}-[0-9A-Z]{4}$")]


class Service(Struct):
    """Who receives the people of another territory."""

    name: str
    phone: str = ""
    address: str = ""


class Refusal(Struct, omit_defaults=True):
    """Why, in a code for the program and a sentence for whoever reads the screen."""

    code: str
    message: str
    services: list[Service] = msgspec.field(default_factory=list)


class Refused(Struct):
    """Any answer that is not a success."""

    error: Refusal
