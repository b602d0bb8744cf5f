"""The network itself: HTTPS through httpx2, to an address that was checked, with caps on size and time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from graphbuild.errors import MalformedSourceError, PluginError, SourceError
from graphbuild.sources.fetch.address import Resolve, allowed, resolve
from graphbuild.sources.fetch.web import Endpoints, Manners, Reply, Unreached, Web

if TYPE_CHECKING:
    import httpx2

OFFICIAL = Endpoints()
_PROXY = "set https_proxy to one like http://proxy.example.org:3128, or unset it"
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: between two pieces of an answer, and for a whole one."""

    piece: float = 30.0
    whole: float = 120.0


_PATIENCE = Patience()


def open_web(manners: Manners, *, version: str, proxy: str | None = None) -> Web:
    """Opens the way to the services; raises PluginError where httpx2 is not installed."""
    contact = f" (mailto:{manners.contact})" if manners.contact else ""
    return Web(Client(f"graphbuild/{version}{contact}", proxy=proxy), OFFICIAL, manners)


class Client:
    """A Transport over httpx2. The certificates of https are always verified; cookies are neither kept nor sent.

    It calls itself `agent`, and names httpx2: some services turn away what seems to hide the program that it is.
    The address of a host is looked up and checked for each request, and the connection goes to that very address.
    With a `proxy` (its address), which then looks names up itself, the hosts asked for stay the same.
    """

    def __init__(
        self,
        agent: str,
        *,
        proxy: str | None = None,
        patience: Patience = _PATIENCE,
        resolver: Resolve = resolve,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        try:
            import httpx2  # noqa: PLC0415
        except ImportError as error:
            raise PluginError(
                "the HTTP client is not installed", where="fetch", remedy="pip install 'graphbuild[fetch]'"
            ) from error
        self._http = httpx2
        try:
            self._client = httpx2.Client(
                headers={"User-Agent": f"{agent} python-httpx2/{httpx2.__version__}", "Accept-Encoding": "gzip"},
                timeout=httpx2.Timeout(patience.piece),
                follow_redirects=False,
                trust_env=False,
                proxy=f"http://{proxy}" if proxy and "://" not in proxy else proxy,
            )
        except (ValueError, httpx2.InvalidURL) as error:
            raise SourceError("the address of the proxy is no URL", where="fetch", remedy=_PROXY) from error
        except ImportError as error:
            raise PluginError("SOCKS is not installed", where="fetch", remedy="pip install socksio") from error
        self._proxied = proxy is not None
        self._patience = patience
        self._resolve = resolver
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, url: str, largest: int) -> Reply:
        """Gives the answer, cut off by an error beyond `largest` bytes; raises Unreached where none came."""
        host = urlsplit(url).hostname or ""
        try:
            return self._from_any(url, host, largest)
        except self._http.TimeoutException as error:
            raise Unreached("no answer in time", where=host, again=True) from error
        except (self._http.RemoteProtocolError, self._http.ReadError, self._http.DecodingError) as error:
            raise Unreached(f"the answer broke off: {error}", where=host, again=True) from error
        except (self._http.HTTPError, self._http.InvalidURL) as error:
            raise Unreached(f"it cannot be reached: {error}", where=host) from error

    def _from_any(self, url: str, host: str, largest: int) -> Reply:
        """Asks the first address of the host that takes a connection."""
        if self._proxied:
            return self._read(self._client.build_request("GET", url), largest)
        parts = urlsplit(url)
        addresses = allowed(host, self._resolve(host, parts.port or _PORTS[parts.scheme]))
        for address in addresses[:-1]:
            try:
                return self._read(self._pinned(url, address), largest)
            except (self._http.ConnectError, self._http.ConnectTimeout):
                continue
        return self._read(self._pinned(url, addresses[-1]), largest)

    def _pinned(self, url: str, address: str) -> "httpx2.Request":
        """Gives a request that goes to an address and otherwise, in TLS too, speaks to the host of the URL."""
        parts = urlsplit(url)
        target = self._http.URL(url).copy_with(host=address)
        return self._client.build_request(
            "GET", target, headers={"Host": parts.netloc}, extensions={"sni_hostname": parts.hostname or ""}
        )

    def _read(self, request: "httpx2.Request", largest: int) -> Reply:
        deadline = self._clock() + self._patience.whole
        response = self._client.send(request, stream=True)
        body = bytearray()
        try:
            for piece in response.iter_bytes():
                body += piece
                if len(body) > largest:
                    problem = f"the answer has more than {largest:,} bytes"
                    raise MalformedSourceError(problem, where=request.headers["Host"], remedy="fetch it by hand")
                if self._clock() > deadline:
                    raise self._http.ReadTimeout("the answer takes too long", request=request)
        finally:
            response.close()
            self._client.cookies.clear()
        return Reply(
            response.status_code, {name.lower(): value for name, value in response.headers.items()}, bytes(body)
        )
