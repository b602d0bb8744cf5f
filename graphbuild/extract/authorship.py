"""What tells a member of the study team from an outsider: named features of every person in a document.

Features come from all places where the person is named: signs near the name (lexicon author-cues) and on which side
they stand, rows of names and what leads into them, whom the sentence speaks of, and how the person ranks among others.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphbuild.extract.nearby import Ordered, ordered
from graphbuild.extract.people import Mention, Named, people
from graphbuild.language.lexicon import Match, load
from graphbuild.model.text import Document, Sentence

_GLUE = re.compile(
    r"(?:\s?\([^()]{0,120}\)|,?\s(?:of|from|at)\s[^.;:\"\u201d]{0,90})?\s?[,;]?\s?(?:and\s|&\s"
    r"|with\s)?(?:senior author\s)?"
)
_WIDEST = 140
_TITLE_BY = re.compile(r"[\"\u201d\u2019'.?]\s?,?\s{0,2}(?:is |was )?[Bb]y:?\s{1,2}$")
_ANY_BY = re.compile(r"\bby:?\s{1,2}$")
_COLON = re.compile(r"(?:[Aa]uthors?|[Ii]nvestigators|[Rr]esearchers)[^.:]{0,40}:\s*$")
_ENDS = re.compile(
    r"\)?,?\s?(?:(?:et al|and (?:others|colleagues))|(?:,?\s?(?:is|are|was|were)\s(?:being\s)?(?:published|presented"
    r"|available))"
    r"|(?:,?\s(?:for|on behalf of) the [A-Z])|[,.]\s?(?:[Pp]ublished|[Ee]pub)\b)"
)
_SAID_AFTER = re.compile(
    r"[,\"\u201d]{0,2}\s(?:said|says|told|added|adds|explained|explains|noted|notes|wrote|writes|points out)\b"
)
_SAID_BEFORE = re.compile(r"\b(?:said|says|added|adds|explained|explains|noted|notes|according to|comments)\s$")
_OUTSIDE = re.compile(r"\b(?:editorial|commentary|comment|letter|perspective)\b", re.IGNORECASE)
_AGE = re.compile(r",\s(?:a\s)?\d\d(?:,|-year)")
_WORD = re.compile(r"[a-z][a-z'-]+|[.;:\"\u201c\u201d()]")
_SIGN_REACH = 160
_NEAR_WORDS = 4
_SENTENCE_REACH = 500
_LEADS = frozenset({"lead<", "lead>", "by<", "led>close"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person with the features on which the choice rests."""

    person: Named
    features: frozenset[str]


@dataclass(frozen=True, slots=True)
class _View:
    document: Document
    full: Ordered[Mention]
    cues: Ordered[Match]
    starts: tuple[int, ...]
    rows: dict[Mention, tuple[Mention, ...]]
    cited: int

    def sentence(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)


def candidates(document: Document) -> tuple[Candidate, ...]:
    """Gives every person that the document names, with features."""
    found = people(document.text)
    mentions = tuple(sorted((one for person in found for one in person.mentions), key=lambda one: one.span.start))
    rows = _rows(document.text, mentions)
    view = _View(
        document,
        ordered(one for one in mentions if one.full),
        ordered(load("author-cues").find(document.text)),
        tuple(sentence.span.start for sentence in document.sentences),
        rows,
        len({row[0] for row in rows.values() if row[0].cited}),
    )
    local = [frozenset(_person(view, person)) for person in found]
    leads = tuple(number for number, own in enumerate(local) if own & _LEADS)
    return tuple(
        Candidate(person, own | frozenset(_rank(own, leads, index)))
        for index, (person, own) in enumerate(zip(found, local, strict=True))
    )


def _rows(text: str, mentions: Sequence[Mention]) -> dict[Mention, tuple[Mention, ...]]:
    """Gives for each full name the row of names that it stands in."""
    rows: list[list[Mention]] = []
    for one in mentions:
        if not one.full and not rows:
            continue
        if rows:
            between = text[rows[-1][-1].after : one.before]
            if len(between) <= _WIDEST and _GLUE.fullmatch(between):
                rows[-1].append(one)
                continue
        rows.append([one])
    return {one: tuple(row) for row in rows for one in row}


def _person(view: _View, person: Named) -> Iterator[str]:
    first = person.best
    yield from _nearby_words(view, first)
    yield "full" if first.full else "bare"
    if first.cited:
        yield "cited"
        yield f"cited-rows:{min(view.cited, 3)}"
    yield f"mentions:{min(len(person.mentions), 4)}"
    yield "place:" + str(10 * person.mentions[0].span.start // max(1, len(view.document.text)) // 2)
    for index, mention in enumerate(person.mentions):
        for feature in _mention(view, mention):
            yield feature
            if index == 0:
                yield "first/" + feature


def _mention(view: _View, mention: Mention) -> Iterator[str]:
    text = view.document.text
    row = view.rows.get(mention, (mention,))
    yield from _row(text, row)
    yield from _dress(text, mention)
    number = view.sentence(mention.span.start)
    sentences = view.document.sentences
    if not sentences:
        return
    yield "focus:" + sentences[number].focus.value
    yield "section:" + sentences[number].section.value
    yield from _signs(view, mention, row, sentences[number])
    for step in (-1, 1):
        if 0 <= number + step < len(sentences):
            yield from _beside(view, sentences[number + step], step)


def _dress(text: str, mention: Mention) -> Iterator[str]:
    """Gives what stands right at the name: title, degree, age, a verb of saying, or nothing else on its line."""
    if mention.before < mention.span.start:
        yield "titled"
    if _alone(text, mention):
        yield "line:alone"
    if mention.after > mention.span.end:
        yield "degree"
    if _SAID_AFTER.match(text, mention.after) or _SAID_BEFORE.search(text, max(0, mention.before - 20), mention.before):
        yield "speaks"
    if _AGE.match(text, mention.after):
        yield "age"


def _alone(text: str, mention: Mention) -> bool:
    """Tells whether the name fills its line, as that of a reporter or a contact does."""
    start, end = text.rfind("\n", 0, mention.before) + 1, text.find("\n", mention.after)
    line = text[start : end if end >= 0 else len(text)]
    return len(line.strip()) <= mention.after - mention.before + 3


def _row(text: str, row: Sequence[Mention]) -> Iterator[str]:
    size = len(row)
    yield "row:" + ("1" if size == 1 else "2" if size == 2 else "3-5" if size < 6 else "6+")  # noqa: PLR2004
    lead = text[max(0, row[0].before - 60) : row[0].before]
    wide = "wide" if size > 2 else "narrow"  # noqa: PLR2004
    if _TITLE_BY.search(lead):
        yield (
            "lead:title-by/outsider"
            if _OUTSIDE.search(text, max(0, row[0].before - 200), row[0].before)
            else f"lead:title-by/{wide}"
        )
    elif _ANY_BY.search(lead):
        yield f"lead:by/{wide}"
    if _COLON.search(lead):
        yield "lead:colon"
    if _ENDS.match(text, row[-1].after):
        yield f"ends:published/{wide}"


def _signs(view: _View, mention: Mention, row: Sequence[Mention], sentence: Sentence) -> Iterator[str]:
    """Gives the signs of the same sentence that no other person's name parts from this one (or from its row)."""
    earlier, later = view.full.before(row[0].span.start), view.full.behind(row[-1].span.end)
    left = max(sentence.span.start, row[0].before - _SIGN_REACH, earlier.after if earlier else 0)
    right = min(sentence.span.end, row[-1].after + _SIGN_REACH, later.before if later else sentence.span.end)
    for cue in view.cues.within(left, row[0].before + 1):
        if cue.span.end <= row[0].before + 1:
            yield f"{cue.code}<" + ("" if mention is row[0] else "row")
            yield f"{cue.code}:any"
    for cue in view.cues.within(row[-1].after - 1, right):
        if cue.span.end <= right:
            yield f"{cue.code}>" + ("" if mention is row[-1] else "row")
            yield f"{cue.code}:any"
            if cue.span.start - row[-1].after < 4 and mention is row[-1]:  # noqa: PLR2004
                yield f"{cue.code}>close"
    low = max(sentence.span.start, mention.before - _SENTENCE_REACH)
    for cue in view.cues.within(low, min(sentence.span.end, mention.after + _SENTENCE_REACH)):
        if cue.code in {"outsider", "office", "patient", "contact", "speech"}:
            yield f"{cue.code}=sentence"


def _beside(view: _View, sentence: Sentence, step: int) -> Iterator[str]:
    if view.full.count(sentence.span.start, sentence.span.end):
        return
    for cue in view.cues.within(sentence.span.start, min(sentence.span.end, sentence.span.start + 2 * _SENTENCE_REACH)):
        if cue.code in {"outsider", "speech", "office", "agree"}:
            yield f"{cue.code}{step:+d}"


def _nearby_words(view: _View, mention: Mention) -> Iterator[str]:
    text = view.document.text
    before = _WORD.findall(text[max(0, mention.before - 50) : mention.before].lower())[-_NEAR_WORDS:]
    after = _WORD.findall(text[mention.after : mention.after + 50].lower())[:_NEAR_WORDS]
    yield from (f"w<{word}" for word in before)
    yield from (f"w>{word}" for word in after)


def _rank(own: frozenset[str], leads: Sequence[int], index: int) -> Iterator[str]:
    yield "rank:" + str(min(index, 3))
    if own & _LEADS:
        yield "own-lead"
    elif leads:
        yield "other-lead/" + ("row" if own & {"row:6+", "row:3-5"} else "alone")
        yield "other-lead/" + ("before" if leads[0] < index else "after")
    else:
        yield "no-lead/" + ("speaks" if "speaks" in own else "silent")
        yield f"no-lead/rank:{min(index, 2)}"
