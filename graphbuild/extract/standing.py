"""How one intervention stands to the others of its study: named first, in the headline, after than or versus."""

from collections.abc import Iterator, Sequence

from graphbuild.extract.candidates import Candidate, Mention
from graphbuild.extract.selection import meetings
from graphbuild.language.naming import group

_FARTHEST = 25


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
