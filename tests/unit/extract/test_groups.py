from graphbuild.extract.counts import Count, counts
from graphbuild.extract.focus import focus
from graphbuild.extract.groups import groups
from graphbuild.model.fact import Field
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment

TEXT = (
    "A balm eased sore knees, a study finds\n"
    "The study involved 251 adults. Of those, 125 received the balm and 126 received a placebo."
)


def sizes(whole):
    document = focus(segment(Document(TEXT)))
    place = Span(0, 1)
    count = None if whole is None else Count(whole, place, 0, frozenset(), place)
    return {fact.value for fact in groups(document, counts(document), count) if fact.field is Field.ARM_SIZE}


def test_the_sizes_of_groups_are_read_beside_their_names():
    assert sizes(251) == {125, 126}


def test_no_group_is_as_large_as_the_whole():
    assert sizes(126) == {125}
    assert sizes(100) == set()
