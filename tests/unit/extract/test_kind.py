from graphbuild.extract.focus import focus
from graphbuild.extract.kind import kind, kind_features
from graphbuild.model.codes import StudyType
from graphbuild.model.text import Document
from graphbuild.segment import segment


def read(text):
    return focus(segment(Document("A balm eased sore knees, a study finds\n" + text)))


def test_a_trial_that_gives_treatment_is_interventional():
    document = read("In the clinical trial, 80 adults were randomly assigned to receive the balm or a placebo.")
    assert [fact.value for fact in kind(document, {"randomized", "placebo-controlled"})] == [StudyType.INTERVENTIONAL]


def test_a_look_at_records_is_observational():
    document = read("Researchers reviewed registry records of 9,000 people. The cohort study cannot prove causes.")
    assert [fact.value for fact in kind(document, {"cohort"})] == [StudyType.OBSERVATIONAL]


def test_the_word_for_the_kind_is_quoted_but_not_one_for_studies_at_large():
    document = read(
        "Observational studies are cheap. Researchers reviewed registry records of 9,000 people. This was an "
        "observational study, so it cannot prove causes."
    )
    (fact,) = kind(document, ())
    assert fact.span.of(document.text) == "observational study"
    assert fact.span.start > document.text.index("This was")


def test_a_text_without_telling_words_gives_nothing():
    assert list(kind(segment(Document("Rain fell on the town.")), ())) == []


def test_designs_are_features():
    assert "design=cohort" in kind_features(read("It rained."), {"cohort"})
