"""HTML pages -> Document: the title and the main text, one block a paragraph; offsets refer to this text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from graphbuild.errors import MalformedSourceError
from graphbuild.language.dates import dates
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Metadata, Pointer
from graphbuild.sources.decode import decode
from graphbuild.sources.plain import kind_of
from graphbuild.sources.reader import Reader

_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_BLANKS = re.compile(r"\s+")
_SITE = re.compile(r"\s+[|\u2013\u2014\u00bb]\s+[^|\u2013\u2014\u00bb]{1,60}$")
_DROPPED = frozenset(
    {
        "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "select",
        "option", "svg", "iframe", "object", "video", "audio", "canvas", "figure", "figcaption", "menu", "dialog",
        "input", "textarea", "label",
    }
)  # fmt: skip
_BLOCKS = frozenset(
    {
        "p", "div", "section", "article", "main", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt",
        "dd", "table", "tr", "td", "th", "caption", "blockquote", "pre", "address", "hr", "body", "center", "details",
        "summary", "fieldset",
    }
)  # fmt: skip
_ROOTS = (".//*[@itemprop='articleBody']", ".//article", ".//main", ".//*[@role='main']")
_ENOUGH = 300
_TOP = 12
_MOSTLY = 0.5
_SHORT = 200
_META = {
    "og:site_name": Field.REPORT_PUBLISHER,
    "article:published_time": Field.REPORT_DATE,
    "date": Field.REPORT_DATE,
    "pubdate": Field.REPORT_DATE,
    "dc.date": Field.REPORT_DATE,
    "dc.publisher": Field.REPORT_PUBLISHER,
    "og:url": Field.REPORT_URL,
}


@dataclass(slots=True)
class _Blocks:
    """Gathers inline text and closes it into blocks."""

    done: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0

    def add(self, text: str | None, *, in_link: bool) -> None:
        if text:
            self.pieces.append(text)
            self.linked += len(text.strip()) if in_link else 0

    def close(self) -> None:
        words = _BLANKS.sub(" ", "".join(self.pieces)).strip()
        is_menu = len(words) < _SHORT and self.linked > _MOSTLY * len(words)
        if words and not is_menu:
            self.done.append(words)
        self.pieces, self.linked = [], 0


def read(data: bytes, name: str) -> tuple[Document, ...]:
    """Gives the one document that the page holds; raises MalformedSourceError where it holds no text."""
    source = _DECLARATION.sub("", decode(data, name))
    try:
        page = html.document_fromstring(source, parser=html.HTMLParser(no_network=True, huge_tree=False))
        text = "\n\n".join(_text(page))
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise MalformedSourceError(f"it is no readable HTML: {error}", where=name) from error
    if not text:
        raise MalformedSourceError("no text in this page", where=name, remedy="save the article's own text")
    found = tuple(_metadata(page))
    return (Document(text, kind_of(text), name, metadata=found, facts=tuple(_facts(found))),)


def _text(page: html.HtmlElement) -> list[str]:
    title = _title(page)
    found = _blocks_of(_root(page))
    if title in found[:_TOP]:
        return found[found.index(title) :]
    return [title, *found] if title else found


def _title(page: html.HtmlElement) -> str:
    headings = (_BLANKS.sub(" ", heading.text_content()).strip() for heading in page.iterfind(".//h1"))
    named = next((heading for heading in headings if heading), "")
    shared = page.xpath("string(//meta[@property='og:title']/@content)").strip()
    return named or shared or _SITE.sub("", _BLANKS.sub(" ", page.findtext(".//title") or "").strip())


def _root(page: html.HtmlElement) -> html.HtmlElement:
    for path in _ROOTS:
        found = [(sum(map(len, _blocks_of(node))), -number, node) for number, node in enumerate(page.iterfind(path))]
        if found and max(found)[0] >= _ENOUGH:
            return max(found)[2]
    body = page.find(".//body")
    return page if body is None else body


def _blocks_of(node: html.HtmlElement) -> list[str]:
    blocks = _Blocks()
    _walk(node, blocks, in_link=False)
    blocks.close()
    return blocks.done


def _walk(node: html.HtmlElement, blocks: _Blocks, *, in_link: bool) -> None:
    is_block = node.tag in _BLOCKS
    if is_block or node.tag == "br":
        blocks.close()
    in_link = in_link or node.tag == "a"
    blocks.add(node.text, in_link=in_link)
    for child in node:
        if isinstance(child.tag, str) and child.tag not in _DROPPED:
            _walk(child, blocks, in_link=in_link)
        blocks.add(child.tail, in_link=in_link)
    if is_block:
        blocks.close()


def _metadata(page: html.HtmlElement) -> Iterator[Metadata]:
    for node in page.iterfind(".//meta"):
        name = (node.get("property") or node.get("name") or "").strip().casefold()
        value = _BLANKS.sub(" ", node.get("content") or "").strip()
        if name and value:
            yield Metadata(name, value, "meta")


def _facts(found: tuple[Metadata, ...]) -> Iterator[Fact]:
    given: set[Field] = set()
    for item in found:
        fact_field = _META.get(item.name)
        if fact_field is None or fact_field in given:
            continue
        pointer = Pointer(f"//meta[@property='{item.name}' or @name='{item.name}']/@content", item.value)
        if fact_field is Field.REPORT_DATE:
            days = dates(item.value[:10])
            if not days:
                continue
            yield Fact(fact_field, days[0].date, pointer, rule=f"meta/{item.name}")
        elif fact_field is not Field.REPORT_URL or item.value.startswith(("http://", "https://")):
            yield Fact(fact_field, item.value, pointer, rule=f"meta/{item.name}")
        given.add(fact_field)


READER = Reader("html", 50, lambda data: _OPENING.match(data[:8_192]) is not None, read)
