"""Whether treatment was given by the study or people were only watched."""

import re
from collections.abc import Iterable, Iterator

from graphbuild.extract.context import words_of
from graphbuild.extract.ranking import probability
from graphbuild.language.classifier import classifier
from graphbuild.language.lexicon import Match, load
from graphbuild.model.codes import Design, Focus, StudyType
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

MODEL = "study-kind"
_OWN = frozenset({Focus.THIS_STUDY, Focus.COMMENTARY, Focus.CITATION})
_UNSURE = 0.4, 0.6
_SURE = 0.9
_ASSIGNED = frozenset({Design.RANDOMIZED, Design.CLUSTER_RANDOMIZED, Design.PLACEBO_CONTROLLED, Design.CROSSOVER})
"""Designs in which the study itself gives the treatment."""
_SEVERAL = re.compile(r"\s(?:studies|trials|research|data)\b", re.IGNORECASE)
"""Behind the word for a kind where it is said of studies at large."""
_STEPS = range(-12, 13, 2)
_STEM, _LEAD = 6, 3


def kind(document: Document, designs: Iterable[str]) -> Iterator[Fact]:
    """Gives the kind of the study, with the wording that speaks most for it; nothing where the words are undecided."""
    found, codes = _wordings(document), frozenset(designs)
    chance = probability(MODEL, kind_features(document, codes))
    if chance < _SURE and codes & _ASSIGNED:
        chance = _SURE
    if not found or _UNSURE[0] < chance < _UNSURE[1]:
        return
    chosen = StudyType.INTERVENTIONAL if chance > _UNSURE[1] else StudyType.OBSERVATIONAL
    weights = classifier(MODEL).weights
    sign = 1 if chosen is StudyType.INTERVENTIONAL else -1
    ranked = [
        (
            match.wording.startswith(chosen) and not _SEVERAL.match(document.text, span.end),
            sign * weights.get(f"wording={match.wording}", (0.0,))[0],
            -span.start,
            span,
        )
        for match, span in found
    ]
    *_, span = max(ranked)
    yield Fact(Field.STUDY_TYPE, chosen, span, "design/kind", max(chance, 1 - chance))


def kind_features(document: Document, designs: Iterable[str]) -> frozenset[str]:
    """Gives the features of the whole document: telling wordings, their balance, designs, and the stems of words."""
    found = _wordings(document)
    codes = {match.wording: match.code for match, _ in found}
    balance = sum(1 if code == StudyType.INTERVENTIONAL else -1 for code in codes.values())
    opening = {match.wording for match, span in found if span.start < document.sentences[0].span.end}
    return frozenset(
        (
            *(f"wording={wording}" for wording in codes),
            *(f"opening={wording}" for wording in opening),
            *(f"balance>{step}" for step in _STEPS if balance > step),
            *(f"design={code}" for code in designs),
            *_stems(document),
        )
    )


def _stems(document: Document) -> Iterator[str]:
    own = [sentence for sentence in document.sentences if sentence.focus in _OWN]
    for place, sentence in enumerate(own):
        for word in words_of(sentence.span.of(document.text)):
            if word.isalpha():
                yield f"stem={word[:_STEM]}"
                if place < _LEAD:
                    yield f"lead={word[:_STEM]}"


def _wordings(document: Document) -> list[tuple[Match, Span]]:
    return [
        (match, Span(sentence.span.start + match.span.start, sentence.span.start + match.span.end))
        for sentence in document.sentences
        if sentence.focus in _OWN
        for match in load("study-kinds").find(sentence.span.of(document.text))
    ]
