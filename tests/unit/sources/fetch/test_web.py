import gzip
from contextlib import suppress

import pytest

from graphbuild.errors import MalformedSourceError, SourceError
from graphbuild.sources.fetch.client import Patience
from graphbuild.sources.fetch.web import Manners, Reply, Unreached, content, shown
from tests.unit.sources.fetch.service import Answer, web_to

BUSY = Answer(b"slow down", 429, {"Retry-After": "7"})
BROKEN = Answer(b"oops", 500)


def test_a_request_says_who_asks(here, clock):
    with web_to(here, clock, Manners(contact="me@example.org", ncbi_key="secret")) as web:
        web.get("ncbi", "efetch.fcgi", {"id": "1 2"})
        web.get("crossref", "works/1")
        web.get("ctgov", "studies/1")
    (_, ncbi, headers), (_, crossref, _), (_, registry, _) = here.asked
    assert headers["user-agent"].startswith("graphbuild/0 (mailto:me@example.org) python-httpx2/")
    assert headers["host"] == f"127.0.0.1:{here.port}"
    assert ncbi == {"id": "1 2", "tool": "graphbuild", "email": "me@example.org", "api_key": "secret"}
    assert crossref == {"mailto": "me@example.org"}
    assert registry == {}


def test_what_is_kept_of_an_address_holds_no_secret(here, clock):
    here.says("/ncbi/a", b"x")
    with web_to(here, clock, Manners(contact="me@example.org", ncbi_key="secret")) as web:
        assert web.get("ncbi", "a", {"id": "1"}).url == f"{here.url}/ncbi/a?id=1&tool=graphbuild"
    assert shown("https://example.org/a?email=x%40y&b=1#c") == "https://example.org/a?b=1"


@pytest.mark.parametrize(
    ("service", "key", "interval"),
    [("ncbi", "", 0.333), ("ncbi", "secret", 0.1), ("ctgov", "", 1.0), ("europepmc", "", 0.333), ("crossref", "", 0.2)],
)
def test_each_service_is_asked_at_its_pace(here, clock, service, key, interval):
    with web_to(here, clock, Manners(ncbi_key=key)) as web:
        for _ in range(3):
            web.get(service, "a")
    assert clock.waits == [interval, interval]


def test_crossref_states_its_pace(here, clock, web):
    here.says("/crossref/a", Answer(b"x", headers={"X-Rate-Limit-Limit": "2", "X-Rate-Limit-Interval": "10s"}))
    for _ in range(3):
        web.get("crossref", "a")
    assert clock.waits == [0.2, 5.0]


def test_retry_after_is_honoured(here, clock, web):
    here.says("/ncbi/a", BUSY, b"found")
    assert web.get("ncbi", "a").body == b"found"
    assert clock.waits == [7.0]


def test_a_date_in_retry_after_is_honoured(here, clock, web):
    here.says("/ncbi/a", Answer(b"", 503, {"Retry-After": "Fri, 02 Jan 2026 03:05:05 GMT"}), b"found")
    assert web.get("ncbi", "a").body == b"found"
    assert clock.waits == [60.0]


def test_a_service_that_wants_a_long_rest_is_asked_no_more(here, web, clock):
    here.says("/ncbi/a", Answer(b"", 429, {"Retry-After": "3600"}))
    for _ in range(2):
        with pytest.raises(SourceError, match="left alone for 3,600 seconds"):
            web.get("ncbi", "a")
    assert len(here.asked) == 1
    assert clock.waits == []


def test_a_passing_failure_is_tried_again_with_growing_pauses(here, clock, web):
    here.says("/ncbi/a", BROKEN, BROKEN, b"found")
    assert web.get("ncbi", "a").body == b"found"
    assert clock.waits == [1.0, 2.0]


def test_tries_end(here, web):
    here.says("/ncbi/a", BROKEN)
    assert web.get("ncbi", "a").status == 500
    assert len(here.asked) == Manners().tries


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_what_will_not_pass_is_not_tried_again(here, web, status):
    here.says("/ncbi/a", Answer(b"no", status))
    assert web.get("ncbi", "a").status == status
    assert len(here.asked) == 1


def test_an_answer_that_breaks_off_is_never_taken_for_whole(here, web):
    here.says("/ncbi/a", Answer(b"half", length=8), b"whole")
    assert web.get("ncbi", "a").body == b"whole"
    here.says("/ncbi/b", Answer(b"half", length=8))
    with pytest.raises(Unreached, match="broke off"):
        web.get("ncbi", "b")


def test_an_answer_that_is_too_large_is_cut_off(here, clock):
    here.says("/ncbi/a", b"x" * 1001)
    here.says("/ncbi/b", b"x" * 1000)
    with web_to(here, clock, Manners(largest=1000)) as web:
        with pytest.raises(MalformedSourceError, match="more than 1,000 bytes"):
            web.get("ncbi", "a")
        assert len(web.get("ncbi", "b").body) == 1000
    assert here.paths == ["/ncbi/a", "/ncbi/b"]


def test_a_small_answer_that_unpacks_to_a_large_one_is_cut_off(here, web):
    bomb = gzip.compress(b"\0" * 200_000_000, 9)
    assert len(bomb) < 200_000
    here.says("/ncbi/a", Answer(bomb, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(MalformedSourceError, match="more than 20,000,000 bytes"):
        web.get("ncbi", "a")


def test_packed_answers_are_unpacked_and_broken_ones_refused(here, web):
    packed = gzip.compress(b"found")
    here.says("/ncbi/a", Answer(packed, headers={"Content-Encoding": "gzip"}))
    here.says("/ncbi/b", Answer(b"no gzip at all", headers={"Content-Encoding": "gzip"}))
    assert web.get("ncbi", "a").body == b"found"
    with pytest.raises(Unreached, match="broke off"):
        web.get("ncbi", "b")


def test_a_slow_answer_is_given_up(here, clock):
    here.says("/ncbi/a", Answer(b"x" * 200, pause=0.02))
    with (
        web_to(here, clock, Manners(tries=1), Patience(piece=1.0, whole=0.1)) as web,
        pytest.raises(Unreached, match="no answer in time"),
    ):
        web.get("ncbi", "a")


def test_a_silent_answer_is_given_up(here, clock):
    here.says("/ncbi/a", Answer(b"x", length=9, pause=0.5))
    with (
        web_to(here, clock, Manners(tries=2), Patience(piece=0.1, whole=9.0)) as web,
        pytest.raises(Unreached, match="no answer in time"),
    ):
        web.get("ncbi", "a")
    assert len(here.asked) == 2


def test_a_host_that_stays_silent_is_asked_once_each_until_it_answers(here, web):
    here.says("/ncbi/a", Answer(b"half", length=8))
    here.says("/ncbi/b", b"found")
    asked = []
    for path in ("a", "a", "b", "a"):
        before = len(here.asked)
        with suppress(Unreached):
            web.get("ncbi", path)
        asked.append(len(here.asked) - before)
    assert asked == [4, 1, 1, 4]


def test_a_host_that_is_not_there_is_not_tried_again(clock, here):
    with web_to(here, clock) as web:
        web.endpoints = type(web.endpoints)(ncbi="http://127.0.0.1:9")
        with pytest.raises(Unreached, match="cannot be reached"):
            web.get("ncbi", "a")
    assert clock.waits == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_within_the_host_is_followed(here, web, status):
    here.says("/ctgov/studies/1", Answer(b"", status, {"Location": "/ctgov/studies/2"}))
    here.says("/ctgov/studies/2", b"found")
    assert web.get("ctgov", "studies/1").body == b"found"


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/ctgov/studies/1",
        "http://localhost/ctgov/studies/1",
        "http://169.254.169.254/latest/meta-data",
        "//example.org/a",
        "https://127.0.0.1/a",
        "file:///etc/passwd",
        "http://user@127.0.0.1/a",
    ],
)
def test_a_redirect_to_anywhere_else_is_refused(here, web, target):
    here.says("/ctgov/a", Answer(b"", 302, {"Location": target}))
    with pytest.raises(SourceError, match="redirects to another place"):
        web.get("ctgov", "a")
    assert here.paths == ["/ctgov/a"]


def test_a_circle_of_redirects_ends(here, web):
    here.says("/ctgov/a", Answer(b"", 302, {"Location": "/ctgov/a"}))
    with pytest.raises(SourceError, match="redirects without end"):
        web.get("ctgov", "a")
    assert len(here.asked) == Manners().redirects + 1


def test_cookies_are_not_kept(here, web):
    here.says("/ncbi/a", Answer(b"x", headers={"Set-Cookie": "a=b"}))
    web.get("ncbi", "a")
    web.get("ncbi", "a")
    assert "cookie" not in here.asked[1][2]


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, b"  ", "the answer is empty"),
        (404, b"x", "no such thing .check the identifier."),
        (503, b"x", "example.org answers with status 503 .try again later."),
        (
            403,
            b"x",
            "example.org answers with status 403 .it may refuse this network; save https://example.org/a by hand",
        ),
    ],
)
def test_answers_that_hold_nothing_say_why(status, body, said):
    with pytest.raises(SourceError, match=said):
        content(Reply(status, {}, body, "https://example.org/a"), "PMID:1", "no such thing")
