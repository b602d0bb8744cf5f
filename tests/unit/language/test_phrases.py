import pytest

from graphbuild.language.phrases import WordClass, clause, phrases, tokens


def named(text):
    words = tokens(text)
    return [text[words[p.first].span.start : words[p.last - 1].span.end] for p in phrases(words)]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("It lowered the risk of stroke.", "risk of stroke"),
        ("They had fewer heart attacks.", "heart attacks"),
        ("It cut type 2 diabetes.", "type 2 diabetes"),
        ("We saw rashes, itching and fever.", "rashes, itching and fever"),
        ("The chance of quitting a diet rose.", "chance of quitting a diet"),
    ],
)
def test_a_phrase_with_what_hangs_on_it_is_found(text, phrase):
    assert phrase in named(text)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("Pain was lower.", "Pain was lower"), ("They had less pain.", "less pain"), ("In May.", "May")],
)
def test_verbs_and_words_of_change_are_in_no_phrase(text, phrase):
    assert phrase not in named(text)


def test_tokens_quote_the_text_at_their_offset():
    text = "Patients\u2019 pain fell by 12.5%"
    found = tokens(text, 10)
    assert [text[word.span.start - 10 : word.span.end - 10] for word in found][:2] == ["Patients\u2019", "pain"]
    assert found[-1].kind is WordClass.NUMBER


def test_a_clause_ends_where_a_contrast_begins():
    words = tokens("Pain fell but sleep stayed the same")
    first, last = clause(words, 0)
    assert [word.text for word in words[first:last]] == ["pain", "fell"]
    first, last = clause(words, 3)
    assert [word.text for word in words[first:last]] == ["sleep", "stayed", "the", "same"]


def test_nothing_has_no_words():
    assert tokens("") == ()
    assert phrases(()) == ()
