"""Polite requests: paced, retried where that can help, bounded in size, time and reach."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol, Self
from urllib.parse import urlencode, urljoin, urlsplit

from graphbuild.errors import MalformedSourceError, SourceError
from graphbuild.sources.fetch.pacing import Pacer, retry_after, stated_interval


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the services are; tests put servers of their own in their place."""

    ncbi: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    europepmc: str = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    ctgov: str = "https://clinicaltrials.gov/api/v2"
    crossref: str = "https://api.crossref.org"


@dataclass(frozen=True, slots=True)
class Manners:
    """Who asks, how often (requests a second), how patiently (seconds) and for how much (bytes)."""

    contact: str = ""
    ncbi_key: str = ""
    tries: int = 4
    backoff: float = 1.0
    longest_wait: float = 120.0
    largest: int = 20_000_000
    redirects: int = 3

    def rate(self, service: str) -> float:
        """Gives how many requests a second a service is sent at most."""
        if service == "ncbi":
            return 10.0 if self.ncbi_key else 3.0
        return {"crossref": 5.0, "europepmc": 3.0}.get(service, 1.0)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str = ""


class Unreached(SourceError):  # noqa: N818 - a reason, as people read it
    """No whole answer came. `again` says whether a later try may help."""

    def __init__(self, problem: str, where: str, *, again: bool = False) -> None:
        super().__init__(problem, where=where, remedy="try again later" if again else "check the network")
        self.again = again


class Transport(AbstractContextManager["Transport"], Protocol):
    """The one seam to the network: one request, one answer, no redirect followed."""

    def get(self, url: str, largest: int) -> Reply:
        """Gives the answer, cut off by an error beyond `largest` bytes; raises Unreached where none came."""
        ...


_LEAD_ELSEWHERE = frozenset({301, 302, 303, 307, 308})
_TOO_MANY, _BROKEN = 429, 500
_SECRET = ("api_key", "email", "mailto")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Web:
    """Asks the services, one request at a time."""

    transport: Transport
    endpoints: Endpoints = field(default_factory=Endpoints)
    manners: Manners = field(default_factory=Manners)
    pacer: Pacer = field(default_factory=Pacer)
    now: Callable[[], datetime] = _now
    _rates: dict[str, float] = field(default_factory=dict)
    _silent: set[str] = field(default_factory=set)

    def __enter__(self) -> Self:
        self.transport.__enter__()
        return self

    def __exit__(self, *failure: object) -> None:
        self.transport.__exit__(None, None, None)

    def get(self, service: str, path: str, parameters: Mapping[str, str] | None = None) -> Reply:
        """Gives the last answer of a service, whatever its status; raises SourceError where it gives none.

        Asks again only after 429, after 5xx and where no whole answer came in time, and after the pause that the
        server asks for. A host that stayed silent through all tries is asked once each from then on.
        """
        base = str(getattr(self.endpoints, service))
        query = urlencode({**(parameters or {}), **self._who(service)})
        url = f"{base}/{path}" + (f"?{query}" if query else "")
        host = _host(url)
        tries = 1 if host in self._silent else self.manners.tries
        for attempt in range(1, tries + 1):
            outcome = self._outcome(service, url)
            if not _may_pass(outcome):
                break
            self.pacer.hold(host, self._pause(attempt, outcome))
        if isinstance(outcome, Unreached):
            self._silent.add(host)
            raise outcome
        self._silent.discard(host)
        return outcome

    def _outcome(self, service: str, url: str) -> Reply | Unreached:
        try:
            return self._followed(service, url)
        except Unreached as error:
            return error

    def _who(self, service: str) -> dict[str, str]:
        """Gives the parameters by which a service wants its callers to name themselves."""
        contact = self.manners.contact
        named = {
            "ncbi": {"tool": "graphbuild", "email": contact, "api_key": self.manners.ncbi_key},
            "crossref": {"mailto": contact},
        }
        return {name: value for name, value in named.get(service, {}).items() if value}

    def _pause(self, attempt: int, outcome: Reply | Unreached) -> float:
        asked = retry_after(outcome.headers, self.now) if isinstance(outcome, Reply) else None
        backoff = self.manners.backoff * 2 ** (attempt - 1)
        return backoff if asked is None else max(asked, self.manners.backoff)

    def _followed(self, service: str, url: str) -> Reply:
        """Asks, and follows redirects that stay on the same host."""
        start = url
        for _ in range(self.manners.redirects + 1):
            reply = self._asked(service, url)
            target = reply.headers.get("location")
            if reply.status not in _LEAD_ELSEWHERE or not target:
                return Reply(reply.status, reply.headers, reply.body, shown(start))
            url = urljoin(url, target)
            if urlsplit(url)[:2] != urlsplit(start)[:2]:
                problem = f"it redirects to another place: {shown(url)}"
                raise SourceError(problem, where=_host(start), remedy="nothing was fetched from there")
        raise SourceError("it redirects without end", where=_host(start), remedy="try again later")

    def _asked(self, service: str, url: str) -> Reply:
        host = _host(url)
        due = self.pacer.due(host)
        if due > self.manners.longest_wait:
            problem = f"it asks to be left alone for {due:,.0f} seconds"
            raise SourceError(problem, where=host, remedy="run the same command again after that")
        self.pacer.wait(host, self._rates.get(host, 1 / self.manners.rate(service)))
        reply = self.transport.get(url, self.manners.largest)
        if service == "crossref":
            self._rates[host] = stated_interval(reply.headers) or self._rates.get(host, 1 / self.manners.rate(service))
        return reply


def content(reply: Reply, where: str, missing: str) -> bytes:
    """Gives the body of an answer that went well; raises SourceError that tells what went wrong otherwise."""
    if reply.status == 200:  # noqa: PLR2004 - HTTP's own number
        if not reply.body.strip():
            raise MalformedSourceError("the answer is empty", where=where, remedy="try again later")
        return reply.body
    if reply.status in {400, 404, 410}:
        raise SourceError(missing, where=where, remedy="check the identifier")
    remedy = "try again later" if _may_pass(reply) else f"it may refuse this network; save {reply.url} by hand"
    raise SourceError(f"{_host(reply.url)} answers with status {reply.status}", where=where, remedy=remedy)


def _may_pass(outcome: Reply | Unreached) -> bool:
    if isinstance(outcome, Unreached):
        return outcome.again
    return outcome.status == _TOO_MANY or outcome.status >= _BROKEN


def shown(url: str) -> str:
    """Gives an address without what says who asked, so that it can be kept and printed.

    >>> shown("https://example.org/a?id=1&api_key=secret")
    'https://example.org/a?id=1'
    """
    parts = urlsplit(url)
    kept = "&".join(one for one in parts.query.split("&") if one and one.partition("=")[0] not in _SECRET)
    return parts._replace(query=kept, fragment="").geturl()


def _host(url: str) -> str:
    return urlsplit(url).netloc
