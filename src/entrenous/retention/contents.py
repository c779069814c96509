"""What is sealed about keeping a dossier: why it stays longer than the term."""

from dataclasses import dataclass
from datetime import date

from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment


@dataclass(frozen=True)
@sealed_kind(380, Compartment.NOTES)
class KeptLonger:
    """The référente keeps an ended dossier after its term, until a day."""

    until: date
    why: str
