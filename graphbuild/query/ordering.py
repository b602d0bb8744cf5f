"""Sorts the rows of an answer after the engine has given them.

An engine that keeps its terms on disk reads two of them for each comparison, which takes longer than the rest of a
question; here each term is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any

import pyoxigraph as ox

from graphbuild.query.engine import Term
from graphbuild.query.syntax import Token, tokens
from graphbuild.terms import PREFIXES

_XSD = PREFIXES["xsd"]
_NUMBERS = {f"{_XSD}integer", f"{_XSD}decimal"}
_STRING = f"{_XSD}string"
_DIRECTIONS = {"ASC": False, "DESC": True}

_OF_TYPE: dict[type, str] = {type(None): "", ox.NamedNode: "name"}
_VALUE = attrgetter("value")

Order = tuple[tuple[str, bool], ...]
"""Names of columns, and whether each sorts from the largest down."""


def taken_out(sparql: str) -> tuple[str, Order]:
    """Gives a query without the ORDER BY at its end, and that order; none where only the engine can sort.

    >>> taken_out("SELECT ?a ?b { ?a ?b ?c } ORDER BY DESC(?b) ?a")
    ('SELECT ?a ?b { ?a ?b ?c } ', (('b', True), ('a', False)))
    """
    found = tokens(sparql)
    last = max((index for index, token in enumerate(found) if token.text == "}"), default=-1)
    tail = found[last + 1 :]
    words = [token.text.upper() for token in tail[:2]]
    if words != ["ORDER", "BY"]:
        return sparql, ()
    order = _keys(tail[2:])
    return (sparql[: tail[0].start], order) if order else (sparql, ())


def _keys(found: Sequence[Token]) -> Order:
    """Reads `?name`, `ASC(?name)` and `DESC(?name)`; anything else gives no order at all."""
    keys, rest = [], list(found)
    while rest:
        token = rest.pop(0)
        if token.kind == "variable":
            keys.append((token.text[1:], False))
            continue
        inner = [one.text for one in rest[:3]]
        if token.text.upper() not in _DIRECTIONS or [*inner[:1], *inner[2:]] != ["(", ")"] or inner[1][0] != "?":
            return ()
        keys.append((inner[1][1:], _DIRECTIONS[token.text.upper()]))
        del rest[:3]
    return tuple(keys)


def ordered(
    columns: Sequence[str], rows: Sequence[tuple[Term, ...]], order: Order
) -> Sequence[tuple[Term, ...]] | None:
    """Gives the rows in an order, what is unbound first; None where a column mixes kinds that only an engine ranks."""
    found = list(rows)
    for name, falling in reversed(order):
        if name not in columns:
            return None
        index = columns.index(name)
        rank = _rank(_kinds([row[index] for row in found]))
        if rank is None:
            return None
        found.sort(key=lambda row, index=index, rank=rank: rank(row[index]), reverse=falling)  # type: ignore[misc]
    return found


def end_of_ties(rows: Sequence[tuple[Term, ...]], keys: Sequence[int], taken: int) -> int:
    """Gives how many rows to take so that none of equal rank is left behind."""
    if taken >= len(rows):
        return len(rows)
    rank = [rows[taken - 1][key] for key in keys]
    return next((at for at in range(taken, len(rows)) if [rows[at][key] for key in keys] != rank), len(rows))


def _kinds(terms: Sequence[Term]) -> set[str]:
    """Gives the kinds of the terms of a column; only literals have to be looked at one by one."""
    types = set(map(type, terms))
    return set(map(_kind, terms)) if ox.Literal in types else {_OF_TYPE.get(one, "other") for one in types}


def _kind(term: Term) -> str:
    if term is None:
        return ""
    if not isinstance(term, ox.Literal):
        return "name" if isinstance(term, ox.NamedNode) else "other"
    datatype = term.datatype.value
    if datatype in _NUMBERS:
        return "number"
    return "string" if datatype == _STRING else datatype


def _rank(kinds: set[str]) -> Callable[[Any], Any] | None:
    wanted = kinds - {""}
    if kinds in ({"name"}, {"string"}):
        return _VALUE
    if wanted <= {"name"} or wanted <= {"string"}:
        return lambda term: (0, "") if term is None else (1, term.value)
    if wanted == {"number"}:
        return lambda term: (0, Decimal(0)) if term is None else (1, Decimal(term.value))
    return None
