"""Looks up labels and what stands in a sentence last, and only for the rows that are given.

Most questions end by fetching the words and the document of a sentence: two reads from disk for each of thousands of
rows, of which a limit then keeps the first. Such triples can be left out of a query and put to the store afterwards:
joins may be made in any order. The answer is the same, row by row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

import pyoxigraph as ox

from graphbuild.query import engine
from graphbuild.query.engine import Term
from graphbuild.query.ordering import Order, end_of_ties, ordered
from graphbuild.query.selects import Select, plain_select
from graphbuild.query.syntax import Token
from graphbuild.terms import PREFIXES

_LATE = {
    f"{PREFIXES['oa']}exact",
    f"{PREFIXES['rdfs']}label",
    *(f"{PREFIXES['gb']}{name}" for name in ("inDocument", "enrollment", "phase")),
}
_STEP = 3

Row = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """Triples left out: `sparql` finds them for what is put into `VALUES ?subject`, and gives `names` beside it."""

    subject: str
    names: tuple[str, ...]
    sparql: str
    optional: bool


@dataclass(frozen=True, slots=True)
class _Statement:
    """The tokens of `?s p ?o ; p ?o .`, and where it stands with the OPTIONAL around it if there is one."""

    tokens: tuple[Token, ...]
    start: int
    end: int
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A query without its lookups; `columns` are those of the whole one where there are any."""

    sparql: str
    lookups: tuple[Lookup, ...] = ()
    columns: tuple[str, ...] = ()
    distinct: bool = False


def put_off(sparql: str, order: Order = ()) -> Asked:
    """Takes the lookups out of a query that ends with its WHERE; gives it as it is where it has none.

    A lookup is a statement of the outermost group, `?sentence oa:exact ?quote ; gb:inDocument ?document .` or
    `OPTIONAL { ?study gb:phase ?phase }`, whose objects are used nowhere else but in the columns.

    >>> put_off("SELECT ?s ?q { ?s a gb:Sentence . ?s oa:exact ?q . }").sparql
    'SELECT ?s ?q { ?s a gb:Sentence . ?s oa:exact ?q . }'
    """
    select = plain_select(sparql)
    if select is None:
        return Asked(sparql)
    prefixes = dict(_prefixes(select.declared))
    uses = Counter(token.text[1:] for token in select.body if token.kind == "variable")
    uses.update(name for name, _ in order[:1])
    blocks = [block for block in _statements(select.body) if _fits(block.tokens, prefixes, uses)]
    if not blocks:
        return Asked(sparql)
    prologue = sparql[: select.clause[0].start]
    lookups = tuple(_lookup(block, sparql, prologue) for block in blocks)
    columns = tuple(token.text[1:] for token in select.columns)
    return Asked(_without(sparql, select, blocks, lookups), lookups, columns, select.distinct)


def _prefixes(prologue: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for before, after in pairwise(prologue):
        if before.kind == "name" and after.kind == "iri":
            yield before.text, after.text[1:-1]


def _statements(body: Sequence[Token]) -> Iterator[_Statement]:
    """Gives `?s p ?o ; p ?o .` of the outermost group, and `OPTIONAL { ?s p ?o }` there."""
    depth = 0
    for place, token in enumerate(body):
        depth += (token.text == "{") - (token.text == "}")
        begins = place > 0 and body[place - 1].text in {"{", "}", ".", ")"}
        if depth != 1 or not begins:
            continue
        if token.kind == "variable":
            end = _end(body, place)
            if body[end].text == ".":
                yield _Statement(tuple(body[place : end + 1]), token.start, body[end].end)
        elif token.text.upper() == "OPTIONAL" and body[place + 2].kind == "variable":
            end = _end(body, place + 2)
            if body[end].text == "}":
                yield _Statement(tuple(body[place + 2 : end + 1]), token.start, body[end].end, optional=True)


def _end(body: Sequence[Token], start: int) -> int:
    """Gives the place of what follows a statement."""
    return next((at for at in range(start + _STEP, len(body), _STEP) if body[at].text != ";"), start)


def _fits(block: Sequence[Token], prefixes: dict[str, str], uses: Counter[str]) -> bool:
    """Tells whether a statement only says what may be looked up late, in variables that nothing else uses."""
    objects = [token.text[1:] for token in block[2::_STEP]]
    return (
        all(_iri(token, prefixes) in _LATE for token in block[1::_STEP])
        and all(token.kind == "variable" for token in block[2::_STEP])
        and all(uses[name] == 1 for name in objects)
        and uses[block[0].text[1:]] > 1
    )


def _iri(token: Token, prefixes: dict[str, str]) -> str:
    prefix, _, rest = token.text.partition(":")
    return token.text[1:-1] if token.kind == "iri" else prefixes.get(f"{prefix}:", "") + rest


def _lookup(block: _Statement, sparql: str, prologue: str) -> Lookup:
    subject = block.tokens[0].text
    names = tuple(token.text[1:] for token in block.tokens[2::_STEP])
    wanted = " ".join(f"?{name}" for name in names)
    words = sparql[block.tokens[0].start : block.tokens[-1].start]
    text = f"{prologue}SELECT {subject} {wanted} WHERE {{ VALUES {subject} {{ UNDEF }} {words} }}"
    return Lookup(subject[1:], names, text, block.optional)


def _without(sparql: str, select: Select, blocks: Iterable[_Statement], lookups: Iterable[Lookup]) -> str:
    """Cuts statements out of a query and puts their subjects in place of their columns."""
    late = {name for lookup in lookups for name in lookup.names}
    cuts = [(block.start, block.end) for block in blocks]
    cuts += [(token.start, token.end) for token in select.columns if token.text[1:] in late]
    own = {token.text[1:] for token in select.columns}
    added = dict.fromkeys(lookup.subject for lookup in lookups if lookup.subject not in own)
    pieces, last = [], 0
    final = select.clause[-1]
    end = final.start if final.text.upper() == "WHERE" else final.end
    for start, stop in sorted([*cuts, (end, end)]):
        pieces.append(sparql[last:start])
        if start == stop:
            pieces += [f" ?{name} " for name in added]
        last = stop
    return "".join(pieces) + sparql[last:]


def first_rows(store: object, asked: Asked, answer: engine.Answer, order: Order, most: int) -> list[Row] | None:
    """Gives the first rows of an answer in an order, whole; None where only the engine can tell which they are."""
    early = tuple(takewhile(lambda key: key[0] in answer.columns, order))
    rows = ordered(answer.columns, tuple(answer.rows), early)
    if rows is None or not asked.lookups:
        return None if rows is None or early != order else list(rows[:most])
    keys = [answer.columns.index(name) for name, _ in early]
    subjects = [answer.columns.index(lookup.subject) for lookup in asked.lookups]
    if any({type(row[place]) for row in rows} - {ox.NamedNode} for place in subjects):
        return None
    found: list[Row] = []
    taken = 0
    while len(found) < most and taken < len(rows):
        end = end_of_ties(rows, keys, taken + most - len(found))
        found += _completed(store, asked, answer.columns, rows[taken:end])  # doubles are of one rank, thus together
        taken = end
    whole = ordered(asked.columns, found, order)
    return None if whole is None else list(whole[:most])


def _completed(store: object, asked: Asked, columns: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """Gives rows with what was looked up, in the columns of the whole query; a row that lacks it is none."""
    names, found = tuple(columns), list(rows)
    for lookup in asked.lookups:
        place = names.index(lookup.subject)
        known = _known(store, lookup, {row[place] for row in found})
        none = [(None,) * len(lookup.names)] if lookup.optional else []
        found = [(*row, *more) for row in found for more in known.get(row[place], none)]
        names = (*names, *lookup.names)
    places = [names.index(name) for name in asked.columns]
    whole = [tuple(row[place] for place in places) for row in found]
    return list(dict.fromkeys(whole)) if asked.distinct else whole


def _known(store: object, lookup: Lookup, subjects: Iterable[Term]) -> dict[Term, list[Row]]:
    known: dict[Term, list[Row]] = defaultdict(list)
    for subject, *values in engine.ask_of(store, lookup.sparql, lookup.subject, subjects, "query"):
        known[subject].append(tuple(values))
    return known
