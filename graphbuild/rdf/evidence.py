"""The provenance of every triple: the named graph it lives in, the spans it quotes, and the words that state it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from graphbuild.model.fact import Field
from graphbuild.model.study import Evidence
from graphbuild.model.text import Pointer, Span
from graphbuild.rdf import iri
from graphbuild.rdf.values import decimal, literal
from graphbuild.terms import GB, PREFIXES

RDF, OA = PREFIXES["rdf"], PREFIXES["oa"]

_TYPE = NamedNode(f"{RDF}type")
_SUBJECT, _PREDICATE, _OBJECT = (NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
_EVIDENCE, _WORDS, _RULE, _CONFIDENCE, _FIELD, _IN_DOCUMENT, _POINTER = (
    NamedNode(GB + name) for name in ("evidence", "words", "rule", "confidence", "field", "inDocument", "pointer")
)
_TEXT_SPAN, _RECORD_POINTER, _ASSERTION = (NamedNode(GB + name) for name in ("TextSpan", "RecordPointer", "Assertion"))
_START, _END, _EXACT = (NamedNode(OA + name) for name in ("start", "end", "exact"))


def place(piece: Evidence) -> NamedNode:
    """Names the sentence or record pointer of a piece of evidence, which is the graph of what it states."""
    return iri.place(piece.document, piece.sentence)


def best(pieces: Iterable[Evidence]) -> Evidence:
    """Gives the surest of at least one piece, the first in the order of documents and words among equals."""
    return min(pieces, key=lambda piece: (-piece.confidence, _order(piece)))


def cited(node: NamedNode, pieces: Iterable[Evidence], graph: NamedNode | None = None) -> Iterator[Quad]:
    """Says which sentences speak of a node; each says so in its own graph unless another one is given."""
    for sentence in {place(piece) for piece in pieces}:
        yield Quad(node, _EVIDENCE, sentence, graph or sentence)


def assertion(
    subject: NamedNode, predicate: NamedNode, value: Literal | NamedNode, field: Field, piece: Evidence
) -> Iterator[Quad]:
    """Says which words state a triple, by which rule they were read and how sure it was."""
    words = iri.place(piece.document, piece.words)
    node = iri.fact(subject.value, predicate.value, str(value), words.value)
    graph = iri.assertions(piece.document)
    yield Quad(node, _TYPE, _ASSERTION, graph)
    yield Quad(node, _SUBJECT, subject, graph)
    yield Quad(node, _PREDICATE, predicate, graph)
    yield Quad(node, _OBJECT, value, graph)
    yield Quad(node, _WORDS, words, graph)
    yield Quad(node, _EVIDENCE, place(piece), graph)
    yield Quad(node, _RULE, literal(piece.rule), graph)
    yield Quad(node, _CONFIDENCE, _confidence(piece.confidence), graph)
    yield Quad(node, _FIELD, literal(field.value), graph)


@lru_cache(maxsize=1024)
def _confidence(value: float) -> Literal:
    return decimal(Decimal(str(value)))


def descriptions(pieces: Iterable[Evidence], *, words: bool) -> Iterator[Quad]:
    """Describes each sentence in the graph of its document, each stretch of words (if wanted) beside the assertions."""
    sentences: set[tuple[str, Span | Pointer, str]] = set()
    shorter: set[tuple[str, Span | Pointer, str]] = set()
    for piece in pieces:
        sentences.add((piece.document, piece.sentence, piece.quote))
        if words:
            shorter.add((piece.document, piece.words, piece.exact))
    for document, where, exact in sentences:
        yield from _described(document, where, exact, iri.document(document))
    for document, where, exact in shorter - sentences:
        yield from _described(document, where, exact, iri.assertions(document))


def _described(document: str, where: Span | Pointer, exact: str, graph: NamedNode) -> Iterator[Quad]:
    node = iri.place(document, where)
    yield Quad(node, _IN_DOCUMENT, iri.document(document), graph)
    yield Quad(node, _EXACT, literal(exact), graph)
    if isinstance(where, Span):
        yield Quad(node, _TYPE, _TEXT_SPAN, graph)
        yield Quad(node, _START, literal(str(where.start), "integer"), graph)
        yield Quad(node, _END, literal(str(where.end), "integer"), graph)
    else:
        yield Quad(node, _TYPE, _RECORD_POINTER, graph)
        yield Quad(node, _POINTER, literal(where.path), graph)


def _order(piece: Evidence) -> tuple[str, tuple[int, int], str, str]:
    words = piece.words
    offsets = (words.start, words.end) if isinstance(words, Span) else (0, 0)
    return piece.document, offsets, "" if isinstance(words, Span) else words.path, piece.rule
