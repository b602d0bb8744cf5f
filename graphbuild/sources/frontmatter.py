"""Front matter of Markdown pages: the keys between two lines of dashes, and the facts that some of them state."""

import re
from collections.abc import Iterator

from graphbuild.language.dates import dates
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Metadata, Span

_FENCE = re.compile(r"---[ \t]*\r?\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"^(?P<key>[A-Za-z_][\w-]{0,40}):(?P<rest>[^\n]*)$", re.MULTILINE)
_CONTENT = re.compile(r"[^\s\"'>|][^\n]*?(?=[\"']?\s*$)", re.MULTILINE)
_LARGEST = 20_000
_FIELDS = {
    "title": Field.REPORT_TITLE,
    "headline": Field.REPORT_TITLE,
    "date": Field.REPORT_DATE,
    "published": Field.REPORT_DATE,
    "pubdate": Field.REPORT_DATE,
    "publish_date": Field.REPORT_DATE,
    "publisher": Field.REPORT_PUBLISHER,
    "source": Field.REPORT_PUBLISHER,
    "outlet": Field.REPORT_PUBLISHER,
    "site": Field.REPORT_PUBLISHER,
    "site_name": Field.REPORT_PUBLISHER,
    "url": Field.REPORT_URL,
    "link": Field.REPORT_URL,
    "canonical": Field.REPORT_URL,
}
_ORIGIN = "front matter"


def front_matter(text: str) -> tuple[tuple[Metadata, ...], tuple[Fact, ...]]:
    r"""Gives the keys with a value of one line or one folded block, and the facts among them; offsets are true.

    >>> found, facts = front_matter("---\ntitle: A pill helps\nlayout: post\n---\nText.")
    >>> [item.name for item in found], facts[0].value
    (['title', 'layout'], 'A pill helps')
    """
    opening = _FENCE.match(text)
    closing = _END.search(text, opening.end(), opening.end() + _LARGEST) if opening else None
    if opening is None or closing is None:
        return (), ()
    entries = tuple(_entries(text, opening.end(), closing.start()))
    found = tuple(Metadata(key, span.of(text), _ORIGIN) for key, span in entries)
    facts: dict[Field, Fact] = {}
    for key, span in entries:
        fact = _fact(key.casefold(), span, text)
        if fact is not None:
            facts.setdefault(fact.field, fact)
    return found, tuple(facts.values())


def _entries(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    keys = list(_KEY.finditer(text, start, end))
    for match, following in zip(keys, [*keys[1:], None], strict=True):
        stop = following.start() if following else end
        content = _CONTENT.search(text, match.start("rest"), stop)
        if content is not None and content.group().strip() and not content.group().startswith(("- ", "[", "{")):
            yield match["key"], Span(*content.span())


def _fact(key: str, span: Span, text: str) -> Fact | None:
    field = _FIELDS.get(key)
    if field is None:
        return None
    if field is Field.REPORT_DATE:
        found = dates(span.of(text))
        if not found:
            return None
        words = Span(span.start + found[0].span.start, span.start + found[0].span.end)
        return Fact(field, found[0].date, words, rule=f"front-matter/{key}")
    if field is Field.REPORT_URL and not span.of(text).startswith(("http://", "https://")):
        return None
    if field is Field.REPORT_PUBLISHER and "://" in span.of(text):
        return None
    return Fact(field, span.of(text), span, rule=f"front-matter/{key}")
