"""What an article names often and where: every possible name, with all its mentions, as a candidate for a role.

The names of conditions and of interventions are chosen among the same candidates; each by a linear classifier that
weighs the features given here: how often and where a candidate stands, what stands beside it, what kind of thing its
words say it is, and what kind of study the document speaks of.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from graphbuild.language.abbreviations import abbreviations
from graphbuild.language.lexicon import load
from graphbuild.language.memory import remembering
from graphbuild.language.naming import Name, group, listed, names_in, shape, stems
from graphbuild.language.phrases import Token, tokens, wordings
from graphbuild.language.sieve import sieve
from graphbuild.language.word_groups import group_of
from graphbuild.model.codes import Focus, Section
from graphbuild.model.text import Document, Sentence

_CLOSED = {Section.BOILERPLATE, Section.DATELINE}
_TITLES = {Section.HEADLINE, Section.CITATION}
_LEAD = 3
_WITHOUT = sieve(
    r"\b(?=[acghimnptvw])"  # with these it begins
    r"(?:(?:people|patients|those|women|men|mothers|adults|children|individuals|participants|peers|counterparts|persons"
    r"|controls|nurses|veterans|infants)\s(?:without|who (?:do|did|does)(?: not|n[\u2019']t) (?:have|develop)|with no)"
    r"|with (?:and|or) without|general population|healthy (?:controls|volunteers|people)|matched controls"
    r"|control (?:group|subjects|participants))\b",
    re.IGNORECASE,
)
_LONGEST = 6
_MOST_WIDER = 200
_MOST_WEIGHED = 60
_MOST_GROUPED = 20
_LACKING = frozenset(["without", "no"])


@dataclass(frozen=True, slots=True)
class Mention:
    """One place of a name: its sentence, that sentence's words, telling words among them, its position in the text."""

    name: Name
    sentence: Sentence
    words: tuple[Token, ...]
    cues: tuple[str, ...]
    index: int

    @property
    def in_headline(self) -> bool:
        """Tells whether it stands in the headline."""
        return self.index == 0


class Candidate(NamedTuple):
    """A possible name with all its mentions in reading order; so many are made that it must be a cheap tuple.

    `key` holds its stems, abbreviations written out, tails cut; `best` is the mention with the commonest wording, the
    first of those; `rough` is the rough kind that its words say it is.
    """

    key: tuple[str, ...]
    mentions: tuple[Mention, ...]
    best: Mention
    rough: str
    features: tuple[str, ...] = ()

    @property
    def in_headline(self) -> bool:
        """Tells whether a mention of it stands in the headline, which comes first."""
        return self.mentions[0].in_headline

    def surfaces(self, text: str) -> tuple[str, ...]:
        """Gives its wordings in the text, the commonest first."""
        wordings = Counter(" ".join(mention.name.span.of(text).split()) for mention in self.mentions)
        return tuple(wording for wording, _ in wordings.most_common())


@remembering(8)
def candidates(document: Document) -> tuple[Candidate, ...]:
    """Gives every candidate of a document in the order of its first mention."""
    short = _short_forms(document.text)
    grouped: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    kept = [sentence for sentence in document.sentences if sentence.section not in _CLOSED]
    for index, sentence in enumerate(kept):
        place = sentence.span.of(document.text), sentence.span.start
        words = tokens(*place)
        cues = tuple(sorted({word.text for word in words} & group("cue")))
        for name in names_in(*place):
            if not _is_empty(name):
                grouped[_key(name, short)].append(Mention(name, sentence, words, cues, index))
    bare = [_candidate(key, tuple(found)) for key, found in grouped.items() if key]
    weighed = _Weighed(bare, document.text)
    return tuple([one._replace(features=tuple(dict.fromkeys(weighed.features(one)))) for one in bare])


def _candidate(key: tuple[str, ...], mentions: tuple[Mention, ...]) -> Candidate:
    best = mentions[0]
    if len(mentions) > 1:
        wordings = Counter([mention.name.words for mention in mentions])
        best = max(mentions, key=lambda one: (wordings[one.name.words], -one.name.span.start))
    return Candidate(key, mentions, best, _rough(best.name.words))


def _is_empty(name: Name) -> bool:
    dull = _dull()
    if len(name.words) == 1 and len(name.words[0]) < 2:  # noqa: PLR2004
        return True
    return len(name.words) > _LONGEST or all(word in dull or word[0].isdigit() for word in name.words)


@cache
def _dull() -> frozenset[str]:
    return group("people") | group("tail") | group("soft") | group("light") | group("hollow")


@cache
def _known_short_forms() -> dict[str, tuple[str, ...]]:
    return {entry.wording.lower(): _split(entry.code) for entry in load("short-forms").entries}


def _split(words: str) -> tuple[str, ...]:
    return stems(word.text for word in tokens(words) if word.text[0].isalnum())


def _short_forms(text: str) -> dict[str, tuple[str, ...]]:
    own = {pair.short.of(text).lower(): _split(pair.long.of(text)) for pair in abbreviations(text)}
    return _known_short_forms() | own


def _key(name: Name, short: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    words = list(name.words)
    while len(words) > 1 and words[-1] in group("soft") and not _is_condition(words[:-1], short):
        words.pop()
    found: list[str] = []
    for word in words:
        found += short.get(word) or stems((word,))
    return tuple(dict.fromkeys(found))


def _is_condition(words: Sequence[str], short: dict[str, tuple[str, ...]]) -> bool:
    """Tells whether words name a condition, so that what is said of it (drugs, screening) must not be cut off."""
    full = [part for word in words for part in short.get(word, (word,))]
    kind = listed(full, "conditions")
    return kind is not None and kind.how == "full"


def _design(text: str) -> str:
    counts = Counter(wordings(text))
    given, seen = sum(counts[word] for word in group("given")), sum(counts[word] for word in group("seen"))
    if counts["placebo"] or counts["randomized"] or counts["randomised"] or counts["randomly"]:
        return "trial"
    return "given" if given > seen else "seen"


class _Weighed:
    """Gives the features of each candidate among all of its document."""

    def __init__(self, every: Sequence[Candidate], text: str) -> None:
        self._design = _design(text)
        self._contrast = sum(1 for _ in _WITHOUT.finditer(text))
        self._text = text
        self._sets = {one.key: frozenset(one.key) for one in every}
        self._counts = {one.key: len(one.mentions) for one in every}
        self._wider: Counter[tuple[str, ...]] = Counter()
        holding: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for key in self._sets:
            for part in key:
                holding[part].append(key)
        for key, parts in self._sets.items():
            rarest = min((holding[part] for part in key), key=len)[:_MOST_WIDER]
            self._wider[key] = sum(self._counts[other] for other in rarest if parts < self._sets[other])
        self._ranks: dict[tuple[str, ...], int] = {}
        ranked: dict[str, list[tuple[float, tuple[str, ...]]]] = defaultdict(list)
        for one in every:
            weight = math.log(1 + self._counts[one.key] + 0.5 * self._wider[one.key])
            weight += 1.5 * one.in_headline
            ranked[one.rough].append((-weight, one.key))
        for group_ in ranked.values():
            for rank, (_, key) in enumerate(sorted(group_)):
                self._ranks[key] = rank

    def features(self, one: Candidate) -> list[str]:
        """Gives the names of the features that are present; some may come twice."""
        rough, rank = one.rough, min(self._ranks[one.key], 6)
        kinds = _kinds(one)
        found = [
            *kinds,
            *_places(one),
            f"rank {rough} {rank}",
            f"rank {rank}",
            f"design {self._design} {rough}",
            f"design {self._design} {rough} rank {min(rank, 3)}",
            f"contrast {min(self._contrast, 2)} {rough} {min(rank, 2)} {self._design}",
            f"count {_bin(self._counts[one.key])}",
            f"wider {_bin(self._wider[one.key])}",
        ]
        for kind in kinds:
            found += (f"{kind} {self._design}", f"{kind} rank {min(rank, 3)}")
            if one.in_headline:
                found.append(f"{kind} headline")
        found += (*_wording(one), *_spelling(one, self._text), *_groups(one), *_surroundings(one))
        return found


def _bin(count: int) -> str:
    return str(count) if count < 3 else "few" if count < 6 else "many" if count < 12 else "most"  # noqa: PLR2004


def _rough(words: tuple[str, ...]) -> str:
    given, seen = listed(words, "interventions"), listed(words, "conditions")
    if given is not None and given.how != "within" and (seen is None or seen.how != "full"):
        return "intervention"
    if seen is not None and seen.how != "within":
        return "condition"
    form = shape(words)
    if form is not None:
        return "condition" if form.code == "condition" else "intervention"
    return "unknown"


def _kinds(one: Candidate) -> tuple[str, ...]:
    words = one.best.name.words
    return _kinds_of(words) if words == one.key else _kinds_of(words) + _kinds_of(one.key)


@lru_cache(maxsize=16_384)
def _kinds_of(words: tuple[str, ...]) -> tuple[str, str, str]:
    given, seen, form = listed(words, "interventions"), listed(words, "conditions"), shape(words)
    return (
        f"interventions {given.code} {given.how}" if given else "interventions none",
        f"conditions {seen.code} {seen.how}" if seen else "conditions none",
        f"shape {form.code} {form.how}" if form else "shape none",
    )


def _places(one: Candidate) -> Iterator[str]:
    first = one.mentions[0]
    yield f"first {'headline' if first.in_headline else 'lead' if first.index <= _LEAD else 'later'}"
    sections = dict.fromkeys(mention.sentence.section for mention in one.mentions)
    focuses = dict.fromkeys(mention.sentence.focus for mention in one.mentions)
    yield from (f"section {section.value}" for section in sections)
    if len(focuses) == 1:
        yield f"only {next(iter(focuses)).value}"
    if Focus.THIS_STUDY in focuses:
        yield "in this study"
    if not _TITLES.isdisjoint(sections) and len({mention.index for mention in one.mentions}) > 1:
        yield "title and body"
    if any(mention.in_headline and mention.name.first == 0 for mention in one.mentions):
        yield "opens headline"


def _wording(one: Candidate) -> Iterator[str]:
    words = one.best.name.words
    yield f"length {len(words)}"
    ends = dict.fromkeys(mention.name.words[-1] for mention in one.mentions)
    yield from (f"soft {end}" for end in ends if end in group("soft"))
    if len(one.key) == 1 and (form := shape(one.key)) is not None and form.how == "head":
        yield "bare head"
    yield f"head {one.key[-1]}"
    yield from (f"word {word}" for word in one.key)
    last = one.key[-1]
    yield from (f"ends {last[-size:]}" for size in (3, 4) if len(last) > size + 1)


def _groups(one: Candidate) -> Iterator[str]:
    """Gives the groups of the words of a name and of the words beside its first mentions."""
    for mention in one.mentions[:_MOST_GROUPED]:
        words, first, last = mention.words, mention.name.first, mention.name.last
        head = group_of(mention.name.words[-1])
        yield f"sort {head.coarse}"
        yield f"kind {head.fine}"
        yield from (f"holds {group_of(word).fine}" for word in mention.name.words)
        yield f"left kind {group_of(words[first - 1].text).fine if first else '<'}"
        yield f"right kind {group_of(words[last].text).fine if last < len(words) else '>'}"


def _spelling(one: Candidate, text: str) -> Iterator[str]:
    written = [
        mention.name.span.of(text)
        for mention in one.mentions
        if mention.name.first > 0 and mention.sentence.section not in _TITLES
    ]
    if written and all(words[0].isupper() for words in written):
        yield "always capitalised"
        if all(word[0].isupper() for words in written for word in words.split()):
            yield f"all capitalised {min(len(one.best.name.words), 3)}"
    if written and all(len(words) > 1 and words[1:].upper() == words[1:] for words in written):
        yield "in capitals"
    if not written:
        yield "only at starts or in titles"


def _surroundings(one: Candidate) -> Iterator[str]:
    seen: dict[str, int] = {}
    for mention in one.mentions[:_MOST_WEIGHED]:
        for name in _beside(mention):
            seen[name] = seen.get(name, 0) + 1
    rough = one.rough
    if any(_contrasted(mention) for mention in one.mentions):
        yield "contrasted"
        yield f"contrasted {rough}"
    for feature, count in seen.items():
        yield feature
        if count > 2 and feature.startswith(("left", "right")):  # noqa: PLR2004
            yield f"{feature} often"


def _beside(mention: Mention) -> list[str]:
    words, first, last = mention.words, mention.name.first, mention.name.last
    *_, two, one = ["<", "<", *skipping(words[max(0, first - 4) : first])]
    right, further, *_ = [*(word.text for word in words[last : last + 2]), ">", ">"]
    found = [f"left {one}", f"left {two} {one}", f"right {right}", f"right {right} {further}"]
    if mention.in_headline:
        found += [f"headline left {one}", f"headline right {right}"]
    return found + [f"with {cue}" for cue in mention.cues]


def skipping(words: Iterable[Token]) -> list[str]:
    """Gives words without articles and without those that say little."""
    return [word.text for word in words if word.text not in _idle()]


@cache
def _idle() -> frozenset[str]:
    return group("light") | group("article")


def _contrasted(mention: Mention) -> bool:
    """Tells whether people without the thing are spoken of: people without MS, who did not have MS, no surgery."""
    before = [word.text for word in mention.words[max(0, mention.name.first - 5) : mention.name.first]]
    if not _LACKING.isdisjoint(before[-2:]):
        return True
    return not group("having").isdisjoint(before) and any(
        word in {"not", "never"} or word.endswith("n't") for word in before
    )
