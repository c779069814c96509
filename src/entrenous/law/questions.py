"""Read a JSON question from a stream: bounded, no duplicate field, no odd number."""

import json
from typing import IO, NoReturn

from .errors import InvalidRequest

LARGEST_QUESTION_BYTES = 256 * 1024


def read_question(stream: IO[bytes]) -> object:
    """The decoded JSON value; raise InvalidRequest for anything that is not one."""
    raw = stream.read(LARGEST_QUESTION_BYTES + 1)
    if len(raw) > LARGEST_QUESTION_BYTES:
        raise InvalidRequest("La demande dépasse 256 Kio : décrivez une seule demande.")
    if not raw.strip():
        raise InvalidRequest("L’entrée est vide : un objet JSON est attendu.")
    try:
        question: object = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_without_duplicates,
            parse_constant=_refuse_constant,
        )
    except UnicodeDecodeError:
        raise InvalidRequest("L’entrée n’est pas du texte UTF-8.") from None
    except json.JSONDecodeError as error:
        raise InvalidRequest(f"JSON illisible à la ligne {error.lineno}.") from None
    except (RecursionError, ValueError):
        raise InvalidRequest("JSON illisible : imbrication ou nombre démesurés.") from None
    return question


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise InvalidRequest("Un champ est écrit deux fois.")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise InvalidRequest(f"« {name} » n’est pas du JSON.")
