"""What organisations write themselves: rules or sheets, in a folder of its id."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from .errors import LawError


def own_folder(every: Path, organisation: UUID) -> Path | None:
    """An organisation's own folder among `every`, if it has one."""
    folder = every / str(organisation)
    return folder if folder.is_dir() else None


def folder_faults(every: Path, said: str, wrong_in: Callable[[Path], str]) -> list[str]:
    """Why the folders cannot be used, one French sentence each; none when all load.

    said      what they hold, as a sentence begins with it
    wrong_in  what is wrong in a folder, "" when nothing is; LawError says it too
    """
    if not every.is_dir():
        return []
    return [fault for each in sorted(every.iterdir()) if (fault := _fault(each, said, wrong_in))]


def _fault(folder: Path, said: str, wrong_in: Callable[[Path], str]) -> str:
    try:
        UUID(folder.name)
    except ValueError:
        return f"{said} : « {folder.name} » n’est pas l’identifiant d’une organisation."
    try:
        wrong = wrong_in(folder)
    except LawError as refusal:
        wrong = refusal.message
    return f"{said} de {folder.name} : {wrong}" if wrong else ""
