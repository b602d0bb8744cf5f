from graphbuild.extract.authors import extract, judged
from graphbuild.extract.focus import focus
from graphbuild.gate import check
from graphbuild.model.fact import Field
from graphbuild.model.text import Document
from graphbuild.segment import segment

NEWS = (
    "Zinc shortens colds, trial finds\n"
    "Zinc lozenges shortened colds by two days in a trial of 120 adults.\n"
    '"Our results show that zinc works," said lead author Dr. Jane Roe, a professor of medicine at Acme University.\n'
    "Roe and her colleagues gave half of the adults zinc.\n"
    'Dr. John Doe, who was not involved in the study, said the findings were "encouraging but should be confirmed".\n'
    "The study was published online Monday in JAMA.\n"
)
CITED = (
    "Web program eases fatigue\nMarch 3, 2021\n"
    "A web program eased fatigue in 90 people with multiple sclerosis.\n"
    "\u201cA web program for fatigue in multiple sclerosis: a randomized trial,\u201d by Jane Roe, MD, John Doe, PhD, "
    "and Mary Major, is published in Multiple Sclerosis Journal (published online March 1, 2021).\n"
)


def read(text):
    document = focus(segment(Document(text)))
    facts = list(extract(document, ()))
    assert all(fact.field is Field.PUBLICATION_AUTHOR and check(fact, document) is None for fact in facts)
    return [fact.value.name for fact in facts]


def test_the_lead_author_is_an_author_and_the_commentator_is_not():
    assert read(NEWS) == ["Jane Roe"]


def test_everyone_in_a_citation_is_an_author():
    assert read(CITED) == ["Jane Roe", "John Doe", "Mary Major"]


def test_the_writer_of_the_news_is_no_author():
    assert "John Doe" not in read("Zinc shortens colds\nJohn Doe\nMay 2, 2020\nZinc shortened colds in 120 adults.\n")


def test_a_text_without_people_has_no_authors():
    assert read("Zinc shortens colds\nZinc shortened colds in a trial of 120 adults.\n") == []


def test_every_person_is_judged_with_a_probability():
    document = focus(segment(Document(NEWS)))
    chances = {candidate.person.best.name: chance for candidate, chance in judged(document)}
    assert set(chances) == {"Jane Roe", "John Doe"}
    assert chances["Jane Roe"] > 0.5 > chances["John Doe"]


def test_the_row_of_names_under_the_title_of_a_paper_holds_its_authors():
    text = (
        "Zinc lozenges for colds: a randomized trial\n"
        "Jane Roe, John Doe, Mary Major and Richard Miles\n"
        "Department of Medicine, Uppsala University, Uppsala, Sweden\n\n"
        "Background: Colds are common. Methods: 120 adults took zinc or placebo. Results: Zinc helped.\n"
    )
    assert read(text) == ["Jane Roe", "John Doe", "Mary Major", "Richard Miles"]


def test_authors_of_other_papers_in_a_list_of_references_are_none_of_this_study():
    references = (
        "References\n\n1. Field AB, Brook C, Hill DE. Colds in winter. Cold Lett. 2011;4:1-9.\n\n"
        "2. Field AB, Marsh FG. Colds in spring. Cold Lett. 2012;5:11-19.\n"
    )
    assert read(NEWS + "\n" + references) == ["Jane Roe"]
