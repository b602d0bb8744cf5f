"""What a page says of itself in its head: JSON-LD, canonical links, Open Graph and other meta tags, times.

Each value is metadata with its origin, and the facts among them point to where in the page it stands.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from graphbuild.language.dates import dates
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Metadata, Pointer

_BLANKS = re.compile(r"\s+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_FIELDS = {
    "jsonld:datePublished": Field.REPORT_DATE,
    "article:published_time": Field.REPORT_DATE,
    "citation_publication_date": Field.REPORT_DATE,
    "date": Field.REPORT_DATE,
    "pubdate": Field.REPORT_DATE,
    "dc.date": Field.REPORT_DATE,
    "dcterms.date": Field.REPORT_DATE,
    "time": Field.REPORT_DATE,
    "jsonld:publisher": Field.REPORT_PUBLISHER,
    "og:site_name": Field.REPORT_PUBLISHER,
    "dc.publisher": Field.REPORT_PUBLISHER,
    "canonical": Field.REPORT_URL,
    "jsonld:url": Field.REPORT_URL,
    "og:url": Field.REPORT_URL,
}
"""Names of metadata in the order in which they are believed, and the facts that they state."""
_ARTICLES = re.compile(r"(?:[A-Za-z]{0,30}Article|BlogPosting|Report)$")
_DEEPEST = 6
_LARGEST = 200_000
_MANY = 20


def metadata(page: html.HtmlElement) -> tuple[Metadata, ...]:
    """Gives what the page says of itself; origins are "meta", "jsonld", "link" and "time"."""
    return (*_linked_data(page), *_links(page), *_tags(page), *_times(page))


def _tags(page: html.HtmlElement) -> Iterator[Metadata]:
    for node in page.iterfind(".//meta"):
        name = (node.get("property") or node.get("name") or "").strip().casefold()
        value = _BLANKS.sub(" ", node.get("content") or "").strip()
        if name and value:
            yield Metadata(name, value, "meta")


def _links(page: html.HtmlElement) -> Iterator[Metadata]:
    for node in page.iterfind(".//link[@rel='canonical']"):
        if node.get("href"):
            yield Metadata("canonical", node.get("href", "").strip(), "link")


def _times(page: html.HtmlElement) -> Iterator[Metadata]:
    """Gives the day of the one time that the article or its head carries."""
    found = {node.get("datetime", "").strip() for node in page.iterfind(".//time[@datetime]")}
    if len(found) == 1:
        yield Metadata("time", found.pop(), "time")


def _linked_data(page: html.HtmlElement) -> Iterator[Metadata]:
    """Gives what the first article among the JSON-LD of the page says of itself."""
    for node in page.xpath("//script[@type='application/ld+json']")[:_MANY]:
        try:
            content = json.loads((node.text or "")[:_LARGEST])
        except (ValueError, RecursionError):
            continue
        article = next(_articles(content, _DEEPEST), None)
        if article is not None:
            told = {
                "headline": article.get("headline"),
                "datePublished": article.get("datePublished"),
                "publisher": _name(article.get("publisher")),
                "url": article.get("url") or _address(article.get("mainEntityOfPage")),
            }
            yield from (Metadata(f"jsonld:{name}", _plain(one), "jsonld") for name, one in told.items() if _plain(one))
            return


def _articles(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value[:_MANY] if depth else ():
            yield from _articles(one, depth - 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        named = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _ARTICLES.fullmatch(kind) for kind in named):
            yield value
        if depth:
            yield from _articles(value.get("@graph"), depth - 1)


def _name(value: Any) -> Any:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("name") if isinstance(value, dict) else value


def _address(value: Any) -> Any:
    return value.get("@id") if isinstance(value, dict) else value


def _plain(value: Any) -> str:
    return _BLANKS.sub(" ", _TAG.sub("", value)).strip() if isinstance(value, str) else ""


def facts(found: tuple[Metadata, ...]) -> Iterator[Fact]:
    """Gives the facts that the metadata of a page state, one a field: what is believed first."""
    given: set[Field] = set()
    for name, field in _FIELDS.items():
        for item in found:
            fact = _fact(item, field) if item.name == name and field not in given else None
            if fact is not None:
                given.add(field)
                yield fact


def _fact(item: Metadata, field: Field) -> Fact | None:
    pointer = Pointer(_place(item), item.value)
    rule = f"{item.origin}/{item.name.removeprefix('jsonld:')}"
    if field is Field.REPORT_DATE:
        days = dates(item.value[:10])
        return Fact(field, days[0].date, pointer, rule) if days else None
    if field is Field.REPORT_URL and not item.value.startswith(("http://", "https://")):
        return None
    return Fact(field, item.value, pointer, rule)


def _place(item: Metadata) -> str:
    """Gives the XPath of a value, and of one in JSON-LD the name that it has there."""
    if item.origin == "jsonld":
        return f"//script[@type='application/ld+json']#{item.name.removeprefix('jsonld:')}"
    if item.origin == "link":
        return "//link[@rel='canonical']/@href"
    if item.origin == "time":
        return "//time/@datetime"
    return f"//meta[@property='{item.name}' or @name='{item.name}']/@content"
