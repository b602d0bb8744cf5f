"""Answers a query in portions of what its rows are sorted by first.

A query may hold a subselect that gives the first key of its order: the totals by which interventions are ranked, the
studies that have a registration. That subselect is asked by itself; its rows are sorted and put back by portions, as
VALUES, until the rest of the query has given as many rows as are wanted. A join with a table is the union of the joins
with its parts, so the rows are those of the whole query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

import pyoxigraph as ox

from graphbuild.query import engine, syntax
from graphbuild.query.engine import Answer, Term
from graphbuild.query.ordering import Order, end_of_ties, ordered
from graphbuild.query.selects import columns, plain_select
from graphbuild.query.syntax import Token

_ENDS = {"{", "}", ".", ")"}
"""What may stand before a group that is simply joined."""
_SHARE, _FEWEST, _MOST = 16, 50, 400
"""The first portion is a sixteenth of the rows wanted, because a key often leads to many rows. A table of more than
some hundred rows leads the engine to read whole indices, again for each portion."""


@dataclass(frozen=True, slots=True)
class Led:
    """A query cut into the subselect that leads and what stands before and behind it."""

    keys: str
    before: str
    after: str

    def portion(self, names: Sequence[str], rows: Sequence[tuple[Term, ...]]) -> str:
        """Gives the query with some rows of the subselect in its place."""
        variables = " ".join(f"?{name}" for name in names)
        values = " ".join(f"({' '.join(map(_written, row))})" for row in rows)
        return f"{self.before}VALUES ({variables}) {{ {values} }}{self.after}"


def _written(term: Term) -> str:
    return syntax.written(term) if isinstance(term, ox.NamedNode | ox.Literal) else "UNDEF"


def led(sparql: str, order: Order) -> Led | None:
    """Cuts a query that ends with its WHERE at the subselect that gives what it is sorted by first; None without one.

    >>> found = led("SELECT ?s ?q { { SELECT DISTINCT ?s { ?s a ?c } } ?s ?p ?q }", (("s", False),))
    >>> found.keys, found.portion(["s"], [(ox.NamedNode("http://x"),)])
    ('SELECT DISTINCT ?s { ?s a ?c }', 'SELECT ?s ?q { VALUES (?s) { (<http://x>) } ?s ?p ?q }')
    """
    select = plain_select(sparql)
    if select is None or not order:
        return None
    for group in _joined_groups(select.body):
        clause = group[1 : next(place for place, token in enumerate(group) if place and token.text == "{")]
        if order[0][0] in {token.text[1:] for token in columns(clause)}:
            declared = sparql[: select.clause[0].start]
            return Led(
                declared + sparql[group[1].start : group[-2].end],
                sparql[: group[0].start],
                sparql[group[-1].end :],
            )
    return None


def _joined_groups(body: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Gives the `{ SELECT ... }` of the outermost group that are joined with the rest of it, braces and all."""
    depth, start = 0, 0
    for place, token in enumerate(body):
        depth += (token.text == "{") - (token.text == "}")
        if token.text == "{" and depth == 2 and body[place - 1].text in _ENDS:  # noqa: PLR2004 - one within the first
            start = place
        elif token.text == "}" and depth == 1 and start:
            if body[start + 1].text.upper() == "SELECT" and body[place + 1].text.upper() != "UNION":
                yield body[start : place + 1]
            start = 0


def portion_by_portion(
    store: object, query: Led, order: Order, most: int, ask: Callable[[str, int], Answer | None], where: str
) -> Answer | None:
    """Gives the first rows of a query that is led; `ask` gives those of one portion, sorted, at most so many.

    None where the engine has to sort: `ask` gave none, or the keys are of kinds that only it ranks.
    """
    keys = engine.ask(store, query.keys, where)
    early = tuple(takewhile(lambda key: key[0] in keys.columns, order))
    ranked = ordered(keys.columns, tuple(keys.rows), early)
    if ranked is None or any(isinstance(term, ox.BlankNode) for row in ranked for term in row):
        return None
    places = [keys.columns.index(name) for name, _ in early]
    found: list[tuple[Term, ...]] = []
    taken, size = 0, max(_FEWEST, most // _SHARE)
    while True:
        end = end_of_ties(ranked, places, taken + min(size, _MOST))
        part = ask(query.portion(keys.columns, ranked[taken:end]), most - len(found))
        if part is None:
            return None
        found += part.rows
        taken, missing = end, most - len(found)
        if missing <= 0 or taken >= len(ranked):
            return Answer(part.columns, found)
        size = max(_FEWEST, missing * taken // max(1, len(found)))
