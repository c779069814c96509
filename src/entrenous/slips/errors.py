"""What a drop may be refused for. Their text is for logs: it names nothing and nobody."""

from entrenous.agents.neighbours import Elsewhere


class NotHere(Exception):
    """The address is of another territory; `elsewhere` is who receives it, as far as is known."""

    def __init__(self, elsewhere: Elsewhere) -> None:
        super().__init__("the address is of another territory")
        self.elsewhere = elsewhere


class AddressNeeded(Exception):
    """The address is of several houses: the street, or its number, would tell."""


class SlotGone(Exception):
    """The slot is closed, full, past, of another house, or never was."""


class NothingToSealTo(Exception):
    """The house has no certified letter box: nothing is taken."""


class OtherBody(Exception):
    """The same idempotency key came with something else."""


class TooMany(Exception):
    """The sender dropped more than its hour allows; `seconds` until the next one."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too many drops this hour")
        self.seconds = seconds
