import json
import shutil
from pathlib import Path

import pytest

from tests.calling import call

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    base = tmp_path_factory.mktemp("asked")
    (base / "articles").mkdir()
    for name in ("nsc-milan-abstract.txt", "nsc-milan-news.txt"):
        shutil.copy(SEEDS / name, base / "articles" / name)
    code, _, errors = call("build", base / "articles", "-o", base / "out")
    assert code == 0, errors
    return base / "out"


def test_the_question_and_its_values_are_told_before_the_answer(graph):
    code, output, errors = call("ask", "which interventions were tested in progressive MS?", "-d", graph)
    assert code == 0, errors
    first, second, *table = output.splitlines()
    assert first.startswith("understood: 2. Which interventions were tested in a condition")
    assert second == "  condition = progressive multiple sclerosis"
    assert any("neural stem cell" in line.casefold() for line in table)


def test_words_need_no_quotation_marks_and_the_sparql_is_shown(graph):
    code, output, _ = call("ask", "all", "reports", "of", "NCT03269071", "--sparql", "-d", graph)
    assert code == 0
    assert "study = NCT03269071" in output
    assert "VALUES ?study { <https://w3id.org/graphbuild/id/study/nct03269071> }" in output
    assert "same title" in output or "nsc" in output or "abstract" in output


def test_a_value_that_nobody_gave_is_told_too(graph):
    output = call("ask", "small studies that call a drug safe", "-d", graph)[1]
    assert "people = 30, as nothing else was said" in output
    assert "people = 5\n" in call("ask", "studies with fewer than 5 people that claim safety", "-d", graph)[1]


def test_the_answer_alone_goes_to_the_output_where_a_machine_reads_it(graph):
    code, output, errors = call("ask", "studies from Milan", "--format", "json", "-d", graph)
    assert code == 0
    assert json.loads(output)
    assert "name = Milan" in errors


def test_what_no_question_fits_is_said(graph):
    code, output, _ = call("ask", "which drugs were tested in mice with MS?", "-d", graph)
    assert code == 0
    assert output.startswith("no question of the library fits; nearest:\n  2. Which interventions")
    assert "not understood: mice" in output
    assert call("ask", "how is the weather?", "-d", graph)[1] == "no question of the library fits\n"


@pytest.mark.parametrize(("arguments", "words"), [(("ask", ""), "1 to 500"), (("ask", "x", "--format", "y"), "format")])
def test_wrong_usage_is_told(graph, arguments, words):
    code, _, errors = call(*arguments, "-d", graph)
    assert code == 2
    assert words in errors
