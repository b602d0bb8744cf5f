"""What a sentence says happened to something: which way it moved, denied or not, on which side, in what numbers.

These observations are the features from which the direction of a finding is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graphbuild.extract.mentions import Mention
from graphbuild.language.lexicon import load
from graphbuild.language.numbers import NumberKind, numbers
from graphbuild.language.phrases import Token, WordClass, clause, tokens
from graphbuild.language.reporting import cues
from graphbuild.language.valence import valence, valences
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

_SIGNS = {"increase": 1, "decrease": -1}
_TOLD = {"better": "good", "worse": "bad", "effect": "effect", "no-change": "same"}
_NEAR = 20
_DENIAL_REACH = 45
_FAR = 10_000
_CLOSE = 3
_KINDS = ("trial", "link", "comparison")
_NEARLY_EQUAL = 0.12


@dataclass(frozen=True, slots=True)
class Effect:
    """What the nearest word of change says of a mention.

    `code` is the code of that word in the lexicon of change, "none" without one; `told` is good, bad, same, effect,
    absent, up, down (where the worth of the thing is not known) or silent.
    """

    code: str
    told: str
    span: Span | None
    denied: bool
    near: bool


def moves(text: str, offset: int = 0) -> tuple[tuple[Span, str], ...]:
    """Gives the wordings of change in a text with their codes: increase, decrease, no-change, better, worse, effect."""
    return tuple(
        (Span(offset + match.span.start, offset + match.span.end), match.code)
        for match in load("change").find(text)
        if match.code != "still"
    )


def scope(document: Document, mention: Mention) -> Span:
    """Gives the place of the clause that the mention stands in."""
    words = mention.view.words
    first, last = clause(words, mention.phrase.first)
    del document
    return Span(words[first].span.start, words[last - 1].span.end)


def worth(mention: Mention) -> str:
    """Gives good, bad or none for what the mention names."""
    words = mention.view.words[mention.phrase.first : mention.phrase.last]
    return valence(" ".join(word.text for word in words)) or "none"


def effect(document: Document, mention: Mention) -> Effect:
    """Gives what the nearest word of change in the clause says of the mention."""
    place = scope(document, mention)
    found = moves(place.of(document.text), place.start)
    gaps = [(_gap(span, mention.span), span, code) for span, code in found if not span.overlaps(mention.span)]
    denied = _denied(mention, mention.span.start)
    if not gaps:
        return Effect("none", "absent" if denied else "silent", None, denied, near=False)
    gap, span, code = min(gaps)
    if denied and (span.start > mention.span.end or gap > _NEAR):
        return Effect("none", "absent", None, denied=True, near=False)
    denied = _denied(mention, span.start)
    return Effect(code, _told(code, worth(mention), denied=denied), span, denied, near=gap < _NEAR)


def names_other_side(mention: Mention) -> bool:
    """Tells whether the words before the mention name a group that was not given the intervention."""
    words = mention.view.words
    first, _ = clause(words, mention.phrase.first)
    return any(word.text in cues("other-side") for word in words[first : mention.phrase.first])


def _gap(left: Span, right: Span) -> int:
    return right.start - left.end if left.end <= right.start else left.start - right.end


def _denied(mention: Mention, at: int) -> bool:
    """Tells whether a denying word stands shortly before the place, with no other noun phrase's verb between."""
    near = [word for word in mention.view.words if 0 < at - word.span.start <= _DENIAL_REACH]
    recent = near[-_CLOSE - 1 :]
    return any(word.text in cues("denying") or word.text.endswith("n't") for word in recent)


def _told(code: str, value: str, *, denied: bool) -> str:
    if denied or code == "no-change":
        return "same"
    if code in _TOLD:
        return _TOLD[code]
    if value == "none":
        return "up" if _SIGNS[code] > 0 else "down"
    return "good" if (value == "good") == (_SIGNS[code] > 0) else "bad"


def observations(document: Document, mention: Mention, facts: Iterable[Fact]) -> tuple[str, ...]:
    """Gives the features of what the sentence says of the mention."""
    words = mention.view.words
    bounds = clause(words, mention.phrase.first)
    value = worth(mention)
    before, after = words[bounds[0] : mention.phrase.first], words[mention.phrase.last : bounds[1]]
    found = [f"value {value}", *_effect_features(document, mention, before)]
    found += _change_features(document, mention, value)
    found += _denial_features(before, after)
    found += _side_features(before, after, value)
    found += _number_features(scope(document, mention).of(document.text), value)
    found += _wording_features(words[bounds[0] : bounds[1]], words[mention.phrase.head].text)
    found += _document_features(document, facts, value)
    return tuple(dict.fromkeys(found))


def _effect_features(document: Document, mention: Mention, before: Sequence[Token]) -> list[str]:
    seen = effect(document, mention)
    start = seen.span.start if seen.span is not None else mention.span.start
    ahead = [word for word in before if word.span.end <= start]
    other = any(word.text in cues("other-side") for word in ahead)
    people = any(word.kind is WordClass.PEOPLE for word in ahead)
    return [
        f"told {seen.told}",
        f"told {seen.told} near {seen.near}",
        f"told {seen.told} other side {other}",
        f"told {seen.told} near {seen.near} other side {other} people {people}",
        f"denied {seen.denied}",
    ]


def _change_features(document: Document, mention: Mention, value: str) -> list[str]:
    place = scope(document, mention)
    found = moves(place.of(document.text), place.start)
    before = [code for span, code in found if span.end <= mention.span.start]
    inside = [code for span, code in found if mention.span.contains(span)]
    after = [code for span, code in found if span.start >= mention.span.end]
    sides = (("before", before[-1:]), ("inside", inside[:1]), ("after", after[:1]))
    features = [f"moved {side} {code} {value}" for side, codes in sides for code in codes]
    nearest = before[-1] if before else after[0] if after else "none"
    features += [f"moved {nearest}", f"moved {nearest} {value}"]
    features.append(f"all moves {'+'.join(sorted({code for _, code in found}))}")
    return features


def _denial_features(before: Sequence[Token], after: Sequence[Token]) -> list[str]:
    found = []
    for side, part in (("before", before[::-1]), ("after", after)):
        at = next((i for i, word in enumerate(part) if word.text in cues("denying") or word.text.endswith("n't")), None)
        if at is not None:
            found.append(f"denied {side} {'near' if at <= _CLOSE else 'far'}")
            found.append(f"denied {side} {part[at].text}")
    return found


def _side_features(before: Sequence[Token], after: Sequence[Token], value: str) -> list[str]:
    than = next((i for i, word in enumerate(after) if word.text in {"than", "compared", "versus", "vs"}), None)
    found = [f"subject {word.text} {value}" for word in before if word.text in cues("other-side")]
    if than is not None:
        found.append("compared after")
        found += [f"than {word.text}" for word in after[than:] if word.text in cues("other-side")]
    return found


def _number_features(text: str, value: str) -> list[str]:
    shares = [number.value for number in numbers(text) if number.kind is NumberKind.PERCENT]
    found = [f"percents {min(len(shares), 3)}"]
    if len(shares) == 2:  # noqa: PLR2004 (a comparison of two groups)
        low, high = sorted(shares)
        equal = float(high - low) < _NEARLY_EQUAL * float(high)
        move = "equal" if equal else "fall" if shares[0] > shares[1] else "rise"
        found.append(f"shares {move} {value}")
    return found


def _wording_features(words: Sequence[Token], head: str) -> list[str]:
    spoken = [word for word in words if word.kind not in {WordClass.NUMBER, WordClass.MARK}]
    light = [word.text if word.kind is not WordClass.NOUN else "*" for word in spoken]
    found = [f"head {head}", *(f"word {word.text}" for word in spoken)]
    found += [f"pair {left} {right}" for left, right in pairwise(light)]
    return found


def _document_features(document: Document, facts: Iterable[Fact], value: str) -> list[str]:
    telling = {Field.STUDY_TYPE, Field.DESIGN, Field.PHASE}
    found = [f"study {fact.value}" for fact in facts if fact.field in telling]
    plain = document.text.lower()
    kinds = [kind for kind in _KINDS if any(wording in plain for wording in cues(f"kind-{kind}"))]
    found += [f"document {kind}" for kind in kinds]
    found.append(f"document {'+'.join(kinds)} {value}")
    if document.sentences:
        title = document.sentences[0].span.of(document.text)
        codes = sorted({code for _, code in moves(title)})
        found += [f"title {code}" for code in codes] or ["title none"]
        found.append(f"title {'+'.join(codes)} {'+'.join(sorted(set(valences(title))))} {value}")
        found += [f"title word {word.text}" for word in tokens(title) if word.kind is not WordClass.MARK]
    return found
