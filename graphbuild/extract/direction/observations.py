"""What a text says of an outcome in two groups, as named observations for linear models."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graphbuild.extract.direction.cues import Cue, Reading, cues, denials, ends
from graphbuild.extract.direction.values import number_features
from graphbuild.extract.direction.words import CHANCE, SIDES, SIGNIFICANT, Role, Word, listed, names, read
from graphbuild.language.valence import valence

_NEAR = 8
_LIMITS = 8
_CHANCES = {SIGNIFICANT, CHANCE}


def reading(evidence: str, intervention: str, comparator: str, outcome: str) -> Reading:
    """Gives the words of a text and the stretch of it that speaks of the outcome."""
    words = read(evidence, names(intervention, comparator, outcome))
    timed = not listed("timed").isdisjoint(outcome.lower().split())
    return Reading(words, *_scope(words), valence(outcome) or "none", timed)


def significance(seen: Reading, told: Sequence[str]) -> tuple[str, ...]:
    """Gives what tells whether the groups differ: all wordings and what `course` has told."""
    return tuple(dict.fromkeys([*_wordings(seen), *told]))


def course(seen: Reading) -> tuple[str, ...]:
    """Gives what tells which group had more: words of change, numbers, sides, P values; no wordings."""
    numbers = number_features(seen.words, seen.first, seen.last)
    return tuple(dict.fromkeys([*_roles(seen), *_cue_features(seen), *_chances(seen), *numbers]))


def _scope(words: Sequence[Word]) -> tuple[int, int]:
    """Gives the token range of the clause that names the outcome best; all words where none names it."""
    cuts = [0, *(index + 1 for index in range(len(words)) if ends(words, index)), len(words)]
    parts = [(left, right) for left, right in pairwise(cuts) if left < right]
    named = [(sum(word.role is Role.OUTCOME for word in words[left:right]), left, right) for left, right in parts]
    best = max(named, key=lambda one: (one[0], -one[1]), default=(0, 0, 0))
    return (best[1], best[2]) if best[0] else (0, len(words))


def _wordings(seen: Reading) -> Iterator[str]:
    texts = [word.text for word in seen.words]
    for index in range(len(texts)):
        place = "s" if seen.first <= index < seen.last else "r"
        for size in (1, 2, 3):
            if index + size <= len(texts):
                yield f"{place}{size} {' '.join(texts[index : index + size])}"


def _roles(seen: Reading) -> Iterator[str]:
    inside = [word.role for word in seen.words[seen.first : seen.last] if word.role in SIDES]
    everywhere = [word.role for word in seen.words if word.role in SIDES]
    yield f"first {everywhere[0] if everywhere else '-'}"
    yield f"first inside {inside[0] if inside else '-'}"
    yield f"named {'+'.join(sorted({role.value for role in everywhere if role}))}"
    yield f"worth {seen.worth}"


def _cue_features(seen: Reading) -> Iterator[str]:
    found = cues(seen)
    inside = [cue for cue in found if seen.first <= cue.first < seen.last]
    for cue in found:
        yield from _one_cue(seen, cue, "s" if cue in inside else "r")
    counted = Counter(cue.resolved.split()[0].rstrip("?") for cue in inside if not cue.denied)
    for one, other in (("up", "down"), ("better", "worse")):
        balance = counted[one] - counted[other]
        yield f"balance {one} {(balance > 0) - (balance < 0) if counted[one] or counted[other] else 'none'}"
    governing = min(inside or found, key=lambda cue: (cue.distance, cue.first), default=None)
    if governing is None:
        yield "governed none"
        return
    yield f"governed {governing.resolved}"
    yield f"governed {governing.resolved} {governing.denied}"
    yield f"governed near {governing.resolved} {governing.distance < _NEAR}"


def _one_cue(seen: Reading, cue: Cue, place: str) -> Iterator[str]:
    words, resolved = seen.words, cue.resolved
    left = next((word.role for word in reversed(words[: cue.first]) if word.role in SIDES), "-")
    right = next((word.role for word in words[cue.last + 1 :] if word.role in SIDES), "-")
    against, side = cue.against or "-", cue.side or "-"
    yield f"cue {resolved}"
    yield f"cue {resolved} {place}"
    yield f"cue {resolved} {place} {'near' if cue.distance < _NEAR else 'far'}"
    yield f"cue {resolved} denied {cue.denied}"
    yield f"way {cue.way} {place}"
    yield f"way {cue.way} denied {cue.denied} {place}"
    yield f"way {cue.way} between {left} {right} {against}"
    yield f"way {cue.way} after {left} against {against}"
    text = " ".join(word.text for word in words[cue.first : cue.last + 1])
    yield f"cue word {text} {side}"
    yield f"cue word {text} {side} {seen.worth}"
    if seen.timed:
        yield f"cue word {text} {side} of time"


def _chances(seen: Reading) -> Iterator[str]:
    for name, words in (("all", seen.words), ("inside", seen.words[seen.first : seen.last])):
        texts = {word.text for word in words}
        chances = "+".join(sorted(texts & _CHANCES))
        same = not texts.isdisjoint(denials())
        yield f"p {name} {chances}"
        yield f"same {name} {same}"
        yield f"p {name} {chances} same {same}"
        yield f"significant {name} {not texts.isdisjoint({'significant', 'significantly'})} same {same}"
    yield from _nearest_chance(seen.words)
    yield from _intervals(seen.words)


def _nearest_chance(words: Sequence[Word]) -> Iterator[str]:
    named = [index for index, word in enumerate(words) if word.role is Role.OUTCOME]
    stated = [index for index, word in enumerate(words) if word.text in _CHANCES]
    if named and stated:
        best = min(stated, key=lambda at: min(at - one if at > one else 3 * (one - at) for one in named))
        yield f"nearest p {words[best].text}"
    elif stated:
        yield f"first p {words[stated[0]].text}"


def _intervals(words: Sequence[Word]) -> Iterator[str]:
    """Gives where the limits of confidence intervals lie: below, above or on both sides of nought and of one."""
    for index, word in enumerate(words):
        if word.text not in listed("interval"):
            continue
        limits = [one.value for one in words[index + 1 : index + _LIMITS] if one.value is not None]
        if len(limits) > 1:
            low, high = limits[0], abs(limits[1]) if limits[1] < 0 <= limits[0] else limits[1]
            for bound in (0, 1):
                place = "below" if high < bound else "above" if low > bound else "across"
                yield f"interval {place} {bound}"
                yield f"interval {place} {bound} {'positive' if low > 0 else 'signed'}"
