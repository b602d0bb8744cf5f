"""Headers of questions."""

import pytest

from graphbuild.errors import QueryError
from graphbuild.query import question, questions
from graphbuild.query.catalogue import parse

TEXT = """# 7. Who took part?
# In any study
# of any kind.
# @group people
# @param condition concept(condition) of this
# @param people integer at least so many
# @column study the study
PREFIX gbc: <https://w3id.org/graphbuild/concept/>
SELECT ?study WHERE { VALUES ?condition { gbc:asthma } VALUES ?people { 30 } VALUES ?study { UNDEF } }
"""


def test_a_header_is_the_documentation_of_a_question():
    found = parse(TEXT, "who")
    assert (found.name, found.number, found.question, found.group) == ("who", 7, "Who took part?", "people")
    assert found.documentation == "In any study\nof any kind."
    assert found.columns == {"study": "the study"}
    first, second = found.parameters
    assert (first.name, first.type, first.scheme, first.default) == ("condition", "concept", "condition", "asthma")
    assert (second.type, second.default, second.documentation) == ("integer", "30", "at least so many")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("# 7. Who", "# Who", "NUMBER"),
        ("integer", "number", "unknown type"),
        ("VALUES ?people { 30 }", "", "has no VALUES"),
        ("SELECT ?study WHERE", "SELECT ?study WHERE WHERE", "does not parse"),
    ],
)
def test_a_broken_header_says_what_is_wrong(old, new, problem):
    with pytest.raises(QueryError, match=problem):
        parse(TEXT.replace(old, new), "who")


def test_questions_are_found_by_name_and_number_and_near_misses_are_named():
    assert question("12") is question("no-serious-adverse-events")
    with pytest.raises(QueryError, match="did you mean studies-of-condition"):
        question("studies-of-conditions")
    with pytest.raises(QueryError, match="did you mean condition"):
        question("studies-of-condition").parameter("condtion")


def test_every_question_has_a_group_documentation_and_columns():
    for one in questions():
        assert one.question.endswith("?")
        assert one.group
        assert one.documentation
        assert one.columns
        assert all(parameter.documentation for parameter in one.parameters)
