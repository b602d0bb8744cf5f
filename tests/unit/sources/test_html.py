"""What of a page is its article."""

import json

import pytest
from lxml import html

from graphbuild.errors import MalformedSourceError
from graphbuild.model.text import Pointer
from graphbuild.sources import read_bytes

PAGE = """<!DOCTYPE html>
<html><head><title>A pill helps | Sleep News</title>
<meta property="og:site_name" content="Sleep News"><meta property="article:published_time" content="2021-03-04T10:00Z">
<meta property="og:url" content="javascript:alert(1)">
<script>var x = "not text";</script></head>
<body><header>Sleep News</header><nav><a href="/">Home</a> <a href="/all">All stories</a></nav>
<div class="menu"><a href="/a">One story</a> <a href="/b">Another story</a></div>
<h1>A pill &amp; a   half helps</h1>
<!-- a comment --><p>It was given to <b>40</b> adults<br>for six weeks.</p>
<ul><li>They slept.</li><li>They ate.</li></ul>
<footer>All rights reserved</footer></body></html>"""


def test_the_text_is_title_and_paragraphs_without_the_frame():
    assert read_bytes(PAGE.encode()).text.split("\n\n") == [
        "A pill & a half helps",
        "It was given to 40 adults",
        "for six weeks.",
        "They slept.",
        "They ate.",
    ]


def test_meta_tags_state_publisher_and_date_but_no_script_as_address():
    document = read_bytes(PAGE.encode())
    assert [(fact.field.value, fact.span.exact) for fact in document.facts if isinstance(fact.span, Pointer)] == [
        ("report.date", "2021-03-04T10:00Z"),
        ("report.publisher", "Sleep News"),
    ]
    assert ("og:site_name", "Sleep News", "meta") in {
        (item.name, item.value, item.origin) for item in document.metadata
    }


def test_without_a_heading_the_title_of_the_page_stands_first():
    page = "<html><head><title>A pill helps | Sleep News</title></head><body><p>It did.</p></body></html>"
    assert read_bytes(page.encode()).text == "A pill helps\n\nIt did."


def test_a_long_article_element_is_preferred():
    story = "<p>" + "They slept longer than before. " * 20 + "</p>"
    page = f"<html><body><p>Other news of the day.</p><article><h1>A pill helps</h1>{story}</article></body></html>"
    assert "Other news" not in read_bytes(page.encode()).text


def test_nesting_beyond_reason_is_refused():
    page = "<html><body>" + "<div>" * 50_000 + "A pill helps" + "</div>" * 50_000 + "</body></html>"
    with pytest.raises(MalformedSourceError):
        read_bytes(page.encode())


def page(head="", body="<h1>A pill helps</h1><p>It was given to 40 adults.</p>"):
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def told(document):
    return {fact.field.value: (fact.value, fact.rule) for fact in document.facts}


LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Other", "url": "https://example.org/"},
        {
            "@type": ["NewsArticle"],
            "headline": "A pill helps",
            "datePublished": "2021-03-04T10:00:00Z",
            "publisher": {"@type": "Organization", "name": "Sleep News"},
            "mainEntityOfPage": {"@id": "https://example.org/pill"},
        },
    ],
}


def test_linked_data_of_the_article_is_believed_before_meta_tags():
    head = f"<script type='application/ld+json'>{json.dumps(LINKED)}</script><meta name='date' content='2020-01-01'>"
    found = told(page(head))
    assert found["report.publisher"] == ("Sleep News", "jsonld/publisher")
    assert found["report.url"] == ("https://example.org/pill", "jsonld/url")
    assert found["report.date"][0].iso == "2021-03-04"


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "7", "null", '"text"', "[" * 100_000, '{"@type": "NewsArticle", "publisher": 7, "url": {}}'],
)
def test_linked_data_that_says_nothing_is_passed_over(content):
    head = f"<script type='application/ld+json'>{content}</script><meta property='og:site_name' content='Sleep News'>"
    assert told(page(head))["report.publisher"] == ("Sleep News", "meta/og:site_name")


def test_the_canonical_address_and_the_one_time_are_taken():
    found = told(
        page("<link rel='canonical' href='https://example.org/a'>", "<h1>A</h1><time datetime='2021-03-04'>4/3</time>")
    )
    assert found["report.url"] == ("https://example.org/a", "link/canonical")
    assert (found["report.date"][0].iso, found["report.date"][1]) == ("2021-03-04", "time/time")
    two = page(body="<h1>A</h1><time datetime='2021-03-04'>4</time><time datetime='2021-03-05'>5</time>")
    assert "report.date" not in told(two)


def test_what_calls_itself_something_else_is_left_out_unless_most_of_the_page_is_in_it():
    story = "".join(
        f"<p>They slept {number} minutes longer than before, and none of them had a fall.</p>" for number in range(9)
    )
    around = (
        "<div class='cookie-consent'>We keep cookies on your device.</div>"
        "<div id='relatedStories'><p>More: a cream.</p></div>"
        "<section class='share social'>Tell a friend</section>"
    )
    text = page(body=f"<div class='page has-sidebar menu'><h1>A pill helps</h1>{around}{story}</div>").text
    assert text.count("They slept") == 9
    assert not any(one in text for one in ("cookies", "a cream", "Tell a friend"))


def test_an_xpath_leads_back_to_every_block():
    source = (
        "<html><body><div><h1>A pill helps</h1><p>It was given to <b>40</b> adults.</p>"
        "<ul><li>They slept.</ul></div></body></html>"
    )
    document = read_bytes(source.encode())
    (held,) = [json.loads(item.value) for item in document.metadata if item.name == "xpath"]
    tree = html.document_fromstring(source)
    for offset, path in held:
        (node,) = tree.xpath(path)
        words = document.text[offset:].partition("\n\n")[0]
        assert " ".join(node.text_content().split()) == words
    assert len(held) == 3
