"""What studies state is made once, as the terms of N-Quads."""

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graphbuild.export import EXPORTERS
from graphbuild.rdf import Told, partition, quads
from graphbuild.rdf import statements as module
from graphbuild.rdf.statements import to_term
from graphbuild.stores import open_store
from graphbuild.validate import validate
from tests.example import merged_study, news_study

RDF_FORMATS = ("turtle", "trig", "ntriples", "nquads", "jsonld")


def test_the_quads_of_a_study_are_made_once_for_all_files_the_store_and_the_shapes(monkeypatch):
    made = []
    monkeypatch.setattr(module, "study_quads", lambda study: made.append(study.key) or list(quads(study)))
    told = Told([merged_study()])
    for name in RDF_FORMATS:
        EXPORTERS[name](told, {})
    open_store().synchronise(told.parts())
    validate(told)
    assert made == [merged_study().key]


def test_files_are_the_same_from_studies_and_from_what_they_told():
    studies = [merged_study()]
    assert [EXPORTERS[name](studies, {}) for name in RDF_FORMATS] == [
        EXPORTERS[name](Told(studies), {}) for name in RDF_FORMATS
    ]


def test_parts_are_those_of_the_partition():
    found = {name: sorted(lines) for name, lines in Told([merged_study()]).parts().items()}
    assert found == {name: sorted(map(str, part)) for name, part in partition(quads(merged_study())).items()}


def test_studies_checked_apart_get_the_report_that_they_get_together():
    studies = [merged_study(), news_study()]
    together = validate([quad for study in studies for quad in quads(study)])
    assert validate(Told(studies)) == together


def test_terms_come_back_from_their_lines():
    terms = [Literal('a "b"\n\\c\t\u2028'), Literal("x", language="en"), Literal(12), NamedNode("https://a.example/b")]
    assert [to_term(str(term)) for term in terms] == terms
    line = f"<https://a.example/s> <https://a.example/p> {terms[0]} ."
    assert next(iter(parse(line, RdfFormat.N_TRIPLES))).object == terms[0]
