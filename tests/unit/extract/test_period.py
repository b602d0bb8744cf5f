import pytest

from graphbuild.extract.focus import focus
from graphbuild.extract.period import period_wordings
from graphbuild.model.text import Document
from graphbuild.segment import segment


def wordings(text):
    document = focus(segment(Document("A balm eased sore knees, a study finds\n" + text)))
    return [found.span.of(document.text) for found in period_wordings(document)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Patients were recruited between 2010 and 2015.", "2010 and 2015"),
        ("The team used records from May 2012 to June 2014.", "May 2012 to June 2014"),
        ("Patients were enrolled from January through March 2019.", "January through March 2019"),
    ],
)
def test_stretches_between_two_dates_are_candidates(text, words):
    assert wordings(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "The study was published in 2015.",
        "Patients were recruited between 2015 and 2010.",
        "The ward has rooms 1910-12 and 2044-2.",
    ],
)
def test_single_years_and_years_out_of_order_are_none(text):
    assert wordings(text) == []
