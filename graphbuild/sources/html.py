"""HTML pages -> Document: the title and the main text, one block a paragraph; offsets refer to this text.

The metadata "xpath" of a page leads back from each block: its offset, and where in the page the words begin.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree, html

from graphbuild.errors import MalformedSourceError
from graphbuild.model.text import Document, Metadata
from graphbuild.sources.decode import decode
from graphbuild.sources.page import facts, metadata
from graphbuild.sources.plain import kind_of
from graphbuild.sources.reader import Reader

_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_BLANKS = re.compile(r"\s+")
_SITE = re.compile(r"\s[|\u2013\u2014\u00bb]\s[^|\u2013\u2014\u00bb]{1,60}$")
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
_MARKED = frozenset(
    {
        "cookie", "cookies", "consent", "gdpr", "newsletter", "subscribe", "signup", "related",
        "recommended", "recommendations", "breadcrumb", "breadcrumbs", "share", "sharing", "social",
        "comments", "advert", "advertisement", "ad", "ads", "promo", "popup", "modal", "menu",
        "nav", "navbar", "navigation", "footer", "pagination", "pager", "trending", "popular", "toolbar",
        "skip",
    }
)  # fmt: skip
"""Words in the class or id of an element that is no part of the article, unless most of the text is in it."""
_ROLES = frozenset({"banner", "navigation", "contentinfo", "complementary", "search", "dialog", "alert"})
_NAMES_OF = re.compile(r"[\s_-]+|(?<=[a-z])(?=[A-Z])")
_NAMED, _LARGE = 300, 0.4
_ENOUGH = 300
_TOP = 12
_MOSTLY = 0.5
_SHORT = 200


@dataclass(slots=True)
class _Blocks:
    """Gathers inline text and closes it into blocks, each with the element in which it begins."""

    done: list[tuple[str, html.HtmlElement]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    first: html.HtmlElement | None = None

    def add(self, text: str | None, node: html.HtmlElement, *, in_link: bool) -> None:
        if text:
            if text.strip() and self.first is None:
                self.first = node
            self.pieces.append(text)
            self.linked += len(text.strip()) if in_link else 0

    def close(self) -> None:
        words = _BLANKS.sub(" ", "".join(self.pieces)).strip()
        is_menu = len(words) < _SHORT and self.linked > _MOSTLY * len(words)
        if words and self.first is not None and not is_menu:
            self.done.append((words, self.first))
        self.pieces, self.linked, self.first = [], 0, None

    @property
    def length(self) -> int:
        return sum(len(words) for words, _ in self.done)


def read(data: bytes, name: str) -> tuple[Document, ...]:
    """Gives the one document that the page holds; raises MalformedSourceError where it holds no text."""
    source = _DECLARATION.sub("", decode(data, name))
    try:
        page = html.document_fromstring(source, parser=html.HTMLParser(no_network=True, huge_tree=False))
        blocks = _text(page)
        found = (*metadata(page), _places(blocks))
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise MalformedSourceError(f"it is no readable HTML: {error}", where=name) from error
    text = "\n\n".join(words for words, _ in blocks)
    if not text:
        raise MalformedSourceError("no text in this page", where=name, remedy="save the article's own text")
    return (Document(text, kind_of(text), name, metadata=found, facts=tuple(facts(found))),)


def _places(blocks: Iterable[tuple[str, html.HtmlElement | None]]) -> Metadata:
    """Gives the offset of every block and the XPath of the element in which it begins."""
    found, offset = [], 0
    for words, node in blocks:
        if node is not None:
            found.append((offset, node.getroottree().getpath(node)))
        offset += len(words) + len("\n\n")
    return Metadata("xpath", json.dumps(found), "html")


def _text(page: html.HtmlElement) -> list[tuple[str, html.HtmlElement | None]]:
    title, heading = _title(page)
    found: list[tuple[str, html.HtmlElement | None]] = [*_blocks_of(_root(page)).done]
    above = [words for words, _ in found[:_TOP]]
    if title in above:
        return found[above.index(title) :]
    return [(title, heading), *found] if title else found


def _title(page: html.HtmlElement) -> tuple[str, html.HtmlElement | None]:
    """Gives the title, and the heading that it is, if it is one."""
    for heading in page.iterfind(".//h1"):
        named = _BLANKS.sub(" ", heading.text_content()).strip()
        if named:
            return named, heading
    shared = page.xpath("string(//meta[@property='og:title']/@content)").strip()
    return shared or _SITE.sub("", _BLANKS.sub(" ", page.findtext(".//title") or "").strip()), None


def _root(page: html.HtmlElement) -> html.HtmlElement:
    for path in _ROOTS:
        found = [(_blocks_of(node).length, -number, node) for number, node in enumerate(page.iterfind(path))]
        if found and max(found)[0] >= _ENOUGH:
            return max(found)[2]
    body = page.find(".//body")
    return page if body is None else body


def _blocks_of(node: html.HtmlElement) -> _Blocks:
    blocks = _Blocks()
    _walk(node, blocks, aside=_asides(node), in_link=False)
    blocks.close()
    return blocks


def _asides(root: html.HtmlElement) -> set[html.HtmlElement]:
    """Gives the elements below one that call themselves something beside the article, and are small."""
    marked = [node for node in root.iterdescendants() if isinstance(node.tag, str) and _is_marked(node)]
    whole = len(root.text_content()) if marked else 0
    return {node for node in marked if len(node.text_content()) < _LARGE * whole}


def _is_marked(node: html.HtmlElement) -> bool:
    if node.tag not in _BLOCKS:
        return False
    if (node.get("role") or "").casefold() in _ROLES:
        return True
    named = f"{node.get('class') or ''} {node.get('id') or ''}"
    return bool(named.strip()) and not _MARKED.isdisjoint(one.casefold() for one in _NAMES_OF.split(named[:_NAMED]))


def _walk(node: html.HtmlElement, blocks: _Blocks, *, aside: set[html.HtmlElement], in_link: bool) -> None:
    is_block = node.tag in _BLOCKS
    if is_block or node.tag == "br":
        blocks.close()
    in_link = in_link or node.tag == "a"
    blocks.add(node.text, node, in_link=in_link)
    for child in node:
        if isinstance(child.tag, str) and child.tag not in _DROPPED and child not in aside:
            _walk(child, blocks, aside=aside, in_link=in_link)
        blocks.add(child.tail, node, in_link=in_link)
    if is_block:
        blocks.close()


READER = Reader("html", 50, lambda data: _OPENING.match(data[:8_192]) is not None, read)
