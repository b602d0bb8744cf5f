"""Input that is made to exhaust a reader is refused or read, quickly and in little memory."""

import resource
import subprocess
import sys

import pytest

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
XINCLUDE = "http://www.w3.org/2001/XInclude"
BOMBS = {
    "laughs": f'<!DOCTYPE PubmedArticleSet [<!ENTITY a0 "ha">{LAUGHS}]><PubmedArticleSet>&a9;</PubmedArticleSet>',
    "blowup": f'<!DOCTYPE article [<!ENTITY a "{"a" * 100_000}">]><article>{"&a;" * 10_000}</article>',
    "parameter": '<!DOCTYPE article [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><article/>',
    "file": '<!DOCTYPE article [<!ENTITY a SYSTEM "file:///etc/passwd">]><article>&a;</article>',
    "network": '<!DOCTYPE article SYSTEM "http://127.0.0.1:9/x.dtd"><article><front/></article>',
    "include": f'<article article-type="x" xmlns:xi="{XINCLUDE}"><xi:include href="/etc/passwd"/></article>',
    "deep": "<!DOCTYPE article><article>" + "<sec>" * 200_000,
    "wide": "<PubmedArticleSet>" + "<PubmedArticle/>" * 200_000 + "</PubmedArticleSet>",
    "attributes": "<!DOCTYPE article><article " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>",
    "comment": "<!DOCTYPE article><!--" + "x" * 1_000_000 + "--><article/>",
    "json": '{"protocolSection":' + "[" * 500_000,
    "number": '{"protocolSection":{"designModule":{"enrollmentInfo":{"count":' + "9" * 100_000 + "}}}}",
    "html": "<html><body>" + "<b>" * 200_000,
    "brackets": "<" * 500_000,
    "quotes": "“A" * 100_000,
}
CHILD = """
import sys
from graphbuild.errors import SourceError
from graphbuild.segment import segment
from graphbuild.sources import read_documents
try:
    print(sum(len(segment(one).text) for one in read_documents(sys.stdin.buffer.read())))
except SourceError as error:
    print(error)
"""
SECONDS, BYTES = 20, 1_000_000_000


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_no_harm(name):
    ended = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=BOMBS[name].encode(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES)),
    )
    assert ended.returncode == 0, ended.stderr.decode()[-500:]
    assert b"root:" not in ended.stdout
