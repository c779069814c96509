"""The sheets an organisation applies: its own folder; the example, in the demonstration only.

Its own are files, `ENTRENOUS_AID/<organisation's id>/*.toml`, read once per process and checked
before the server starts: `./entrenous aid check --sheets FOLDER` reads them without it.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.conf import settings

from entrenous.law import LawError
from entrenous.law.aid import Sheet, load_sheets
from entrenous.law.aid.reading import SHEETS

_NONE: Final[Mapping[str, Sheet]] = MappingProxyType({})


def sheets_of(organisation: UUID) -> Mapping[str, Sheet]:
    """The sheets of an organisation by id; none when it wrote none. RuleRefused."""
    own = Path(settings.ENTRENOUS_AID) / str(organisation)
    if own.is_dir():
        return _load(own)
    return _load(SHEETS) if settings.ENTRENOUS_DEMO else _NONE


def sheets_faults() -> list[str]:
    """Why the folders of sheets cannot be used, one French sentence each; none when all load."""
    folder = Path(settings.ENTRENOUS_AID)
    if not folder.is_dir():
        return []
    return [fault for each in sorted(folder.iterdir()) if (fault := _fault(each))]


def _fault(folder: Path) -> str:
    try:
        UUID(folder.name)
        load_sheets(folder)
    except ValueError:
        return f"Fiches d’aide : « {folder.name} » n’est pas l’identifiant d’une organisation."
    except LawError as refusal:
        return f"Fiches d’aide de {folder.name} : {refusal.message}"
    return ""


@cache
def _load(folder: Path) -> Mapping[str, Sheet]:
    return load_sheets(folder)
