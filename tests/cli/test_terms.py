import pytest

from tests.calling import call

ARTICLE = """Drops calm elbow glimmer syndrome

March 5, 2024

In a randomized, placebo-controlled trial, 40 adults diagnosed with elbow glimmer syndrome used mint balm or a placebo
balm for 6 weeks, researchers reported.

The primary outcome was pain. Pain was reduced by 23 percent with mint balm compared with placebo (P=0.03) in patients
with elbow glimmer syndrome. No serious adverse events were seen.
"""
ILLS = """format-version: 1.2
ontology: ills

[Term]
id: ILL:1
name: glimmer syndrome

[Term]
id: ILL:2
name: elbow glimmer syndrome
is_a: ILL:1
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "balm.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "ills.obo").write_text(ILLS, encoding="utf-8")
    code, _, errors = call("build", tmp_path / "balm.txt", "-o", tmp_path / "out")
    assert code == 0, errors
    return tmp_path / "out"


def test_a_terminology_links_what_had_no_concept_and_questions_roll_up_over_it(folder):
    assert "condition     elbow glimmer syndrome" in call("terms", "unlinked", "-d", folder)[1]
    assert call("query", "studies-of-condition", "-p", "condition=glimmer syndrome", "-d", folder)[0] == 2
    code, output, errors = call("terms", "add", folder.parent / "ills.obo", "-d", folder)
    assert (code, output) == (0, "added ills: 2 condition concepts with 2 labels\nlinked the studies anew\n"), errors
    assert "glimmer" not in call("terms", "unlinked", "--scheme", "condition", "-d", folder)[1]
    for name in ("glimmer syndrome", "ILL:1", "http://purl.obolibrary.org/obo/ILL_1"):
        code, output, errors = call("query", "studies-of-condition", "-p", f"condition={name}", "-d", folder)
        assert code == 0, errors
        assert "elbow glimmer syndrome" in output
    assert "ILL_2" in (folder / "graph.ttl").read_text(encoding="utf-8")
    assert call("validate", folder)[0] == 0


def test_a_later_build_keeps_to_it_and_a_removal_takes_it_back(folder):
    assert call("terms", "add", folder.parent / "ills.obo", "-d", folder)[0] == 0
    assert call("terms", "list", "-d", folder)[1] == "ills: 2 condition concepts\n"
    assert call("build", folder.parent / "balm.txt", "-o", folder)[0] == 0
    assert "ILL_2" in (folder / "graph.ttl").read_text(encoding="utf-8")
    assert call("terms", "remove", "ills", "-d", folder)[0] == 0
    assert call("terms", "list", "-d", folder)[1] == ""
    assert "ILL_2" not in (folder / "graph.ttl").read_text(encoding="utf-8")


def test_a_broken_file_is_one_line_and_leaves_nothing(folder):
    broken = folder.parent / "broken.obo"
    broken.write_text(ILLS.replace("name: glimmer syndrome\n", "glimmer syndrome\n"), encoding="utf-8")
    code, output, errors = call("terms", "add", broken, "-d", folder)
    assert (code, output) == (1, "")
    assert errors.count("\n") == 1
    assert "broken.obo, line 6: 'glimmer syndrome' is no 'tag: value'" in errors
    assert not (folder / "terms").exists()


@pytest.mark.parametrize("arguments", [("remove", "none"), ("add", "none.obo")])
def test_what_is_not_there_is_told(tmp_path, arguments):
    code, _, errors = call("terms", *arguments, "-d", tmp_path)
    assert code == 1
    assert "none" in errors


def test_an_unknown_scheme_is_told(folder):
    for arguments in (("add", folder.parent / "ills.obo"), ("unlinked",)):
        code, _, errors = call("terms", *arguments, "--scheme", "ills", "-d", folder)
        assert (code, "condition, intervention, outcome" in errors) == (2, True)
