"""Each component and path of SHACL Core, both runners side by side; what is not supported is refused."""

import pyoxigraph as ox
import pytest

from graphbuild.errors import GraphbuildError
from graphbuild.validate import Severity, validate
from graphbuild.validate.shapes import parse

HEAD = """@prefix ex: <http://ex/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
DATA = """
ex:Cat rdfs:subClassOf ex:Animal .
ex:tom a ex:Cat ; ex:name "Tom" , "Tomcat"@en , "Katz"@de , "Kater"@de ; ex:age 3 ; ex:weight 4.50 ;
  ex:born "2020-02-30"^^xsd:date ;
  ex:likes ex:kit , ex:milk ; ex:parent ex:kit ; ex:low 5 ; ex:high 4 .
ex:kit a ex:Animal ; ex:name "" ; ex:age "old" , -1 ; ex:weight 0.5 ; ex:born "2021-05-01"^^xsd:date ;
  ex:parent ex:old ; ex:low 1 ; ex:high 4 .
ex:old a ex:Animal ; ex:name "Old one" ; ex:odd ex:odd ; ex:low 4 ; ex:high 4 ; ex:likes "naps" .
ex:milk ex:name "Milk" .
"""


def both(shape, data=DATA):
    """Gives (focus, component, value) of each result after comparing the runners."""
    quads = list(ox.parse(HEAD + data, format=ox.RdfFormat.TURTLE))
    found = validate(quads, shapes=HEAD + shape)
    assert set(found.results) == set(validate(quads, shapes=HEAD + shape, runner="reference").results)
    return {(_local(one.focus), one.component, _local(one.value)) for one in found.results}


def _local(term):
    return term.removeprefix("<http://ex/").removesuffix(">").split("^^")[0].strip('"')


def on(path, demand):
    return f"ex:S a sh:NodeShape ; sh:targetClass ex:Animal ; sh:property ex:P . ex:P sh:path {path} ; {demand} ."


@pytest.mark.parametrize(
    ("path", "demand", "expected"),
    [
        ("ex:name", "sh:minCount 2", {("kit", "MinCount", ""), ("old", "MinCount", "")}),
        ("ex:name", "sh:maxCount 1", {("tom", "MaxCount", "")}),
        ("ex:name", "sh:minLength 1", {("kit", "MinLength", "")}),
        ("ex:name", "sh:maxLength 6", {("old", "MaxLength", "Old one")}),
        (
            "ex:name",
            'sh:pattern "^t" ; sh:flags "i"',
            {
                ("tom", "Pattern", 'Katz"@de'),
                ("tom", "Pattern", 'Kater"@de'),
                ("kit", "Pattern", ""),
                ("old", "Pattern", "Old one"),
            },
        ),
        ("ex:name", "sh:uniqueLang true", {("tom", "UniqueLang", "")}),
        ("ex:age", "sh:datatype xsd:integer", {("kit", "Datatype", "old")}),
        ("ex:born", "sh:datatype xsd:date", {("tom", "Datatype", "2020-02-30")}),
        ("ex:weight", "sh:datatype xsd:decimal", set()),
        ("ex:age", "sh:minInclusive 0", {("kit", "MinInclusive", "old"), ("kit", "MinInclusive", "-1")}),
        ("ex:weight", "sh:maxExclusive 4.5", {("tom", "MaxExclusive", "4.5")}),
        ("ex:weight", "sh:minExclusive 0.5 ; sh:maxInclusive 5", {("kit", "MinExclusive", "0.5")}),
        ("ex:likes", "sh:nodeKind sh:IRI", {("old", "NodeKind", "naps")}),
        ("ex:likes", "sh:class ex:Animal", {("tom", "Class", "milk"), ("old", "Class", "naps")}),
        ("ex:likes", 'sh:in ( ex:kit "naps" )', {("tom", "In", "milk")}),
        ("ex:likes", "sh:hasValue ex:kit", {("kit", "HasValue", ""), ("old", "HasValue", "")}),
        ("ex:low", "sh:lessThan ex:high", {("tom", "LessThan", "5"), ("old", "LessThan", "4")}),
        ("ex:low", "sh:lessThanOrEquals ex:high", {("tom", "LessThanOrEquals", "5")}),
        (
            "ex:low",
            "sh:equals ex:high",
            {("tom", "Equals", "5"), ("tom", "Equals", "4"), ("kit", "Equals", "1"), ("kit", "Equals", "4")},
        ),
        ("ex:likes", "sh:disjoint ex:parent", {("tom", "Disjoint", "kit")}),
        ("ex:likes", "sh:or ( [ sh:class ex:Animal ] [ sh:nodeKind sh:Literal ] )", {("tom", "Or", "milk")}),
        ("ex:likes", "sh:not [ sh:class ex:Animal ]", {("tom", "Not", "kit")}),
        (
            "ex:likes",
            "sh:and ( [ sh:nodeKind sh:IRI ] [ sh:class ex:Animal ] )",
            {("tom", "And", "milk"), ("old", "And", "naps")},
        ),
        (
            "ex:likes",
            "sh:xone ( [ sh:class ex:Animal ] [ sh:nodeKind sh:IRI ] )",
            {("tom", "Xone", "kit"), ("old", "Xone", "naps")},
        ),
        ("ex:parent", "sh:node [ sh:property [ sh:path ex:parent ; sh:minCount 1 ] ]", {("kit", "Node", "old")}),
        (
            "ex:likes",
            "sh:qualifiedValueShape [ sh:class ex:Animal ] ; sh:qualifiedMinCount 1",
            {("kit", "QualifiedMinCount", ""), ("old", "QualifiedMinCount", "")},
        ),
        (
            "ex:likes",
            "sh:qualifiedValueShape [ sh:class ex:Animal ] ; sh:qualifiedMaxCount 0",
            {("tom", "QualifiedMaxCount", "")},
        ),
        (
            "ex:name",
            'sh:languageIn ( "de" "en" )',
            {("tom", "LanguageIn", "Tom"), ("kit", "LanguageIn", ""), ("old", "LanguageIn", "Old one")},
        ),
        ("( ex:parent ex:parent )", "sh:maxCount 0", {("tom", "MaxCount", "")}),
        ("[ sh:inversePath ex:parent ]", "sh:minCount 1", {("tom", "MinCount", "")}),
        (
            "[ sh:alternativePath ( ex:likes ex:odd ) ]",
            "sh:maxCount 1",
            {("tom", "MaxCount", ""), ("old", "MaxCount", "")},
        ),
        ("[ sh:zeroOrMorePath ex:parent ]", "sh:maxCount 2", {("tom", "MaxCount", "")}),
        ("[ sh:oneOrMorePath ex:parent ]", "sh:minCount 2", {("kit", "MinCount", ""), ("old", "MinCount", "")}),
        ("[ sh:zeroOrOnePath ex:parent ]", "sh:minCount 2", {("old", "MinCount", "")}),
    ],
)
def test_a_component_finds_what_pyshacl_finds(path, demand, expected):
    assert both(on(path, demand)) == expected


def test_a_closed_shape_names_the_property_that_it_does_not_know():
    shape = """ex:S sh:targetNode ex:milk , ex:old ; sh:closed true ;
      sh:ignoredProperties ( <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ) ;
      sh:property [ sh:path ex:name ] , [ sh:path ex:low ] , [ sh:path ex:high ] , [ sh:path ex:likes ] ."""
    assert both(shape) == {("old", "Closed", "odd")}


@pytest.mark.parametrize(
    ("target", "focus"),
    [
        ("sh:targetNode ex:old", {"old"}),
        ("sh:targetSubjectsOf ex:odd", {"old"}),
        ("sh:targetObjectsOf ex:parent", {"kit", "old"}),
    ],
)
def test_targets(target, focus):
    assert {row[0] for row in both(f"ex:S {target} ; sh:class ex:Cat .")} == focus


def test_severity_message_and_deactivation():
    shape = on("ex:name", 'sh:minCount 2 ; sh:severity sh:Info ; sh:message "Two names."')
    quads = list(ox.parse(HEAD + DATA, format=ox.RdfFormat.TURTLE))
    found = validate(quads, shapes=HEAD + shape)
    assert {(one.severity, one.message) for one in found.results} == {(Severity.INFO, "Two names.")}
    assert found.conforms
    assert both(on("ex:name", "sh:minCount 2 ; sh:deactivated true")) == set()


PREFIXES = """ex:o a <http://www.w3.org/2002/07/owl#Ontology> ;
  sh:declare [ sh:prefix "ex" ; sh:namespace "http://ex/"^^xsd:anyURI ] ,
    [ sh:prefix "rdfs" ; sh:namespace "http://www.w3.org/2000/01/rdf-schema#"^^xsd:anyURI ] ."""


def sparql(select):
    return (
        f"{PREFIXES} ex:S a sh:NodeShape ; sh:targetClass ex:Animal ; sh:sparql ex:Q . "
        f'ex:Q a sh:SPARQLConstraint ; sh:prefixes ex:o ; sh:message "{{?n}} of {{$this}}" ; sh:select """{select}""" .'
    )


def test_a_sparql_constraint_fires_for_its_focus_nodes_only():
    assert both(sparql("SELECT $this ?n WHERE { $this ex:name ?n FILTER(STRLEN(?n) > 4) }")) == {
        ("tom", "SPARQL", "tom"),
        ("old", "SPARQL", "old"),
    }
    assert both(sparql("SELECT $this (?n AS ?value) WHERE { $this ex:age ?n FILTER(?n < 0) }")) == {
        ("kit", "SPARQL", "-1")
    }


@pytest.mark.parametrize(
    "select",
    [
        "SELECT $this ?n WHERE { $this a/rdfs:subClassOf* ex:Animal ; ex:name ?n FILTER(STRLEN(?n) > 4) }",
        "SELECT $this ?n WHERE { $this a ?class ; ex:name ?n FILTER(?class = ex:Cat) }",
        "SELECT $this ?n WHERE { $this ?property ?n FILTER(?property = ex:odd) }",
        "SELECT $this ?n WHERE { $this ex:likes ?n . ?n ?p ?o FILTER(?p = ex:name) }",
    ],
)
def test_a_query_sees_every_triple_that_it_can_reach(select):
    assert both(sparql(select)) != set()


def test_a_sum_counts_a_triple_once_however_many_graphs_hold_it():
    one = next(iter(ox.parse(HEAD + "ex:tom a ex:Animal .", format=ox.RdfFormat.TURTLE)))
    data = [
        ox.Quad(one.subject, ox.NamedNode("http://ex/age"), ox.Literal(3), ox.NamedNode(f"http://g/{g}")) for g in "ab"
    ]
    total = "SELECT $this (SUM(?a) AS ?n) WHERE { $this ex:age ?a } GROUP BY $this"
    query = f"SELECT $this ?n WHERE {{ {{ {total} }} FILTER(?n > 3) }}"
    for runner in ("bulk", "reference"):
        assert validate([one, *data], shapes=HEAD + sparql(query), runner=runner).results == ()


@pytest.mark.parametrize(
    "select",
    ["SELECT $this WHERE { BIND(1 AS ?n) }", "ASK { $this ex:name ?n }"],
)
def test_a_query_that_works_for_one_focus_node_only_is_refused(select):
    with pytest.raises(GraphbuildError):
        validate(ox.parse(HEAD + DATA, format=ox.RdfFormat.TURTLE), shapes=HEAD + sparql(select))


@pytest.mark.parametrize(
    "shape",
    [
        "ex:S a sh:NodeShape ; sh:targetClass ex:A ; sh:rule [ a sh:TripleRule ] .",
        'ex:S a sh:NodeShape ; sh:target [ sh:select "SELECT ?this { ?this a ex:A }" ] ; sh:targetClass ex:A .',
        "ex:S sh:targetClass ex:A ; sh:property ex:P . ex:P sh:path ex:p ; sh:qualifiedValueShapesDisjoint true .",
        "ex:S sh:targetClass ex:A ; sh:property ex:P . ex:P sh:path ex:p ; sh:node ex:S .",
        "ex:S a sh:NodeShape , rdfs:Class ; sh:property [ sh:path ex:p ] .",
        "ex:S sh:targetClass ex:A ; sh:severity ex:Grave .",
        "ex:S sh:targetClass ex:A ; sh:property [ sh:path [ sh:inversePath ( ex:p ex:q ) ] ] .",
        'ex:S sh:targetClass ex:A ; sh:sparql [ sh:ask "ASK {}" ] .',
        'ex:S sh:targetClass ex:A ; sh:sparql [ sh:select "SELECT $this { $this $PATH ?v }" ] .',
        'ex:S sh:targetNode ex:a ; sh:path ex:p ; sh:sparql [ sh:select "SELECT $this { $this a ex:A }" ] .',
    ],
)
def test_what_is_not_supported_is_refused_and_not_passed_over(shape):
    with pytest.raises(GraphbuildError, match="reference"):
        parse(HEAD + shape)


def test_shapes_that_do_not_parse_say_where():
    with pytest.raises(GraphbuildError, match="do not parse"):
        parse("ex:S a sh:NodeShape .")
