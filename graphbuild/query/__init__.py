"""Named and ad-hoc questions to a store, answered in rows that lead to quotes.

A store is one of graphbuild, a pyoxigraph.Store, or an rdflib graph with a default union; it holds the vocabulary as
the graph `vocabulary` beside the studies, so that questions roll up over skos:broader on every engine.
"""

from graphbuild.query.catalogue import Question, question, questions
from graphbuild.query.concepts import VOCABULARY, vocabulary
from graphbuild.query.explain import Explanation, Sentence, explain
from graphbuild.query.parameters import Parameter
from graphbuild.query.rows import Cell, Iri, Rows
from graphbuild.query.running import ROW_LIMIT, run

__all__ = [
    "ROW_LIMIT",
    "VOCABULARY",
    "Cell",
    "Explanation",
    "Iri",
    "Parameter",
    "Question",
    "Rows",
    "Sentence",
    "explain",
    "question",
    "questions",
    "run",
    "vocabulary",
]
