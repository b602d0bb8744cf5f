"""What of a page is its article."""

import pytest

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
        ("report.publisher", "Sleep News"),
        ("report.date", "2021-03-04T10:00Z"),
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
