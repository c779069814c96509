"""What is sealed about reminders (codes 430 to 439, frozen once used)."""

from dataclasses import dataclass
from datetime import date

from entrenous.keyring.records import sealed_kind
from entrenous.reminders.codes import Way
from entrenous.vault.containers import Compartment


@sealed_kind(430, Compartment.IDENTITY)
@dataclass(frozen=True)
class ReminderWish:
    """Asked with the person: may she be reminded, where, and may the service be named.

    value  one of the means she gave, safe when she gave it; "" once she wants none any more
    """

    value: str
    way: Way
    names_service: bool = False
    asked_on: date | None = None

    @property
    def is_over(self) -> bool:
        """Tell whether she wants no reminder any more."""
        return not self.value
