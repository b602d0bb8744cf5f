"""How a candidate stands beside those that were kept before it: the features of the second step of the selection.

They tell a second name of the same thing from a second thing: how sure the first step was, what kinds of things the
two are, what stands between their mentions, and in what surroundings the candidate itself is mentioned.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from graphbuild.extract.candidates import Candidate, Mention
from graphbuild.language.naming import group, listed, shape
from graphbuild.language.word_groups import group_of

_NEAR = 5
_MEETINGS = 4
_ENOUGH = 3
_OFTEN = 2
_MOST_READ = 20
_LEFT = 3
_FAR = frozenset({"than", "versus", "or", "compared", "placebo"})


def beside(one: Candidate, kept: Sequence[Candidate], chance: float, top: float) -> tuple[str, ...]:
    """Gives the features of a candidate beside those kept; `chance` is its own of the first step, `top` the highest."""
    return tuple(sorted({*_alone(one, kept, chance, top), *_mentioned(one, kept), *_pairs(one, kept)}))


def meetings(one: Candidate, other: Candidate) -> Iterator[tuple[Mention, Mention]]:
    """Gives the pairs of mentions that share a sentence, the first few of each."""
    places: dict[int, list[Mention]] = {}
    for mention in other.mentions:
        places.setdefault(mention.index, []).append(mention)
    counts: dict[int, int] = {}
    for mine in one.mentions:
        counts[mine.index] = counts.get(mine.index, 0) + 1
        if counts[mine.index] <= _MEETINGS:
            yield from ((mine, theirs) for theirs in places.get(mine.index, [])[:_MEETINGS])


def _alone(one: Candidate, kept: Sequence[Candidate], chance: float, top: float) -> Iterator[str]:
    """Gives how likely the first step found it, and how many were kept before."""
    code, level = _code(one), f"level {int(chance * 20)}"
    order = min(len(kept), _ENOUGH)
    yield from (level, f"order {order}", f"{level} order {min(order, 1)}", f"is {code}", f"order {order} is {code}")
    yield f"beside top {int(10 * chance / top)}"
    if one.in_headline:
        yield f"headline order {min(order, 1)}"
    yield f"mentions {min(len(one.mentions), 4)} order {min(order, 1)}"
    yield f"known {_known(one)} order {min(order, 2)}"
    for mention in one.mentions:
        left = [word.text for word in mention.words[max(0, mention.name.first - 2) : mention.name.first]]
        yield from (f"left {word}" for word in left if word in group("joint"))


def _mentioned(one: Candidate, kept: Sequence[Candidate]) -> Iterator[str]:
    """Gives the words beside its mentions and what the sentences are about; apart where others were kept before."""
    seen: Counter[str] = Counter()
    for mention in one.mentions[:_MOST_READ]:
        words, first, last = mention.words, mention.name.first, mention.name.last
        seen.update(f"before {word.text}" for word in words[max(0, first - _LEFT) : first])
        seen.update(f"after {word.text}" for word in words[last : last + 1])
        seen[f"focus {mention.sentence.focus.value}"] += 1
    for name, count in seen.items():
        yield from (name, f"{name} order {min(len(kept), 1)}")
        if count > _OFTEN:
            yield f"{name} often"


def _pairs(one: Candidate, kept: Sequence[Candidate]) -> Iterator[str]:
    code, known = _code(one), _known(one)
    for other in kept:
        theirs = _code(other)
        yield f"beside {'same' if theirs == code else 'other'} kind"
        yield from (f"pair {code} {theirs}", f"pair {known} {_known(other)}")
        yield f"pair {known} {_known(other)} {'same' if theirs == code else 'other'}"
        yield from _compared(one, other)


def _compared(one: Candidate, other: Candidate) -> Iterator[str]:
    mine, theirs = group_of(one.best.name.words[-1]), group_of(other.best.name.words[-1])
    yield f"sort {mine.coarse == theirs.coarse} {mine.fine == theirs.fine}"
    yield f"ratio {int(4 * min(2, len(one.mentions) / len(other.mentions)))}"
    first = one.mentions[0].name.span.start < other.mentions[0].name.span.start
    yield f"named {'first' if first else 'later'}"
    if set(one.key) & set(other.key):
        yield "shares a word"
        if one.key[-1] == other.key[-1]:
            yield "shares the head"
    together = 0
    for here, there in meetings(one, other):
        together += 1
        yield from _between(here, there)
    yield f"together {min(together, _ENOUGH)} of {min(len(one.mentions), _ENOUGH)}"


def _code(one: Candidate) -> str:
    words = one.best.name.words
    kind = listed(words, "interventions") or listed(words, "conditions") or shape(words)
    return kind.code if kind else "unknown"


def _known(one: Candidate) -> str:
    """Tells how well the words say that it is a thing that can be given."""
    words = one.best.name.words
    given, condition, form = listed(words, "interventions"), listed(words, "conditions"), shape(words)
    if given is not None and given.how != "within":
        return given.how
    if condition is not None and condition.how == "full":
        return "condition"
    return form.how if form is not None else "none"


def _between(mine: Mention, theirs: Mention) -> Iterator[str]:
    first, second = sorted((mine.name, theirs.name), key=lambda name: name.first)
    gap = [word.text for word in mine.words[first.last : second.first]]
    if len(gap) <= _NEAR:
        yield f"gap {' '.join(gap)}"
        yield from (f"gap has {word}" for word in gap)
        yield f"gap length {min(len(gap), 3)}"
    else:
        yield from (f"far gap has {word}" for word in gap if word in _FAR)
