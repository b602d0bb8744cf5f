"""Plain text and Markdown -> Document; an abstract with its customary headings is told from news."""

import re

from graphbuild.model.codes import DocumentKind
from graphbuild.model.text import Document
from graphbuild.sources.decode import decode
from graphbuild.sources.frontmatter import front_matter
from graphbuild.sources.reader import Reader

_HEADING = re.compile(
    r"(?:^|(?<=[.?!)]\s)|(?<=[.?!)]))(?P<name>background|introduction|objectives?|aims?|purpose|context|importance"
    r"|design|setting|participants|patients|interventions?|methods?|materials and methods|patients and methods|results"
    r"|findings|conclusions?|conclusions and relevance|interpretation|main outcome measures?|main outcomes and measures"
    r"|measurements|study design|trial registration)\s?(?::|\.\s|$)",
    re.IGNORECASE | re.MULTILINE,
)
_CORE = (
    frozenset({"method", "methods", "design", "participants", "patients"}),
    frozenset({"result", "results", "finding", "findings"}),
)
_NEWS = re.compile(
    r"\b(?:said|says|told)\b|^###|\bread more\b|\blearn more\b|\bthis study:|\bthe study:|\bwhy (?:does|is) this\b"
    r"|^by [A-Z][a-z]+ [A-Z][a-z]+$",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST_ABSTRACT = 8_000


def read(data: bytes, name: str) -> tuple[Document, ...]:
    """Gives the one document that the text is."""
    text = decode(data, name)
    found, facts = front_matter(text)
    return (Document(text, kind_of(text), name, metadata=found, facts=facts),)


def kind_of(text: str) -> DocumentKind:
    r"""Tells an abstract with headings from news.

    >>> kind_of("A title\nMETHODS: We gave 20 adults a pill.\nRESULTS: It helped.").value
    'abstract'
    """
    if len(text) > _LONGEST_ABSTRACT or _NEWS.search(text):
        return DocumentKind.NEWS
    return DocumentKind.ABSTRACT if has_core_headings(text) else DocumentKind.NEWS


def has_core_headings(text: str) -> bool:
    """Tells whether the text has headings of methods and of results."""
    headings = {" ".join(match["name"].casefold().split()) for match in _HEADING.finditer(text)}
    return all(headings & group for group in _CORE)


READER = Reader("text", 100, lambda data: bool(data.strip()), read)
