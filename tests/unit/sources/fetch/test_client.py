import shutil
import ssl
import subprocess
import sys

import pytest

from graphbuild.errors import PluginError, SourceError
from graphbuild.sources.fetch.client import OFFICIAL, Client, open_web
from graphbuild.sources.fetch.web import Manners, Unreached
from tests.unit.sources.fetch.service import Answer, service, web_to


def test_a_connection_goes_to_the_address_that_was_checked(here):
    here.says("/a", b"found")
    looked_up = []

    def resolver(host, port):
        looked_up.append((host, port))
        return ("127.0.0.1",)

    with Client("test", resolver=resolver) as client:
        assert client.get(f"http://127.0.0.2:{here.port}/a", 100).body == b"found"
    assert looked_up == [("127.0.0.2", here.port)]
    assert here.asked[0][2]["host"] == f"127.0.0.2:{here.port}"


def test_the_next_address_is_tried_where_one_takes_no_connection(here):
    here.says("/a", b"found")
    with Client("test", resolver=lambda *_: ("127.0.0.9", "127.0.0.1")) as client:
        assert client.get(f"http://127.0.0.2:{here.port}/a", 100).body == b"found"


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "10.0.0.1", "::1"])
def test_a_name_of_a_service_that_leads_inwards_is_refused_before_any_connection(here, address):
    with (
        Client("test", resolver=lambda *_: (address,)) as client,
        pytest.raises(SourceError, match="not on the public internet"),
    ):
        client.get(f"http://service.example.org:{here.port}/a", 100)
    assert here.asked == []


def test_each_redirect_is_looked_up_and_checked_again(here, clock):
    here.says("/ctgov/a", Answer(b"", 302, {"Location": "/ctgov/b"}))
    answers = [("127.0.0.1",), ()]
    with (
        web_to(here, clock, resolver=lambda *_: answers.pop(0)) as web,
        pytest.raises(SourceError, match="not on the public internet"),
    ):
        web.get("ctgov", "a")
    assert here.paths == ["/ctgov/a"]


def test_a_proxy_is_asked_in_place_of_the_host(here):
    here.says("/a", b"found")
    with Client("test", proxy=here.url) as client:
        assert client.get("http://service.example.org/a", 100).body == b"found"
    assert here.asked[0][2]["host"] == "service.example.org"


def test_a_proxy_may_be_named_without_a_scheme(here):
    here.says("/a", b"found")
    with Client("test", proxy=here.url.removeprefix("http://")) as client:
        assert client.get("http://service.example.org/a", 100).body == b"found"


@pytest.mark.parametrize("proxy", ["ftp://me:secret@proxy.example.org", "http://[::1", "http://proxy.example.org:port"])
def test_a_proxy_that_is_none_is_said_to_be_so(proxy):
    with pytest.raises(SourceError, match=r"fetch: the address of the proxy is no URL .set https_proxy") as raised:
        Client("test", proxy=proxy)
    assert "secret" not in str(raised.value)


def test_a_proxy_of_a_kind_that_is_not_installed_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "socksio", None)
    with pytest.raises(PluginError, match="pip install socksio"):
        Client("test", proxy="socks5://127.0.0.1:9")


def test_the_proxy_of_the_environment_is_not_taken_unasked(here, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    here.says("/a", b"found")
    with Client("test") as client:
        assert client.get(f"{here.url}/a", 100).body == b"found"


def test_a_plain_server_behind_https_is_refused(here):
    with Client("test") as client, pytest.raises(Unreached, match="cannot be reached"):
        client.get(f"https://127.0.0.1:{here.port}/a", 100)


def test_without_the_extra_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with pytest.raises(PluginError, match=r"pip install 'graphbuild\[fetch\]'"):
        open_web(Manners(), version="1")


def test_the_official_services_are_asked_over_https():
    with open_web(Manners(contact="me@example.org"), version="1.2") as web:
        assert web.endpoints is OFFICIAL
        assert web.transport._client.headers["user-agent"].startswith("graphbuild/1.2 (mailto:me@example.org) ")
    assert all(getattr(OFFICIAL, name).startswith("https://") for name in ("ncbi", "europepmc", "ctgov", "crossref"))


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    written = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", "req", *made, *named, *written], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with service(context) as here, Client("test") as client:
        here.says("/a", b"found")
        with pytest.raises(Unreached, match=r"(?i:certificate)"):
            client.get(f"https://127.0.0.1:{here.port}/a", 100)
        assert here.asked == []
