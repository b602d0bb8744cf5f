import socket

import pytest

from graphbuild.errors import SourceError
from graphbuild.sources.fetch.address import allowed, is_public, resolve

PRIVATE = (
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104 - an address to refuse
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "198.18.0.1",
    "192.0.2.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "0x7f000001",
    "2130706433",
    "",
)


@pytest.mark.parametrize("address", PRIVATE)
def test_no_name_leads_into_a_private_network(address):
    assert not is_public(address)
    with pytest.raises(SourceError, match="not on the public internet"):
        allowed("service.example.org", ("130.14.29.110", address))


@pytest.mark.parametrize("address", ["130.14.29.110", "2607:f220:41e:4290::110", "::ffff:130.14.29.110"])
def test_public_addresses_are_allowed(address):
    assert allowed("service.example.org", (address,)) == (address,)


def test_a_host_without_addresses_is_refused():
    with pytest.raises(SourceError, match="not on the public internet"):
        allowed("service.example.org", ())


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1.example.org", "0x7f000001", "10.0.0.1"])
def test_only_a_host_written_as_loopback_leads_there(host):
    assert allowed("127.0.0.1", ("127.0.0.1",)) == ("127.0.0.1",)
    with pytest.raises(SourceError):
        allowed(host, ("127.0.0.1",))


def test_numbers_need_no_name_service():
    assert resolve("127.0.0.1", 80) == ("127.0.0.1",)


def test_a_name_that_is_not_found_says_so(monkeypatch):
    def fails(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    with pytest.raises(SourceError, match=r"service\.invalid: the name of the host is not found"):
        resolve("service.invalid", 443)
