"""OBO as files of ontologies have it."""

import contextlib
import time

import pytest

from graphbuild.errors import MalformedSourceError
from graphbuild.normalise.obo import read_obo

TEXT = """format-version: 1.4
data-version: releases/2026-01-01
ontology: ills
idspace: TOY http://toy.example/id# "Toys"
property_value: http://purl.org/dc/terms/license https://creativecommons.org/publicdomain/zero/1.0/

! a comment
[Term]
id: ILL:1
name: sniffle disorder
def: "A disorder: with a colon." [X:1]
synonym: "runny \\"nose\\" disorder" EXACT [X:2]
synonym: "sniffles" BROAD []
synonym: "SND" EXACT ABBREVIATION [X:3]

[Term]
id: ILL:2 {comment="odd"}
name: winter sniffle disorder ! in the cold
is_a: ILL:1 {source="X"} ! sniffle disorder
is_a: OTHER:9 ! elsewhere

[Term]
id: ILL:3
name: obsolete sneeze
is_obsolete: true

[Term]
id: TOY:4

[Term]
id: plain_id
name: a thing

[Typedef]
id: part_of
name: part of
"""


def read(text=TEXT):
    return read_obo(text.splitlines(keepends=True), "ills", "ills.obo")


def test_terms_have_exact_synonyms_and_what_is_broader():
    first, second, third = read().entries
    assert first.iri == "http://purl.obolibrary.org/obo/ILL_1"
    assert first.labels == ("sniffle disorder", 'runny "nose" disorder', "SND")
    assert (second.label, second.notation) == ("winter sniffle disorder", "ILL:2")
    assert first.iri in second.broader
    assert third.iri == "http://purl.obolibrary.org/obo/ills#plain_id"


def test_obsolete_and_nameless_terms_and_relations_are_left_out():
    assert {entry.label for entry in read().entries} == {"sniffle disorder", "winter sniffle disorder", "a thing"}
    assert [concept.broader for concept in read().concepts()] == [(), ("http://purl.obolibrary.org/obo/ILL_1",), ()]


def test_the_header_tells_version_and_licence():
    found = read()
    assert found.version == "releases/2026-01-01"
    assert found.licence == "https://creativecommons.org/publicdomain/zero/1.0/"
    bare = read("format-version: 1.2\ndate: 01:02:2026 10:00\n[Term]\nid: A:1\nname: ague\n")
    assert (bare.version, bare.licence) == ("01:02:2026 10:00", "")


def test_an_idspace_gives_the_iris_of_its_prefix():
    text = TEXT.replace("id: TOY:4\n", "id: TOY:4\nname: toy\n")
    assert "http://toy.example/id#4" in {entry.iri for entry in read(text).entries}


def test_ids_that_are_no_iris_become_some():
    text = "format-version: 1.2\n[Term]\nid: A B:<1> x\nname: ague\n[Term]\nid: http://a.example/b c\nname: pox\n"
    assert [entry.iri for entry in read(text).entries] == [
        "http://purl.obolibrary.org/obo/A%20B_%3C1%3E%20x",
        "http://a.example/b%20c",
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("! a comment", "no tag here", 7),
        ('"sniffles" BROAD', "sniffles BROAD", 13),
        ('"sniffles" BROAD', '"sniffles BROAD', 13),
        ("id: ILL:3", "id: ILL:1", 22),
        ("id: plain_id\n", "", 30),
        ("format-version: 1.4\n", "", 1),
    ],
)
def test_a_broken_file_says_at_which_line(old, new, line):
    with pytest.raises(MalformedSourceError, match=f"ills.obo, line {line}:"):
        read(TEXT.replace(old, new, 1))


@pytest.mark.parametrize("text", ['synonym: "' + '\\"' * 50_000, "name: " + " {" * 50_000, "[" + "a" * 100_000])
def test_long_lines_cost_little(text):
    began = time.process_time()
    with contextlib.suppress(MalformedSourceError):
        read(f"format-version: 1.2\n[Term]\nid: A:1\nname: x\n{text}\n")
    assert time.process_time() - began < 0.5
