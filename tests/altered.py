"""Bytes that someone altered: never, by chance, the same bytes."""


def altered(raw: bytes | memoryview, at: int = -1) -> bytes:
    """`raw` with one bit of one byte the other way round, the last byte by default."""
    changed = bytearray(raw)
    changed[at] ^= 1
    return bytes(changed)
