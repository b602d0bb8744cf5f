"""PDF files -> Document: the text of their pages, broken lines joined again; needs the extra "pdf"."""

import io
import logging
import re
import time
from collections.abc import Iterator
from typing import Any

from graphbuild.errors import MalformedSourceError, PluginError, SourceError
from graphbuild.model.codes import DocumentKind
from graphbuild.model.text import Document
from graphbuild.sources.plain import has_core_headings, kind_of
from graphbuild.sources.reader import Reader

PAGES = 500
"""The most pages that are read."""
SECONDS = 60.0
"""The longest that one file may take."""
LONGEST = 5_000_000
"""The longest text that one file may give."""
_FULL = 0.7
_WIDE = 0.9
_ODD = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KEPT = frozenset(
    {"age", "cross", "dose", "double", "follow", "long", "multi", "non", "open", "placebo", "self", "single", "well"}
)
"""First parts of words that keep their hyphen at the end of a line."""


def read(data: bytes, name: str) -> tuple[Document, ...]:
    """Gives the one document that the file is; raises PluginError where the extra is not installed."""
    try:
        import pypdf  # noqa: PLC0415
    except ImportError as error:
        remedy = "pip install 'graphbuild[pdf]'"
        raise PluginError("the reader of PDF files is not installed", where=name, remedy=remedy) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = list(_pages(pypdf.PdfReader(io.BytesIO(data)), name))
    except SourceError:
        raise
    except Exception as error:  # a damaged file fails in any way
        raise MalformedSourceError(f"it is no readable PDF: {error}", where=name) from error
    full = _full(pages)
    text = "\n\n".join(filter(None, (_joined(page, full) for page in pages)))
    if not text:
        remedy = "give a text of it, made by character recognition"
        raise MalformedSourceError("its pages hold no text: they seem to be scanned", where=name, remedy=remedy)
    return (Document(text, _kind(text), name),)


def _pages(reader: Any, name: str) -> Iterator[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise MalformedSourceError("it is locked with a password", where=name, remedy="unlock it first")
    if len(reader.pages) > PAGES:
        raise MalformedSourceError(f"it has more than {PAGES} pages", where=name, remedy="give the article alone")
    end, length = time.monotonic() + SECONDS, 0
    for page in reader.pages:
        text = _ODD.sub("", page.extract_text())
        length += len(text)
        if length > LONGEST or time.monotonic() > end:
            raise MalformedSourceError("its text is too long or takes too long to read", where=name)
        yield text


def _full(pages: list[str]) -> float:
    """Gives the length from which a line counts as full."""
    lengths = sorted(len(line.strip()) for page in pages for line in page.splitlines() if line.strip())
    return _FULL * lengths[int(_WIDE * (len(lengths) - 1))] if lengths else 0


def _joined(page: str, full: float) -> str:
    r"""Gives the text of a page with one line a paragraph: a full line goes on in the next.

    >>> _joined("A short title\nIn this trial forty adults were rando-\nmised to a pill. It\n", 30)
    'A short title\nIn this trial forty adults were randomised to a pill. It'
    """
    text, goes_on = "", False
    for line in (" ".join(one.split()) for one in page.splitlines()):
        text = _after(text, line) if goes_on and line else f"{text}\n{line}"
        goes_on = len(line) >= full
    return text.strip()


def _after(text: str, line: str) -> str:
    before, _, part = text.rpartition(" ")
    if not text.endswith("-") or not line[:1].islower():
        return f"{text} {line}"
    word = part.removesuffix("-")
    kept = not word.isalpha() or word.casefold() in _KEPT
    return text + line if kept else f"{before} {word}{line}".lstrip()


def _kind(text: str) -> DocumentKind:
    found = kind_of(text)
    is_paper = found is DocumentKind.NEWS and len(text) > _LONG and has_core_headings(text)
    return DocumentKind.PAPER if is_paper else found


_LONG = 8_000
READER = Reader("pdf", 5, lambda data: data.startswith(b"%PDF-"), read)
