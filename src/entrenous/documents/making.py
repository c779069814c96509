"""A file that the program made itself, sealed like one that arrives: a letter to keep."""

from collections.abc import Iterator
from contextlib import contextmanager

from entrenous.documents.arriving import Arriving, SealedUpload
from entrenous.keyring.opening import Keyring


@contextmanager
def made_here(by: Keyring, name: str, content: bytes) -> Iterator[SealedUpload]:
    """`content` as an upload to attach; what no act attached is gone when the block is left.

    Leave the block once the transaction is over. `upload.refusal` says why a disk refused.
    """
    arriving = Arriving(by.organisation, name)
    try:
        arriving.write(content)
        yield arriving.finish()
    finally:
        arriving.leave_nothing()
