from datetime import UTC, datetime

import pytest

from graphbuild.sources.fetch.pacing import Pacer, retry_after, stated_interval
from tests.unit.sources.fetch.service import NOW, Clock


def test_each_host_has_a_pace_of_its_own():
    clock = Clock()
    pacer = Pacer(clock, clock.sleep)
    for host in ("a", "a", "b", "a"):
        pacer.wait(host, 0.5)
    assert clock.waits == [0.5, 0.5]


def test_time_that_passed_anyway_is_not_waited_again():
    clock = Clock()
    pacer = Pacer(clock, clock.sleep)
    pacer.wait("a", 1.0)
    clock.time += 0.75
    pacer.wait("a", 1.0)
    clock.time += 9
    pacer.wait("a", 1.0)
    assert clock.waits == [0.25]


def test_a_host_is_left_alone_for_the_longest_time_that_was_asked():
    clock = Clock()
    pacer = Pacer(clock, clock.sleep)
    pacer.hold("a", 9)
    pacer.hold("a", 2)
    assert pacer.due("a") == 9
    assert pacer.due("b") == 0


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        ("Fri, 02 Jan 2026 03:05:05 GMT", 60.0),
        ("Fri, 02 Jan 2026 03:05:05 -0000", 60.0),
        ("Thu, 01 Jan 2026 00:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-3", None),
        ("\u0663", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(stated, seconds):
    assert retry_after({"retry-after": stated}, lambda: NOW) == seconds


def test_no_retry_after_asks_for_nothing():
    assert retry_after({}, lambda: datetime.now(UTC)) is None


@pytest.mark.parametrize(
    ("limit", "interval", "seconds"),
    [
        ("50", "1s", 0.02),
        ("5", "10s", 2.0),
        ("0", "1s", None),
        ("many", "1s", None),
        ("5", "an hour", None),
        ("", "", None),
    ],
)
def test_rates_that_a_service_states_are_read(limit, interval, seconds):
    assert stated_interval({"x-rate-limit-limit": limit, "x-rate-limit-interval": interval}) == seconds
