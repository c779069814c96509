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

from entrenous.law.aid import Sheet, load_sheets
from entrenous.law.aid.reading import SHEETS
from entrenous.law.folders import folder_faults, own_folder

_NONE: Final[Mapping[str, Sheet]] = MappingProxyType({})


def sheets_of(organisation: UUID) -> Mapping[str, Sheet]:
    """The sheets of an organisation by id; none when it wrote none. RuleRefused."""
    if own := own_folder(Path(settings.ENTRENOUS_AID), organisation):
        return _load(own)
    return _load(SHEETS) if settings.ENTRENOUS_DEMO else _NONE


def sheets_faults() -> list[str]:
    """Why the folders of sheets cannot be used, one French sentence each; none when all load."""
    return folder_faults(Path(settings.ENTRENOUS_AID), "Fiches d’aide", _wrong_in)


def _wrong_in(folder: Path) -> str:
    load_sheets(folder)
    return ""


@cache
def _load(folder: Path) -> Mapping[str, Sheet]:
    return load_sheets(folder)
