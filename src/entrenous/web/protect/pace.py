"""Slow down whoever floods the public page, in memory only: nothing of a visitor is written.

A network is known by a hash whose key is drawn when the process starts and dies with it.
"""

import hashlib
import math
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from entrenous.keyring.throttling import network_of

#: A page costs one, a letter ten; a whole department may share one network.
PAGE, LETTER = 1, 10
CAPACITY: Final = 600.0
PER_SECOND: Final = 5.0
_NETWORKS: Final = 4_096


class Pace:
    """Credits per network, refilled with time; the oldest networks are forgotten first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._left: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def wait_seconds(self, address: str, cost: int) -> int:
        """Spend `cost` and return 0, or how long to wait before asking again; spends nothing."""
        name = hashlib.blake2b(network_of(address).encode(), key=self._key).digest()
        now = self._clock()
        with self._lock:
            left, seen = self._left.pop(name, (CAPACITY, now))
            left = min(CAPACITY, left + (now - seen) * PER_SECOND)
            wait = max(0, math.ceil((cost - left) / PER_SECOND))
            self._left[name] = (left if wait else left - cost, now)
            while len(self._left) > _NETWORKS:
                self._left.popitem(last=False)
        return wait


pace: Final = Pace()
