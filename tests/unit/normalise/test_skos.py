"""SKOS in the syntaxes of RDF that are read."""

import pytest

from graphbuild.errors import MalformedSourceError
from graphbuild.normalise.skos import read_skos

TEXT = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix e: <http://ills.example/> .

e:ills a skos:ConceptScheme ; owl:versionInfo "3.1" ; dcterms:license <http://licence.example/by> .
e:sniffle a skos:Concept ; skos:prefLabel "sniffle disorder"@en , "Schniefleiden"@de ;
    skos:altLabel "the  sniffles"@en-GB , "snif"@nl ; skos:narrower e:winter ;
    skos:exactMatch <http://other.example/1> .
e:winter a skos:Concept ; skos:prefLabel "winter sniffle disorder" ; skos:notation "W1" .
e:summer skos:inScheme e:ills ; skos:prefLabel "summer sniffle disorder"@en-US ; skos:broader e:sniffle .
e:old a skos:Concept ; skos:prefLabel "old sniffle"@en ; owl:deprecated true .
e:fremd a skos:Concept ; skos:prefLabel "fremdes Leiden"@de .
e:person a e:Person ; skos:prefLabel "a person"@en .
[] a skos:Concept ; skos:prefLabel "nameless"@en .
"""


@pytest.fixture
def read(tmp_path):
    def of(text, ending=".ttl"):
        path = tmp_path / f"ills{ending}"
        path.write_text(text, encoding="utf-8")
        return read_skos(path, "ills")

    return of


def test_concepts_have_english_labels_and_what_is_broader_from_either_side(read):
    found = {entry.label: entry for entry in read(TEXT).entries}
    assert found.keys() == {"sniffle disorder", "winter sniffle disorder", "summer sniffle disorder"}
    above = found["sniffle disorder"]
    assert above.synonyms == ("the sniffles",)
    assert above.same == ("http://other.example/1",)
    assert found["winter sniffle disorder"].broader == (above.iri,)
    assert found["winter sniffle disorder"].notation == "W1"
    assert found["summer sniffle disorder"].broader == (above.iri,)


def test_the_scheme_tells_version_and_licence(read):
    found = read(TEXT)
    assert (found.version, found.licence) == ("3.1", "http://licence.example/by")


def test_n_triples_are_read_too(read):
    skos = "http://www.w3.org/2004/02/skos/core#"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    text = f'<http://a.example/1> {kind} <{skos}Concept> .\n<http://a.example/1> <{skos}prefLabel> "ague" .\n'
    assert [entry.label for entry in read(text, ".nt").entries] == ["ague"]


def test_a_broken_file_says_at_which_line(read):
    with pytest.raises(MalformedSourceError, match="line 6"):
        read(TEXT.replace("a skos:ConceptScheme ;", "a skos:ConceptScheme ; ;; ,"))
