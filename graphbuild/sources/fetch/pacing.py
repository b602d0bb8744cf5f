"""How often each host is asked, and how long it wants to be left alone."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_INTERVAL = re.compile(r"(\d{1,6})s?")


@dataclass(slots=True)
class Pacer:
    """Spaces the requests to each host; `clock` counts seconds, `sleep` waits them."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _next: dict[str, float] = field(default_factory=dict)

    def due(self, host: str) -> float:
        """Gives the seconds until a host may be asked again."""
        return max(0.0, self._next.get(host, 0.0) - self.clock())

    def wait(self, host: str, interval: float) -> None:
        """Waits until a host may be asked, and keeps the next request `interval` seconds away."""
        due = self.due(host)
        if due:
            self.sleep(due)
        self._next[host] = max(self.clock(), self._next.get(host, 0.0)) + interval

    def hold(self, host: str, seconds: float) -> None:
        """Leaves a host alone for at least so many seconds from now."""
        self._next[host] = max(self._next.get(host, 0.0), self.clock() + seconds)


def retry_after(headers: Mapping[str, str], now: Callable[[], datetime]) -> float | None:
    """Gives the seconds that a Retry-After header asks for, as a number or until a date; None without one.

    >>> retry_after({"retry-after": "7"}, lambda: datetime.now(UTC))
    7.0
    """
    stated = headers.get("retry-after", "").strip()
    if stated.isascii() and stated.isdigit():
        return float(stated[:9])
    try:
        date = parsedate_to_datetime(stated)
    except ValueError:
        return None
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (aware - now()).total_seconds())


def stated_interval(headers: Mapping[str, str]) -> float | None:
    """Gives the seconds between requests that Crossref's x-rate-limit headers allow; None without them.

    >>> stated_interval({"x-rate-limit-limit": "50", "x-rate-limit-interval": "1s"})
    0.02
    """
    limit = headers.get("x-rate-limit-limit", "").strip()
    interval = _INTERVAL.fullmatch(headers.get("x-rate-limit-interval", "").strip())
    if not (limit.isascii() and limit.isdigit() and int(limit[:6]) and interval):
        return None
    return int(interval[1]) / int(limit[:6])
