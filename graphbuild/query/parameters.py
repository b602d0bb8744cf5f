"""The typed parameters of questions: from what people give to RDF terms, without a detour over text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from graphbuild.errors import QueryError
from graphbuild.terms import PREFIXES

Given = str | int | float | bool | Decimal | dt.date
Resolve = Callable[[str, str], ox.NamedNode]
"""Takes a label, code or IRI and the name of a scheme (or an empty text) to a concept; raises QueryError."""

_XSD = PREFIXES["xsd"]
TYPES = ("concept", "integer", "decimal", "string", "iri", "date")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question: its type, the scheme its concepts come from, its default in words.

    An empty default means "any".
    """

    name: str
    type: str
    documentation: str
    scheme: str = ""
    default: str = ""

    def term(self, given: Given, resolve: Resolve, where: str) -> ox.NamedNode | ox.Literal | None:
        """Gives the term for a value, None for an empty text (anything matches); raises QueryError for a wrong type."""
        text = given if isinstance(given, str) else str(given)
        if text == "" and self.type != "string":
            return None
        try:
            return self._term(text, resolve)
        except (ValueError, InvalidOperation) as error:
            problem = f"the parameter {self.name} takes {_ARTICLES[self.type]}, not {text[:80]!r}"
            raise QueryError(problem, where=where, remedy=f"for example {self.name}={_EXAMPLES[self.type]}") from error

    def _term(self, text: str, resolve: Resolve) -> ox.NamedNode | ox.Literal:
        if self.type == "concept":
            return resolve(text, self.scheme)
        if self.type == "iri":
            return ox.NamedNode(text)
        if self.type == "string":
            return ox.Literal(text)
        return _LITERALS[self.type](text)


def _integer(text: str) -> ox.Literal:
    return ox.Literal(str(int(text)), datatype=ox.NamedNode(f"{_XSD}integer"))


def _decimal(text: str) -> ox.Literal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError
    return ox.Literal(f"{number:f}", datatype=ox.NamedNode(f"{_XSD}decimal"))


def _date(text: str) -> ox.Literal:
    return ox.Literal(dt.date.fromisoformat(text).isoformat(), datatype=ox.NamedNode(f"{_XSD}date"))


_LITERALS = {"integer": _integer, "decimal": _decimal, "date": _date}
_ARTICLES = {
    "concept": "a concept",
    "integer": "a whole number",
    "decimal": "a number",
    "string": "a text",
    "iri": "an IRI",
    "date": "a date",
}
_EXAMPLES = {
    "concept": '"multiple sclerosis"',
    "integer": "30",
    "decimal": "0.05",
    "string": "Milan",
    "iri": "https://w3id.org/graphbuild/id/study/nct03269071",
    "date": "2023-01-31",
}
