"""How one intervention stands to the others of its study: named first, in the headline, after than or versus."""

from collections.abc import Iterator, Sequence

from graphbuild.extract.candidates import Candidate, Mention
from graphbuild.extract.second_look import meetings
from graphbuild.language.naming import group
from graphbuild.language.phrases import Token, WordClass

_FARTHEST = 25
_REACH = 8
_SET_AGAINST = 2
_SHARE = 0.28
"""From this share of mentions on, as counted over 600 articles, what others are set against was not what was tested."""


def standing(one: Candidate, others: Sequence[Candidate]) -> tuple[str, ...]:
    """Gives the features that tell the role of an intervention among those of its study."""
    return tuple(sorted(set(_features(one, others))))


def _features(one: Candidate, others: Sequence[Candidate]) -> Iterator[str]:
    yield f"others {min(len(others), 3)}"
    mine = one.in_headline
    theirs = any(other.in_headline for other in others)
    yield f"headline {'mine' if mine else 'not mine'} {'theirs' if theirs else 'not theirs'}"
    if others:
        first = min(other.mentions[0].name.span.start for other in others)
        yield f"named {'first' if one.mentions[0].name.span.start < first else 'later'}"
        most = max(len(other.mentions) for other in others)
        yield f"named {'more' if len(one.mentions) > most else 'as often' if len(one.mentions) == most else 'less'}"
    for other in others:
        for mine_, theirs_ in meetings(one, other):
            yield from _beside(mine_, theirs_)


def _beside(mine: Mention, theirs: Mention) -> Iterator[str]:
    place = "before" if mine.name.first < theirs.name.first else "after"
    first, second = sorted((mine.name, theirs.name), key=lambda name: name.first)
    gap = [word.text for word in mine.words[first.last : second.first]]
    if len(gap) <= _FARTHEST:
        yield from (f"{place} {word}" for word in set(gap) & group("contrast"))
        yield f"{place} other"
    if place == "after" and {"compared", "than", "versus", "vs"} & {
        word.text for word in mine.words[: mine.name.first]
    }:
        yield "after a comparison"


def is_foil(one: Candidate, others: Sequence[Candidate]) -> bool:
    """Tells what another one is set against again and again (better than X, compared with X), and that one never is."""
    against = sum(map(_set_against, one.mentions))
    if against < _SET_AGAINST or against < _SHARE * len(one.mentions):
        return False
    return any(not any(map(_set_against, other.mentions)) for other in others)


def _set_against(mention: Mention) -> bool:
    """Tells whether words of comparison stand before a mention: than in those who took X."""
    before = mention.words[max(0, mention.name.first - _REACH) : mention.name.first]
    at = len(before) - 1
    while at >= 0 and _is_passed(before[at]):
        at -= 1
    if at < 0:
        return False
    compared = at > 0 and before[at].text in {"with", "to"} and before[at - 1].text in group("measured against")
    return compared or before[at].text in group("over")


def _is_passed(word: Token) -> bool:
    little = group("article") | group("light") | group("passed") | group("taking") | group("pronoun")
    return word.text in little or word.kind is WordClass.PEOPLE
