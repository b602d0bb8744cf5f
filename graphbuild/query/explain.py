"""The sentences behind a fact, a node, a concept or a word."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from html import escape

import pyoxigraph as ox

from graphbuild.errors import QueryError
from graphbuild.query import engine, syntax
from graphbuild.query.rows import Cell, Iri, cell, short
from graphbuild.terms import CONCEPT, PREFIXES

_USED = ("gb", "oa", "rdf", "rdfs", "skos", "schema", "dcterms")
_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in _USED)
_STATED = """SELECT DISTINCT ?subject ?property ?value ?place ?quote ?start ?end ?pointer ?document ?title WHERE {
  %s
  FILTER(?property != gb:evidence)
  ?place oa:exact ?quote ; gb:inDocument ?document .
  OPTIONAL { ?place oa:start ?start ; oa:end ?end }
  OPTIONAL { ?place gb:pointer ?pointer }
  OPTIONAL { ?document schema:headline ?title }
}"""
_STATEMENT = ("subject", "property", "value", "place")
_READING = (*_STATEMENT, "words", "wordsStart", "wordsEnd", "rule", "confidence")
_READ = (
    " ".join(("SELECT DISTINCT", *(f"?{name}" for name in _READING)))
    + """ WHERE {
  VALUES ?subject { UNDEF }
  ?fact rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?value ; gb:evidence ?place ;
    gb:words ?span ; gb:rule ?rule ; gb:confidence ?confidence .
  ?span oa:exact ?words .
  OPTIONAL { ?span oa:start ?wordsStart ; oa:end ?wordsEnd }
}"""
)
_WAYS = {
    "subject": "?node gb:evidence ?place . GRAPH ?place { ?node ?property ?value } BIND(?node AS ?subject)",
    "value": "?subject ?property ?node ; gb:evidence ?place . GRAPH ?place { ?subject ?property ?node } "
    "BIND(?node AS ?value)",
    "place": "VALUES ?place { ?node } GRAPH ?place { ?subject ?property ?value }",
    "fact": "?node rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?value ; gb:evidence ?place .",
    "derived": "?node gb:formula ?formula ; gb:evidence ?place ; ?property ?value . BIND(?node AS ?subject) "
    "FILTER(?property != rdf:type)",
}
_NAMED = """SELECT DISTINCT ?node WHERE {
  VALUES ?label { "" }
  { ?node rdfs:label|gb:alias|skos:prefLabel|skos:altLabel|schema:name|dcterms:title|gb:acronym|gb:registryId ?stated }
  UNION
  { ?concept skos:prefLabel|skos:altLabel ?stated . ?node gb:concept ?concept }
  FILTER(LCASE(STR(?stated)) = ?label)
} ORDER BY ?node"""
_SHOWN = 50
_Row = dict[str, engine.Term]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One triple and one sentence that states it, with the exact words, where they stand and the rule that read them.

    `start` and `end` are those of the sentence; `pointer` takes their place in a structured record. `derived` marks a
    value that was computed from others that the sentence states.
    """

    subject: str
    property: str
    value: Cell
    quote: str
    document: str
    title: str
    place: str
    start: int | None = None
    end: int | None = None
    pointer: str = ""
    words: str = ""
    words_start: int | None = None
    words_end: int | None = None
    rule: str = ""
    confidence: Decimal | None = None
    derived: bool = False

    def __str__(self) -> str:
        where = self.pointer or f"[{self.start}, {self.end})"
        how = f", by {self.rule}" if self.rule else ", computed" if self.derived else ""
        words = f' in "{self.words}"' if self.words else ""
        value = short(self.value) if isinstance(self.value, str) else self.value
        fact = f"{short(self.subject)} {short(self.property)} {value}"
        return f'{fact}{words}\n  "{" ".join(self.quote.split())}"\n  {self.title or short(self.document)} {where}{how}'


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was asked about, the nodes that it named, and the sentences behind them."""

    asked: str
    nodes: tuple[str, ...]
    sentences: tuple[Sentence, ...]

    def __len__(self) -> int:
        return len(self.sentences)

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)

    def __str__(self) -> str:
        if not self.sentences:
            return f"No sentence of the graph speaks of {self.asked}."
        return "\n\n".join(map(str, self.sentences))

    def to_json(self) -> str:
        """Gives an object with `asked`, `nodes` and `sentences`."""
        value = {"asked": self.asked, "nodes": self.nodes, "sentences": [asdict(one) for one in self.sentences]}
        return json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"

    def _repr_html_(self) -> str:
        cells = [
            (short(one.subject), short(one.property), str(one.value), one.words, one.quote, one.title) for one in self
        ]
        body = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in cells)
        names = ("subject", "property", "value", "words", "sentence", "document")
        return f"<table><tr>{''.join(f'<th>{name}</th>' for name in names)}</tr>{body}</table>"


def explain(store: object, iri_or_term: str) -> Explanation:
    """Gives the sentences behind an IRI (a node, a concept, a sentence, an assertion) or behind what a word names.

    Raises QueryError for a text that is empty or no valid IRI where it looks like one.
    """
    text = iri_or_term.strip()
    if not text:
        raise QueryError("there is nothing to explain", where="explain", remedy="give an IRI or a word")
    nodes = [_node(text)] if _is_iri(text) else _named(store, text)
    found = {sentence for node in nodes[:_SHOWN] for sentence in _sentences(store, node)}
    return Explanation(text, tuple(node.value for node in nodes), tuple(sorted(found, key=_order)))


def _is_iri(text: str) -> bool:
    prefix, colon, rest = text.partition(":")
    return (
        bool(colon) and not any(letter.isspace() for letter in text) and (prefix in PREFIXES or rest.startswith("//"))
    )


def _node(text: str) -> ox.NamedNode:
    prefix, _, local = text.partition(":")
    try:
        return ox.NamedNode(PREFIXES[prefix] + local if prefix in PREFIXES else text)
    except ValueError as error:
        raise QueryError(
            f"{text!r} is no valid IRI: {error}", where="explain", remedy="copy it from the graph"
        ) from error


def _named(store: object, text: str) -> list[ox.NamedNode]:
    code = ox.NamedNode(CONCEPT + text) if text.replace("-", "").isalnum() and text.isascii() else None
    query = syntax.bind(_PREFIXES + _NAMED, {"label": [ox.Literal(text.lower())]})
    rows = engine.ask(store, query, "explain").rows
    found = [row[0] for row in rows if isinstance(row[0], ox.NamedNode)]
    return found or ([code] if code is not None else [])


def _sentences(store: object, node: ox.NamedNode) -> Iterator[Sentence]:
    for way, pattern in _WAYS.items():
        query = syntax.substitute(_PREFIXES + _STATED % pattern, "node", node)
        answer = engine.ask(store, query, "explain")
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        read = _read(store, [row["subject"] for row in rows])
        for row in rows:
            for how in read.get(tuple(row[name] for name in _STATEMENT), [{}]):
                yield _sentence({**row, **how}, derived=way == "derived")


def _read(store: object, subjects: Iterable[engine.Term]) -> dict[tuple[engine.Term, ...], list[_Row]]:
    """Gives for each statement on the subjects, and the sentence that makes it, the words in it and how they were read.

    They are asked for by themselves: within the question for the statements an engine looks through all facts.
    """
    found: dict[tuple[engine.Term, ...], list[_Row]] = {}
    for values in engine.ask_of(store, _PREFIXES + _READ, "subject", subjects, "explain"):
        row = dict(zip(_READING, values, strict=True))
        found.setdefault(tuple(row[name] for name in _STATEMENT), []).append(row)
    return found


def _sentence(row: _Row, *, derived: bool) -> Sentence:
    value = cell(row["value"])
    sure = row.get("confidence")
    return Sentence(
        subject=_text(row["subject"]),
        property=_text(row["property"]),
        value=value.value if isinstance(value, Iri) else value,
        quote=_text(row["quote"]),
        document=_text(row["document"]),
        title=_text(row["title"]),
        place=_text(row["place"]),
        start=_number(row["start"]),
        end=_number(row["end"]),
        pointer=_text(row["pointer"]),
        words=_text(row.get("words")),
        words_start=_number(row.get("wordsStart")),
        words_end=_number(row.get("wordsEnd")),
        rule=_text(row.get("rule")),
        confidence=Decimal(_text(sure)) if sure is not None else None,
        derived=derived,
    )


def _text(term: engine.Term) -> str:
    return "" if term is None or isinstance(term, bool) else term.value


def _number(term: engine.Term) -> int | None:
    return int(_text(term)) if term is not None else None


def _order(one: Sentence) -> tuple[object, ...]:
    return (
        one.document,
        one.start or 0,
        one.pointer,
        one.words_start or 0,
        one.subject,
        one.property,
        str(one.value),
        one.rule,
    )
