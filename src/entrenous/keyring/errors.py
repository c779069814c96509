"""The states of the world that the keyring reports. Their text is for logs: it names nothing."""

from uuid import UUID


class VaultClosed(Exception):
    """The agent's vault is closed: she must open it again; what she typed is kept as a draft."""


class KeyNotHeld(Exception):
    """This agent does not hold this key. Shown as if the page did not exist."""


class EditedMeanwhile(Exception):
    """Someone (perhaps the same agent in another tab) wrote a newer version."""

    def __init__(self, record: UUID, version: int) -> None:
        super().__init__("a newer version was written")
        self.record = record
        self.version = version


class Damaged(Exception):
    """Rows are missing, altered or older than they should be: writing waits for a constat."""
