from graphbuild.extract.focus import focus
from graphbuild.extract.setting import extract
from graphbuild.gate import check
from graphbuild.model.fact import Field
from graphbuild.model.text import Document
from graphbuild.segment import segment

NEWS = (
    "Zinc shortens colds, trial finds\n"
    "Researchers at Uppsala University in Uppsala, Sweden, gave zinc or placebo to 120 adults with colds.\n"
    '"Our results show that zinc works," said lead author Jane Roe, MD, a professor at Uppsala University.\n'
    "Dr. John Doe of Harvard Medical School, who was not involved in the study, said the findings were encouraging.\n"
    "The study was funded by the Swedish Research Council and published online Monday in JAMA.\n"
)


def read(text):
    document = focus(segment(Document(text)))
    facts = list(extract(document, ()))
    assert all(check(fact, document) is None for fact in facts)
    return {field: [fact.value for fact in facts if fact.field is field] for field in Field}


def test_the_place_of_the_study_team_is_found_and_that_of_the_commentator_is_not():
    found = read(NEWS)
    assert found[Field.INSTITUTION] == ["Uppsala University"]
    assert found[Field.COUNTRY] == ["Sweden"]
    assert found[Field.CITY] == ["Uppsala"]


def test_the_funder_is_no_place_of_the_study():
    assert "Swedish Research Council" not in read(NEWS)[Field.INSTITUTION]


def test_a_demonym_alone_states_a_country_only_where_it_holds_its_name():
    found = read("Zinc helps\nIn a Danish study of 120 adults, zinc shortened colds.\n")
    assert found[Field.COUNTRY] == []


def test_a_text_without_places_has_no_setting():
    assert not any(read("Zinc helps\nZinc shortened colds in 120 adults.\n").values())
