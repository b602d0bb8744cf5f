"""Where a host may lead: only to addresses of the public internet."""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from graphbuild.errors import SourceError

Resolve = Callable[[str, int], tuple[str, ...]]
"""Host and port -> addresses, the best first."""

_PUBLIC = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Asks the system for the addresses of a host; raises SourceError where there are none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        problem = f"the name of the host is not found: {error}"
        raise SourceError(problem, where=host, remedy="check the network") from error
    return tuple(dict.fromkeys(str(address[4][0]) for address in found))


def allowed(host: str, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Gives the addresses of a host if all are public; raises SourceError otherwise.

    A host that is itself written as a loopback address leads there: no name and no redirect can.
    """
    refused = [address for address in addresses if not is_public(address) and not _is_loopback(host)]
    if refused or not addresses:
        problem = f"its address {', '.join(refused) or '(none)'} is not on the public internet"
        raise SourceError(problem, where=host, remedy="check the name service of this network")
    return addresses


def is_public(address: str) -> bool:
    """Tells whether an address is one of the public internet, looking through those that carry an IPv4 address.

    >>> is_public("169.254.169.254"), is_public("::ffff:10.0.0.1"), is_public("2606:4700::1")
    (False, False, True)
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    carried = _carried(parsed) if isinstance(parsed, IPv6Address) else None
    if carried is not None:
        return carried.is_global and not carried.is_multicast
    if isinstance(parsed, IPv6Address) and parsed not in _PUBLIC:
        return False
    return parsed.is_global and not parsed.is_multicast


def _carried(address: IPv6Address) -> IPv4Address | None:
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
