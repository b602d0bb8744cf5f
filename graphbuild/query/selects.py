"""A SELECT as tokens: its columns and its outermost group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graphbuild.query.syntax import Token, tokens

_AGGREGATES = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}


@dataclass(frozen=True, slots=True)
class Select:
    """The tokens of a query: what is declared, from SELECT up to the first brace, and the group with its braces."""

    declared: tuple[Token, ...]
    clause: tuple[Token, ...]
    body: tuple[Token, ...]

    @property
    def columns(self) -> tuple[Token, ...]:
        """Gives the variables of the clause."""
        return tuple(columns(self.clause))

    @property
    def distinct(self) -> bool:
        """Tells whether no two rows are the same."""
        return self.clause[1].text.upper() == "DISTINCT"


def plain_select(sparql: str) -> Select | None:
    """Reads a query that is a SELECT of named columns without aggregates and ends with its group; None for another.

    >>> [token.text for token in plain_select("SELECT ?s { ?s a ?c }").columns], plain_select("ASK { ?s a ?c }")
    (['?s'], None)
    """
    found = tokens(sparql)
    select = next((place for place, token in enumerate(found) if token.text.upper() == "SELECT"), None)
    opening = next((place for place, token in enumerate(found) if token.text == "{"), 0)
    if select is None or select > opening or found[-1].text != "}":
        return None
    made = Select(found[:select], found[select:opening], found[opening:])
    sums = any(token.text.upper() in _AGGREGATES for token in made.clause)
    return None if sums or not made.columns or not _is_one_group(made.body) else made


def columns(clause: Sequence[Token]) -> Iterator[Token]:
    """Gives the variables of a SELECT up to its group: those that stand alone, and those behind AS."""
    depth = 0
    for before, token in pairwise(clause):
        depth += (token.text == "(") - (token.text == ")")
        if token.kind == "variable" and (not depth or before.text.upper() == "AS"):
            yield token


def _is_one_group(body: Sequence[Token]) -> bool:
    """Tells whether the first brace is closed by the last token: nothing such as HAVING stands between."""
    depth = 0
    for token in body[:-1]:
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            return False
    return True
