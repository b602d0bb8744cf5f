import pytest

from graphbuild.extract.focus import focus
from graphbuild.extract.publication import extract
from graphbuild.extract.report import extract as report
from graphbuild.gate import check
from graphbuild.model.codes import DocumentKind
from graphbuild.model.fact import Field
from graphbuild.model.text import Document
from graphbuild.segment import segment


def read(text, kind=DocumentKind.NEWS):
    document = focus(segment(Document(text, kind=kind)))
    facts = list(extract(document, tuple(report(document, ()))))
    assert all(check(fact, document) is None for fact in facts)
    return {fact.field: getattr(fact.value, "iso", fact.value) for fact in facts}


def story(sentence, dateline="May 6, 2020"):
    return f"Zinc shortens colds\n{dateline}\nZinc shortened colds in a trial of 120 adults.\n{sentence}\n"


@pytest.mark.parametrize(
    ("sentence", "journal"),
    [
        (
            "The study was published online May 4 in the New England Journal of Medicine.",
            "New England Journal of Medicine",
        ),
        ("The findings appear in the journal Sleep.", "Sleep"),
        ("So says the report in The Journal of Zinc Studies, out today.", "The Journal of Zinc Studies"),
        ("It was published on May 2, 2023 in Frontiers of Neurology.", "Frontiers of Neurology"),
        ("The trial was published in Sleep in May 2013.", "Sleep"),
        ("Published in Zorbal Medicine, a recent study shows that it works.", "Zorbal Medicine"),
        ("Reporting online in Journal of Acme Care, the team told of it.", "Journal of Acme Care"),
        ("A paper published in the journal Obesity Open Access told of it.", "Obesity Open Access"),
        ("The survey, published in Nutrition and Acme Science, told of it.", "Nutrition and Acme Science"),
        (
            "The findings were published in the Journal of Acme Research on Children.",
            "Journal of Acme Research on Children",
        ),
        ('The study appears in the medical journal "Cell Metabolism."', "Cell Metabolism"),
        ("Earlier studies looked at mice, but this new study, published in JAMA, did not.", "JAMA"),
        (
            "The results are published in the Oct. 18 New England Journal of Medicine.",
            "New England Journal of Medicine",
        ),
        ("The study, published in the journal Zorblina, Roe's team says, is small.", "Zorblina"),
        ("It was published by Acme Zinc Cancer, a peer-reviewed journal on zinc.", "Acme Zinc Cancer"),
        ("The results appear in Science (365, e12 [2019]).", "Science"),
        ("The findings have been published in JAMA : learn more Read guidelines here.", "JAMA"),
        ("The results were published in Neurology (May 19, 2020).", "Neurology"),
        ("SOURCE: bit.ly/abc123 Annals of Surgery, online May 4, 2020.", "Annals of Surgery"),
        ("The report is in the May 5 issue of The Lancet.", "The Lancet"),
        ("It was published in the Acme Journal of Colds.", "Acme Journal of Colds"),
        (
            "The study was published in CMAJ (Canadian Medical Association Journal).",
            "Canadian Medical Association Journal",
        ),
    ],
)
def test_the_journal_is_the_one_in_which_the_study_appeared(sentence, journal):
    assert read(story(sentence))[Field.PUBLICATION_JOURNAL] == journal


@pytest.mark.parametrize(
    "sentence",
    [
        "People who sleep badly catch colds.",
        "Dr. Doe is editor-in-chief of the New England Journal of Medicine.",
        "Brain scans were normal, and Blood was drawn.",
        "The results were presented at the Acme Congress on Vaccines in Rome.",
    ],
)
def test_other_words_and_journals_are_not_the_journal(sentence):
    assert Field.PUBLICATION_JOURNAL not in read(story(sentence))


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("The study was published online May 4 in JAMA.", "2020-05-04"),
        ("The study was published today in JAMA.", "2020-05-06"),
        ("The study was published Monday in JAMA.", "2020-05-04"),
        ("The findings will be presented Friday at a meeting.", "2020-05-08"),
        ("The study is in the June issue of JAMA.", "2020-06"),
        ("The study was published on December 30 in JAMA.", "2019-12-30"),
        ('"Zinc for colds: a trial" by Jane Roe, John Doe and Mary Major is published in JAMA 2019;12:1.', "2019"),
    ],
)
def test_the_date_of_the_paper_is_resolved_by_that_of_the_report(sentence, date):
    dateline = "Jan. 6, 2020" if "December" in sentence else "May 6, 2020"
    assert read(story(sentence, dateline))[Field.PUBLICATION_DATE] == date


def test_today_in_a_name_is_no_day():
    told = story("The study appears in the magazine Nutrition Today.", "May 6, 2020")
    assert Field.PUBLICATION_DATE not in read(told)


@pytest.mark.parametrize(
    "sentence",
    ["The study was published Monday in JAMA.", "The study was published on May 4 in JAMA."],
)
def test_without_a_date_of_the_report_a_day_without_a_year_is_left_out(sentence):
    assert Field.PUBLICATION_DATE not in read(f"Zinc shortens colds\nZinc helped 120 adults.\n{sentence}\n")


@pytest.mark.parametrize(
    "sentence",
    [
        "Adults were enrolled from March 3, 2018 to June 9, 2018.",
        "Original article, published March 3, 2018: Zinc helped adults.",
        "The authors are available in a press briefing on March 3, 2018.",
        "Zinc works, a maker reports. News release. Roe Minerals; March 3, 2018.",
    ],
)
def test_another_date_is_not_that_of_the_paper(sentence):
    assert Field.PUBLICATION_DATE not in read(story(sentence))


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            '"Zinc Lozenges for Colds in Adults: A Randomized Trial" by Jane Roe and John Doe is published in JAMA.',
            "Zinc Lozenges for Colds in Adults: A Randomized Trial",
        ),
        (
            'The paper is entitled "Effect of zinc on the length of colds in adults".',
            "Effect of zinc on the length of colds in adults",
        ),
        ('"Zinc for Colds: A Trial." Collaborating with Dr. Roe were others.', "Zinc for Colds: A Trial"),
        ("Abstract 12: Zinc Lozenges for Colds in Adults: A Trial\nMore", "Zinc Lozenges for Colds in Adults: A Trial"),
        ('Jane Roe, John Doe, "Effect of zinc on colds: a trial", Zorbals.', "Effect of zinc on colds: a trial"),
        (
            "The study titled Effects of Zinc on Colds in Adults, published now, is small.",
            "Effects of Zinc on Colds in Adults",
        ),
    ],
)
def test_the_title_of_the_paper_is_quoted_before_its_authors_or_after_a_cue(sentence, title):
    assert read(story(sentence))[Field.PUBLICATION_TITLE] == title


@pytest.mark.parametrize(
    "sentence",
    [
        '"We were surprised that the effect of zinc was so large," said Dr. Roe.',
        'They call it the "zinc effect".',
        'In an editorial titled "Can Zinc Shorten Colds in Adults?" Doe agreed.',
    ],
)
def test_speech_is_no_title(sentence):
    assert Field.PUBLICATION_TITLE not in read(story(sentence))


def test_an_abstract_bears_the_title_of_its_paper():
    text = "Zinc for colds: a randomized trial\nMETHODS: 120 adults took zinc or placebo.\n"
    assert read(text, DocumentKind.ABSTRACT)[Field.PUBLICATION_TITLE] == "Zinc for colds: a randomized trial"


@pytest.mark.parametrize(
    ("words", "doi"),
    [
        ("DOI: 10.1000/zinc.2020.12.", "10.1000/zinc.2020.12"),
        ("http://dx. doi. org/ 10. 1000/ jc. 2016-2141 , ahead", "10.1000/jc.2016-2141"),
        ("doi:10.1000/S1470-2045(17)30086-4.", "10.1000/S1470-2045(17)30086-4"),
        ("(doi 10.1000/j.x.2016.04.026. The results)", "10.1000/j.x.2016.04.026"),
        ("Sleep Letters DOI: 10.1000/s40478-018-0508-2 (2018).", "10.1000/s40478-018-0508-2"),
    ],
)
def test_identifiers_are_read(words, doi):
    found = read(story(f"The study is in JAMA, {words}"))
    assert found[Field.PUBLICATION_DOI] == doi


def test_papers_in_a_list_of_references_are_not_that_of_the_study():
    first = "Roe A, Doe B. A pill. Sleep. 2014 Feb;121(2):475-83. doi: 10.1000/one.2013. PMID: 24289915"
    second = "Doe B, Poe C. A tablet. Sleep. 2015 Dec;122(12):2423-31. doi: 10.1000/two.2015. PMID: 26365210"
    found = read(story(f"The pill helped.\n\nReferences\n\n{first} {second}"))
    assert not {Field.PUBLICATION_DOI, Field.PUBLICATION_PMID} & found.keys()


def test_pubmed_numbers_are_read():
    found = read(story("The study is in JAMA. PMID: 23059701. PMC1234567."))
    assert (found[Field.PUBLICATION_PMID], found[Field.PUBLICATION_PMCID]) == ("23059701", "PMC1234567")


@pytest.mark.parametrize(
    ("sentence", "meeting"),
    [
        (
            "The findings were presented at the annual meeting of the American Academy of Neurology in Seattle.",
            "annual meeting of the American Academy of Neurology",
        ),
        (
            "Results were presented Monday at the American Heart Association's Scientific Sessions 2019.",
            "American Heart Association's Scientific Sessions 2019",
        ),
        ("She presented the data at the Acme World Congress in Rome.", "Acme World Congress"),
        (
            "Results were presented at the 2015 Acme Zinc Society Annual Scientific Convention.",
            "2015 Acme Zinc Society Annual Scientific Convention",
        ),
        (
            "The report, presented Monday at a meeting of the Acme Society for Zinc, is small.",
            "meeting of the Acme Society for Zinc",
        ),
    ],
)
def test_the_meeting_is_where_the_study_was_presented(sentence, meeting):
    assert read(story(sentence))[Field.PUBLICATION_MEETING] == meeting


def test_a_society_alone_is_no_meeting():
    sentence = "Dr. Roe, a member of the American Academy of Neurology, presented the data."
    assert Field.PUBLICATION_MEETING not in read(story(sentence))
