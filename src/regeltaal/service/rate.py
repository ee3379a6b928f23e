"""How fast each caller may come: a bucket of tokens for each, which fills up as time passes."""

import math
import time
from collections.abc import Callable
from threading import Lock

from attrs import define, field


@define
class _Bucket:
    left: float
    seen: float


@define(eq=False)
class Rate:
    """``per_minute`` requests of each caller: all at once, and after that one each ``60 / per_minute`` seconds."""

    per_minute: int
    clock: Callable[[], float] = time.monotonic
    most: int = 10_000
    """Callers that are known at a time; of more the one that came longest ago is forgotten."""
    _buckets: dict[str, _Bucket] = field(factory=dict, init=False)
    _lock: Lock = field(factory=Lock, init=False)

    def wait(self, caller: str) -> int:
        """Takes a turn; 0 when there was one, else after how many whole seconds there is."""
        with self._lock:
            now = self.clock()
            bucket = self._buckets.pop(caller, None) or _Bucket(self.per_minute, now)
            self._buckets[caller] = bucket  # at the end: the first is the one that came longest ago
            if len(self._buckets) > self.most:
                del self._buckets[next(iter(self._buckets))]
            bucket.left = min(self.per_minute, bucket.left + (now - bucket.seen) * self.per_minute / 60)
            bucket.seen = now
            if bucket.left >= 1:
                bucket.left -= 1
                return 0
            return math.ceil((1 - bucket.left) * 60 / self.per_minute)
