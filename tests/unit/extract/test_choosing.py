from graphbuild.extract.choosing import alike, choose
from graphbuild.extract.mentions import Mention, views_of
from graphbuild.language.phrases import phrases
from graphbuild.model.text import Document, Sentence, Span


def ranked(text, scores):
    """The phrases of a text with the given scores, the most probable first."""
    document = Document(text, sentences=(Sentence(Span(0, len(text))),))
    found = []
    for view in views_of(document):
        for phrase in phrases(view.words):
            span = Span(view.words[phrase.first].span.start, view.words[phrase.last - 1].span.end)
            if span.of(text) in scores:
                found.append(Mention(span, phrase, view, scores[span.of(text)]))
    return sorted(found, key=lambda mention: -mention.score)


def names(text, scores, threshold=0.7):
    chosen = choose(ranked(text, scores), threshold)
    return [[mention.span.of(text) for mention in choice.mentions] for choice in chosen]


def test_only_what_reaches_the_threshold_is_chosen():
    assert names("Pain fell while anger rose.", {"Pain": 0.9, "anger": 0.6}) == [["Pain"]]


def test_the_surest_of_overlapping_phrases_is_chosen():
    found = names("It cut the risk of falls.", {"risk": 0.95, "risk of falls": 0.9, "falls": 0.8})
    assert found == [["risk of falls"]]


def test_a_later_name_of_the_same_thing_joins_even_if_less_sure():
    assert names("Hip fractures fell; so did fractures.", {"Hip fractures": 0.9, "fractures": 0.5}) == [
        ["Hip fractures", "fractures"]
    ]


def test_of_a_list_one_member_stands_for_all():
    text = "It cut rashes and itching."
    assert names(text, {"rashes": 0.9, "itching": 0.8}) == [["rashes"]]


def test_names_are_alike_by_what_they_name_and_not_by_how_it_was_measured():
    assert alike(frozenset({"hip", "fracture"}), frozenset({"fracture"}))
    assert not alike(frozenset({"risk"}), frozenset({"risk", "of", "fall"}))
    assert not alike(frozenset({"pain"}), frozenset({"sleep"}))
