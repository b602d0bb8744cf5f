from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Store
from rdflib import Literal as RdflibLiteral
from rdflib import URIRef

from graphbuild.model.codes import DurationUnit, Phase, StudyType
from graphbuild.model.fact import Duration, PartialDate, Person, Ref
from graphbuild.rdf.iri import label_key, part, segment
from graphbuild.rdf.values import duration, from_term, literal, to_term
from graphbuild.terms import CONCEPT, ID

DATES = st.one_of(
    st.dates().map(lambda one: PartialDate(one.year, one.month, one.day)),
    st.dates().map(lambda one: PartialDate(one.year, one.month)),
    st.dates().map(lambda one: PartialDate(one.year)),
    st.dates().map(lambda one: PartialDate(None, one.month, one.day)),
    st.integers(1, 12).map(lambda month: PartialDate(month=month)),
)
NUMBERS = st.decimals(-(10**9), 10**9, places=5)
TIMES = st.builds(Duration, st.integers(1, 500).map(Decimal), st.sampled_from(DurationUnit))
SIMPLE = st.one_of(st.text().filter(lambda text: text.isprintable()), st.integers(), st.booleans(), NUMBERS, DATES)


@given(SIMPLE)
def test_values_come_back_as_they_were(value):
    assert from_term(to_term(value), type(value)) == value


@given(TIMES)
def test_stretches_of_time_come_back_as_long_as_they_were(value):
    assert abs(from_term(duration(value), Duration).days - value.days) < Decimal("1e-20")


@given(st.one_of(st.integers(), NUMBERS, DATES, TIMES))
def test_engines_keep_every_literal_as_it_is_written(value):
    term = to_term(value)
    store = Store()
    store.add(Quad(NamedNode("a:s"), NamedNode("a:p"), term, NamedNode("a:g")))
    assert [quad.object.value for quad in store] == [term.value]
    assert str(RdflibLiteral(term.value, datatype=URIRef(term.datatype.value))) == term.value


@pytest.mark.parametrize(
    ("value", "kind", "term"),
    [
        (Phase.PHASE_2, Phase, NamedNode(f"{CONCEPT}phase-2")),
        (Person("Ada Example"), Person, literal("Ada Example")),
        (Duration(Decimal("1.5"), DurationUnit.YEAR), Duration, literal("P1Y6M", "duration")),
        (Duration(Decimal(90), DurationUnit.MINUTE), Duration, literal("PT1H30M", "duration")),
        (PartialDate(month=2), PartialDate, literal("--02", "gMonth")),
        (StudyType.OBSERVATIONAL, StudyType, to_term(StudyType.OBSERVATIONAL)),
    ],
)
def test_terms_of_values(value, kind, term):
    back = from_term(term, kind)
    assert to_term(value) == term
    assert to_term(back) == term


@pytest.mark.parametrize(
    ("lexical", "kind"),
    [("x", int), ("x", Decimal), ("P", Phase), ("2 years", Duration), ("May", PartialDate), ("x", StudyType)],
)
def test_a_term_of_another_kind_is_refused(lexical, kind):
    with pytest.raises(ValueError, match=r"."):
        from_term(literal(lexical), kind)


def test_only_a_study_can_name_another_of_its_parts():
    with pytest.raises(TypeError, match="has no RDF term"):
        to_term(Ref("placebo"))


@given(st.text(), st.text())
def test_different_texts_make_different_segments_without_a_slash(left, right):
    left, right = (text.encode("utf-8", "replace").decode() for text in (left, right))
    assert (segment(left) == segment(right)) is (left == right)
    assert "/" not in segment(left)


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        ("Hay fever", "hay  fever", True),
        ("type 2 diabetes", "type-2 diabetes", True),
        ("HER2+", "HER2-", False),
        ("\u03b1 blocker", "\u03b2 blocker", False),
        ("\u75c5", "\u836f", False),
        ("a" * 100, "a" * 101, False),
    ],
)
def test_keys_of_labels(left, right, equal):
    assert (label_key(left) == label_key(right)) is equal


@pytest.mark.parametrize(
    ("graph", "name"),
    [
        ("doc/sha256-1", "doc/sha256-1"),
        ("doc/sha256-1/assertions", "doc/sha256-1"),
        ("run/computed/a%2Fb", "run/computed/a%2Fb"),
    ],
)
def test_the_part_of_a_graph(graph, name):
    assert part(ID + graph) == name
