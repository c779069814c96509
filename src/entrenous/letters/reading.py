"""The question of the command line: the one `law answer` reads, and what the letter needs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from entrenous.law import InvalidRequest, Request, read_request

from .model import Kind
from .particulars import Particulars

_PLACE = re.compile(r"`\$\.?([\w.\[\]…]*)`$")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The « letter » part: which one, the items decided with their values, the particulars."""

    kind: Kind
    values: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    confirmed: tuple[str, ...] = ()
    departs: bool = False
    particulars: Particulars = field(default_factory=Particulars)


def read_letter(question: object) -> tuple[Request, Wanted]:
    """Split and check a decoded JSON object; raise InvalidRequest naming what is known."""
    if not isinstance(question, Mapping) or "letter" not in question:
        raise InvalidRequest("Un objet JSON avec un champ « letter » est attendu.", ("letter",))
    request = read_request({key: each for key, each in question.items() if key != "letter"})
    wanted = _wanted(question["letter"])
    told = wanted.particulars
    if told.received_on is None:
        wanted = replace(wanted, particulars=replace(told, received_on=request.received_on))
    return request, wanted


def _wanted(raw: object) -> Wanted:
    try:
        read = msgspec.convert(raw, type=Wanted)
    except msgspec.ValidationError as error:
        found = _PLACE.search(str(error))
        where = f"letter.{found[1]}" if found and found[1] else "letter"
        known = tuple(Kind) if where == "letter.kind" else tuple(msgspec.to_builtins(_EMPTY))
        raise InvalidRequest(f"Le champ « {where} » ne se lit pas.", known) from None
    if unknown := sorted(set(_unknown(raw, msgspec.to_builtins(read)))):
        raise InvalidRequest(f"Champs inconnus : {', '.join(unknown)}.")
    return read


_EMPTY = Wanted(Kind.NEUTRAL)


def _unknown(raw: object, read: object) -> Iterator[str]:
    """The keys that nobody read: a misspelt field would silently leave the letter."""
    if not (isinstance(raw, Mapping) and isinstance(read, Mapping)):
        return
    for key, value in raw.items():
        if key not in read:
            yield str(key)
        else:
            yield from _unknown(value, read[key])
