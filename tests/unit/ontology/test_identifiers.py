"""scripts/check_identifiers.py finds what is wrong, shown on a made-up vocabulary and made-up terminologies."""

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "scripts" / "check_identifiers.py"
MAPPED = "obo:MONDO_0000001 , obo:DOID_1 , mesh:D000001"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("check_identifiers", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["check_identifiers"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["check_identifiers"]


@pytest.fixture
def terminologies(tmp_path):
    """Gives a folder in which grumbles are known to MONDO, DOID and MeSH, and sulks to DOID alone."""
    folder = tmp_path / "terminologies"
    folder.mkdir()
    files = {
        "doid_terms.tsv": "id\tlabel\texact_synonyms\nDOID:1\tgrumbles\tthe grumbles\nDOID:2\tsulks\t\n",
        "mondo_labels.tsv": "id\tlabel\nMONDO:0000001\tgrumbles\nMONDO:0000009\tobsolete sulks\n",
        "dhimmel_2015_terms.tsv": "mesh_id\tmesh_name\nD000001\tGrumbles\n",
        "mondo_exactmatch_doid.sssom.tsv": "# a comment\nsubject_id\tpredicate_id\tobject_id\n"
        "MONDO:0000001\tskos:exactMatch\tDOID:1\n",
        "mondo_exactmatch_mesh.sssom.tsv": "subject_id\tpredicate_id\tobject_id\n"
        "MONDO:0000001\tskos:exactMatch\tmesh:D000001\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def written(tmp_path, matches, listed=None):
    """Writes an ontology folder with one concept; `listed` are the identifiers of the table, by default the same."""
    folder = tmp_path / "ontology"
    (folder / "vocabulary").mkdir(parents=True)
    (folder / "vocabulary" / "conditions.ttl").write_text(
        "@prefix gbc: <https://w3id.org/graphbuild/concept/> .\n"
        "@prefix mesh: <http://id.nlm.nih.gov/mesh/> .\n"
        "@prefix obo: <http://purl.obolibrary.org/obo/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'gbc:grumbles a skos:Concept ; skos:prefLabel "grumbles"@en ; skos:inScheme gbc:scheme-condition ;\n'
        f"  skos:exactMatch {matches} .\n",
        encoding="utf-8",
    )
    same = [name.replace("obo:", "").replace("mesh:", "MESH:").replace("_", ":") for name in matches.split(" , ")]
    rows = [f"GBC:grumbles\tskos:exactMatch\t{identifier}" for identifier in listed or same]
    header = "subject_id\tpredicate_id\tobject_id"
    (folder / "mappings.sssom.tsv").write_text("\n".join(["#a: comment", header, *rows, ""]), encoding="utf-8")
    return folder


def test_mappings_that_hold_are_let_pass(script, tmp_path, terminologies):
    assert script.check(written(tmp_path, MAPPED), script.load(terminologies)) == []


@pytest.mark.parametrize(
    ("matches", "complaint"),
    [
        ("obo:DOID_7", "no such identifier"),
        ("obo:MONDO_0000009", "no such identifier"),
        ("obo:DOID_2", "its label 'sulks' is none of 'grumbles'"),
        ("obo:MONDO_0000001 , obo:DOID_2", "no exact match of MONDO:0000001 in MONDO"),
    ],
)
def test_a_wrong_identifier_and_a_wrong_label_are_found(script, tmp_path, terminologies, matches, complaint):
    said = script.check(written(tmp_path, matches), script.load(terminologies))

    assert any(complaint in line for line in said), said


def test_a_table_that_differs_from_the_vocabulary_is_found(script, tmp_path, terminologies):
    folder = written(tmp_path, "obo:DOID_1", listed=["DOID:1", "DOID:2"])

    assert script.check(folder, script.load(terminologies)) == [
        "grumbles exactMatch DOID:2: only in mappings.sssom.tsv"
    ]


def test_an_identifier_with_two_owners_is_found(script):
    found = [script.Mapping("grumbles", "exactMatch", "DOID:1"), script.Mapping("sulks", "exactMatch", "DOID:1")]

    assert list(script.twice(found)) == ["DOID:1: exact match of grumbles, sulks"]


def test_the_exit_status_says_whether_all_hold(script, tmp_path, terminologies, monkeypatch, capsys):
    monkeypatch.setattr(script, "ontology", lambda: written(tmp_path, "obo:DOID_7"))

    assert script.main([str(terminologies)]) == 1
    assert "DOID:7: no such identifier" in capsys.readouterr().out
    assert script.main([]) == 2


@pytest.mark.shared
def test_the_shipped_vocabulary_holds(script, capsys):
    folder = SCRIPT.parents[1].parent / "shared" / "data" / "terminologies"
    if not folder.is_dir():
        pytest.skip("the terminologies are not here")

    assert script.main([str(folder)]) == 0, capsys.readouterr().out
