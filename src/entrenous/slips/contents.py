"""What is sealed of a slip (code 420, frozen once used).

A new field needs a default, so that slips sealed before it still open, and a canary.
"""

from dataclasses import dataclass

from entrenous.keyring.records import sealed_kind
from entrenous.slips.codes import Reason
from entrenous.vault.containers import Compartment


@sealed_kind(420, Compartment.IDENTITY)
@dataclass(frozen=True)
class SlipContent:
    """Who to call back, where, about what: all that the platform said."""

    family_name: str
    given_name: str
    number: str
    reason: Reason = Reason.NOT_STATED
    birth_year: int | None = None
    commune: str = ""
    street: str = ""

    @property
    def name(self) -> str:
        """« Idriss BENHADDOU-ROCHE »."""
        return f"{self.given_name} {self.family_name.upper()}".strip()
