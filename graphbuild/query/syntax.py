"""SPARQL as tokens: what a text may not do, which parameters it has, and how terms are put in their place.

Only tokens are looked at, so that neither a comment nor a string is taken for a keyword. Parameters stand in a query
as `VALUES ?name { default }`; binding one replaces the tokens between its braces by whole terms, each a single token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import pyoxigraph as ox

from graphbuild.errors import QueryError
from graphbuild.terms import PREFIXES

MAXIMUM_LENGTH = 100_000
MAXIMUM_DEPTH = 60

Term = ox.NamedNode | ox.Literal

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<comment>\#[^\n\r]*)
  | (?P<iri><[^<>"{}|^`\\\s]*>)
  | (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
              |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<name>(?:[^\W\d_][\w.-]{0,60}+)?:(?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-])*
             (?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-]))?)
  | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+)
  | (?P<word>[^\W\d]\w*)
  | (?P<tag>@[A-Za-z0-9-]+)
  | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = (
    re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))"),  # as the standard has it
    re.compile(r"\\[uU]([0-9A-Fa-f]{4}(?:[0-9A-Fa-f]{4})?)()"),  # as rdflib reads it
)
_AFTER_BACKSLASH = re.compile(r"(?<=\\)[uU]")
_REFUSED = {
    "SERVICE": "asks another server",
    "FROM": "reads graphs from elsewhere",
    "LOAD": "reads files and addresses",
    **dict.fromkeys(
        ("INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"), "changes the store"
    ),
}
_OPEN, _CLOSE = "([{", ")]}"
_QUERY_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


class Token(NamedTuple):
    """A piece of a query: its kind, its text and where it begins."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Gives the offset behind it."""
        return self.start + len(self.text)


def tokens(text: str) -> tuple[Token, ...]:
    """Gives the tokens of a text without spaces and comments; never fails.

    >>> [token.text for token in tokens("ASK { ?s a <http://x> } # SERVICE")]
    ['ASK', '{', '?s', 'a', '<http://x>', '}']
    """
    found = _TOKEN.finditer(text)
    return tuple(
        Token(str(piece.lastgroup), piece[0], piece.start())
        for piece in found
        if piece.lastgroup not in {"space", "comment"}
    )


def check(text: str, where: str) -> None:
    """Raises QueryError for a text that is too long or nested, reaches out, changes the store or does not parse."""
    if len(text) > MAXIMUM_LENGTH:
        problem = f"the query has {len(text)} characters, at most {MAXIMUM_LENGTH} are allowed"
        raise QueryError(problem, where=where, remedy="ask a shorter question")
    for reading in {text, *_expanded(text)}:
        _refuse(tokens(reading), where)
    _parse(text, where)


def _expanded(text: str) -> list[str]:
    r"""Resolves \u escapes everywhere, as engines do before they read a text."""
    return [
        escape.sub(lambda found: _letter(int(found[1] or found[2], 16)), text) for escape in _ESCAPES if "\\" in text
    ]


def _letter(code: int) -> str:
    return chr(code) if code <= 0x10FFFF else "\ufffd"  # noqa: PLR2004 - the last code point


def _refuse(found: tuple[Token, ...], where: str) -> None:
    depth = deepest = 0
    for token in found:
        if token.kind == "word" and token.text.upper() in _REFUSED:
            problem = f"{token.text.upper()} is not allowed, it {_REFUSED[token.text.upper()]}"
            raise QueryError(
                problem, where=where, remedy="ask for what is in the graph: SELECT, ASK, CONSTRUCT, DESCRIBE"
            )
        if token.kind == "sign":
            depth += (token.text in _OPEN) - (token.text in _CLOSE)
            deepest = max(deepest, depth)
    if deepest > MAXIMUM_DEPTH:
        problem = f"the query nests {deepest} levels deep, at most {MAXIMUM_DEPTH} are allowed"
        raise QueryError(problem, where=where, remedy="ask a flatter question")


@lru_cache(maxsize=256)
def _fault(text: str) -> str:
    try:
        ox.Store().query(text)
    except SyntaxError as error:
        return str(error)
    return ""


def _parse(text: str, where: str) -> None:
    fault = _fault(text)
    if fault:
        raise QueryError(f"the SPARQL does not parse: {fault}", where=where, remedy="mend it at that line and column")


def with_prefixes(text: str) -> str:
    """Declares the well-known prefixes that a text uses and does not declare, on its first line.

    >>> with_prefixes("ASK { ?s a gb:Arm }")
    'PREFIX gb: <https://w3id.org/graphbuild/ns#> ASK { ?s a gb:Arm }'
    """
    found = tokens(text)
    names = {token.text.partition(":")[0] for token in found if token.kind == "name"}
    declared = {
        after.text.partition(":")[0]
        for before, after in pairwise(found)
        if before.kind == "word" and before.text.upper() == "PREFIX"
    }
    lines = [f"PREFIX {name}: <{PREFIXES[name]}> " for name in sorted(names - declared) if name in PREFIXES]
    return "".join(lines) + text


def looks_like_sparql(text: str) -> bool:
    """Tells whether a text is a query rather than a name."""
    return any(token.kind == "word" and token.text.upper() in _QUERY_FORMS for token in tokens(text)) and "{" in text


def sorts(text: str) -> bool:
    """Tells whether a query has an order of its own anywhere."""
    return any(token.kind == "word" and token.text.upper() == "ORDER" for token in tokens(text))


def parameters(text: str) -> dict[str, tuple[Token, ...]]:
    """Gives the tokens between the braces of each `VALUES ?name { ... }`, by name."""
    return {name: block for name, block, _, _ in _blocks(text)}


def _blocks(text: str) -> Iterator[tuple[str, tuple[Token, ...], int, int]]:
    found = tokens(text)
    for index, token in enumerate(found[:-2]):
        if token.kind == "word" and token.text.upper() == "VALUES" and found[index + 1].kind == "variable":
            block = _until_brace(found[index + 3 :])
            opening = found[index + 2]
            yield found[index + 1].text[1:], block, opening.end, found[index + 3 + len(block)].start


def _until_brace(found: Sequence[Token]) -> tuple[Token, ...]:
    closing = next(index for index, token in enumerate(found) if token.text == "}")
    return tuple(found[:closing])


def bind(text: str, values: Mapping[str, Sequence[Term]]) -> str:
    """Puts terms in the place of the defaults; no term at all means that anything matches."""
    pieces, last = [], 0
    for name, _, start, end in _blocks(text):
        if name in values:
            pieces += [text[last:start], " ", " ".join(map(written, values[name])) or "UNDEF", " "]
            last = end
    return "".join(pieces) + text[last:]


def substitute(text: str, name: str, term: Term) -> str:
    """Puts a term in the place of every token that is that variable.

    >>> substitute("ASK { ?node a ?kind } # ?node", "node", ox.NamedNode("http://x"))
    'ASK { <http://x> a ?kind } # ?node'
    """
    pieces, last = [], 0
    for token in tokens(text):
        if token.kind == "variable" and token.text[1:] == name:
            pieces += [text[last : token.start], written(term)]
            last = token.end
    return "".join(pieces) + text[last:]


def written(term: Term) -> str:
    r"""Gives the one token that stands for a term in SPARQL.

    A backslash in a text never comes before u or U as they are, because SPARQL resolves \u escapes before strings.

    >>> written(ox.Literal('a"b')), written(ox.Literal(12))
    ('"a\\"b"', '"12"^^<http://www.w3.org/2001/XMLSchema#integer>')
    """
    if isinstance(term, ox.NamedNode):
        return str(term)
    tail = f"@{term.language}" if term.language else f"^^{term.datatype}"
    plain = "" if term.datatype.value == f"{PREFIXES['xsd']}string" else tail
    return f'"{_escaped(term.value)}"{plain}'


def _escaped(text: str) -> str:
    pairs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    safe = "".join(pairs.get(letter, letter) for letter in text)
    return _AFTER_BACKSLASH.sub(lambda found: f"\\U{ord(found[0]):08X}", safe)
