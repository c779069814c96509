"""What is sealed of an agreement, in the compartment of what the person sees.

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open, and a canary in the tests.
"""

from dataclasses import dataclass
from datetime import date

from entrenous.consents.codes import Kind, Signed
from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment


@dataclass(frozen=True)
class Withdrawal:
    """Items taken back, and since which day. Without a reason: none is ever asked."""

    items: tuple[str, ...]
    on: date


@sealed_kind(250, Compartment.PERSON)
@dataclass(frozen=True)
class Agreement:
    """One agreement or mandate, item by item. It always has a last day.

    items      codes of the law base, each agreed apart
    requester  the code of whoever may ask in the law base, or nothing
    partner    whom she named, in words, or nothing; one of the two is there
    limits     what she does not want told, in her words
    """

    kind: Kind
    items: tuple[str, ...]
    purpose: str
    from_on: date
    until_on: date
    signed: Signed
    signed_on: date
    requester: str = ""
    partner: str = ""
    limits: str = ""
    withdrawals: tuple[Withdrawal, ...] = ()

    def remaining(self, on: date) -> tuple[str, ...]:
        """The items not taken back that day; a withdrawal counts from its own day."""
        gone = {item for each in self.withdrawals if each.on <= on for item in each.items}
        return tuple(item for item in self.items if item not in gone)

    def items_on(self, on: date) -> tuple[str, ...]:
        """What is agreed that day: nothing before the first day, after the last, or withdrawn."""
        return self.remaining(on) if self.from_on <= on <= self.until_on else ()

    @property
    def withdrawn_on(self) -> date | None:
        """The day from which nothing is left, or None."""
        gone = {item for each in self.withdrawals for item in each.items}
        if not self.withdrawals or not gone >= set(self.items):
            return None
        return max(each.on for each in self.withdrawals)
