import pytest

from graphbuild.extract.report import extract
from graphbuild.gate import check
from graphbuild.model.fact import Field
from graphbuild.model.text import Document
from graphbuild.segment import segment


def read(text):
    document = segment(Document(text))
    facts = list(extract(document, ()))
    assert all(check(fact, document) is None for fact in facts)
    return {fact.field: fact for fact in facts}


STORY = "Zinc was tested in 120 adults with colds. Colds were shorter with zinc than with placebo.\n"


def test_the_title_is_the_first_line():
    fact = read(f"Zinc shortens colds\nMay 2, 2020\n{STORY}")[Field.REPORT_TITLE]
    assert fact.value == "Zinc shortens colds"
    assert (fact.span.start, fact.span.end) == (0, 19)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("May 2, 2020", "2020-05-02"),
        ("MONDAY, May 4, 2020 (HealthDay News) -- ", "2020-05-04"),
        ("LONDON, May 4 (Reuters) - ", "--05-04"),
        ("DALLAS, Aug. 22, 2018 -- ", "2018-08-22"),
        ("Newswise \u2014 Dec. 7, 2018 \u2014 ", "2018-12-07"),
    ],
)
def test_the_date_is_that_of_the_dateline(line, date):
    found = read(
        f"Zinc shortens colds\n{line}{STORY}" if line.endswith(" ") else f"Zinc shortens colds\n{line}\n{STORY}"
    )
    assert found[Field.REPORT_DATE].value.iso == date


def test_a_date_in_the_story_is_not_the_date_of_the_report():
    assert Field.REPORT_DATE not in read(f"Zinc shortens colds\n{STORY}The trial ended on May 2, 2019, after a year.\n")


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (f"Zinc shortens colds\n(Reuters Health) - {STORY}", "Reuters Health"),
        (f"Zinc shortens colds\nNewswise \u2014 {STORY}", "Newswise"),
        (f'Zinc shortens colds\n{STORY}"It is good," Roe tells WebMD.\n', "WebMD"),
        (f"Zinc shortens colds\n(CNN) {STORY}", "CNN"),
        (f"Zinc shortens colds\n{STORY}\n-- Jane Roe / Los Angeles Times\n", "Los Angeles Times"),
        (f"Zinc shortens colds\n{STORY}\nSOURCE Acme University\n", "Acme University"),
        (f"Zinc shortens colds\n{STORY}\nThe Acme Society, founded in 1946, is a charity.\n", "The Acme Society"),
        (
            f"Zinc shortens colds\n{STORY}\nCopyright 2011 The Associated Press. All rights reserved.\n",
            "The Associated Press",
        ),
    ],
)
def test_the_publisher_is_the_agency_or_the_stated_source(text, publisher):
    assert read(text)[Field.REPORT_PUBLISHER].value == publisher


def test_a_text_that_names_no_publisher_has_none():
    assert Field.REPORT_PUBLISHER not in read(f"Zinc shortens colds\nMay 2, 2020\n{STORY}")
