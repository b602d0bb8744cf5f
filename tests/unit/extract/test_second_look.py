from graphbuild.extract.candidates import candidates
from graphbuild.extract.focus import focus
from graphbuild.extract.second_look import beside, meetings
from graphbuild.model.text import Document
from graphbuild.segment import segment

TEXT = (
    "Aspirin or massage for back pain\n"
    "In a randomized trial, 80 adults with back pain received aspirin or massage. Aspirin (Aspro) eased pain. "
    "Massage eased it more than aspirin did.\n"
)


def read():
    document = focus(segment(Document(TEXT)))
    return {one.key: one for one in candidates(document)}


def test_the_first_candidate_is_told_by_its_own_chance():
    found = beside(read()[("aspirin",)], (), 0.93, 0.93)
    assert {"level 18", "order 0", "beside top 10", "headline order 0"} <= set(found)
    assert not any(name.startswith(("pair", "gap", "together")) for name in found)


def test_what_stands_between_two_names_is_told_with_their_kinds():
    every = read()
    found = set(beside(every[("massage",)], (every[("aspirin",)],), 0.8, 0.9))
    assert {"gap or", "order 1", "beside other kind", "named later"} <= found
    assert "gap (" not in found


def test_a_second_name_in_brackets_has_another_gap_than_a_second_thing():
    every = read()
    assert "gap (" in beside(every[("aspro",)], (every[("aspirin",)],), 0.5, 0.9)


def test_features_come_once_and_in_order():
    every = read()
    found = beside(every[("massage",)], tuple(every[key] for key in (("aspirin",), ("aspro",))), 0.8, 0.9)
    assert list(found) == sorted(set(found))


def test_mentions_meet_only_within_a_sentence():
    every = read()
    pairs = list(meetings(every[("massage",)], every[("aspirin",)]))
    assert {(mine.index, theirs.index) for mine, theirs in pairs} == {(0, 0), (1, 1), (3, 3)}
    assert list(meetings(every[("massage",)], every[("aspro",)])) == []
