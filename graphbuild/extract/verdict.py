"""Whether a document mainly reports one study in people, and why.

A linear model over wordings (lexicon/verdict.tsv) in the title, the lead and the body, over whom the sentences speak
of, and over the stems and the groups of the words; trained by training/verdict.py.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from graphbuild.extract.context import words_of
from graphbuild.extract.ranking import threshold
from graphbuild.language.classifier import classifier
from graphbuild.language.lexicon import load
from graphbuild.language.sieve import sieve
from graphbuild.language.word_groups import group_of
from graphbuild.model.codes import DocumentKind, Focus, Section
from graphbuild.model.text import Document, Sentence

_PROTOCOL, _OPINION = "protocol", "opinion"
_QUOTED = re.compile(r"[\u201c\u201d\"]")
"""Who is quoted may say what he believes; the page gives no opinion by that."""
_LEAD = 3
_DENSITIES = (0.1, 0.3)
_ASIDE = frozenset({Section.BOILERPLATE, Section.DATELINE})
_FRAMES = frozenset({Section.HEADLINE, Section.CITATION})
_PEOPLE = (
    r"(?:patients|people|men|women|adults|children|participants|volunteers|subjects|infants|babies|mothers|persons"
    r"|individuals|respondents|veterans|girls|boys|students|couples|residents|survivors|members|cases|records|smokers)"
)
_AMOUNT = r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{2,6}|[a-z]{2,9}[- ](?:hundred|thousand|million)|[a-z]{3,8}ty)"
_COUNTED = re.compile(rf"\b{_AMOUNT}\s(?:[\w/-]+\s){{0,3}}{_PEOPLE}\b")
_STUDIES = sieve(
    r"\b(?:[4-9]|\d{2,4}|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of)\s(?:[\w-]+\s){0,3}"
    r"(?:studies|trials)\b",
    re.IGNORECASE,
)
_MEASURED = sieve(r"\d\s?(?:%|percent|per cent|times|points?|fold)|\b[Pp]\s?[<=]")
_MANY = 3
_ABSTRACT = 25
"""So many sentences of a paper are looked at: its title and its abstract; the rest speaks much of other studies."""
_READ, _STEM = 40, 7
"""So many sentences of prose are searched for stems, of so many letters."""
_LIKELIEST = 0.999
_REASONS = {
    "animal": "it reports work in animals",
    "cells": "it reports work in the laboratory",
    "review": "it sums up several studies",
    "pooled": "it sums up several studies",
    "guideline": "it gives recommendations",
    "approval": "it reports a decision of a regulator",
    "recruiting": "it announces a study without results",
    "funding": "it reports funding",
    "market": "it reports on products or a market",
    "roundup": "it reports several studies",
    "opinion": "it gives an opinion or advice",
    "first": "it reports a first use",
    "policy": "it reports on policy",
    "people-news": "it reports on persons",
    "blocked": "it is a page that was not served",
}


_NOTICE = re.compile(
    r"(?:author |publisher )?(?:(?:correction|retraction)(?: note)?(?: to)?:|erratum\b|corrigendum\b"
    r"|expression of concern\b)",
    re.IGNORECASE,
)


_TITLES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "recruiting",
            (
                r"\b(?:volunteers|participants|patients|people|men|women|adults)\s(?:are\s)?(?:wanted|needed|sought)\b"
                r"|\brecruiting\b|\b(?:now|currently)\senrolling\b"
                r"|\b(?:seek(?:s|ing)?|looking\sfor)\s(?:\w{1,14}\s){0,2}?(?:volunteers|participants|patients|people)\b"
                r"|\bjoin\s(?:an?|our|the)\s(?:\w{1,14}\s)?(?:study|trial)\b"
            ),
        ),
        (
            "opinion",
            (
                r"^(?:editorial|opinion|commentary|op-ed|letters?(?:\sto\sthe\seditor)?|perspective|viewpoint|blog|podcast"
                r"|q\s?&\s?a|obituary|in\smemoriam)\s?[:|\u2013\u2014-]"
            ),
        ),
        ("roundup", r"\bwhat\sto\swatch\b|^preview\b"),
    )
)
"""What the title of a page says that calls for people, gives an opinion, or looks ahead to a meeting."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a document mainly reports one study in people, and why."""

    about_a_study: bool
    reason: str
    confidence: float = 1.0


def verdict(document: Document) -> Verdict:
    """Tells whether a document, its sentences in focus, mainly reports one study in people."""
    if document.kind is DocumentKind.REGISTRATION:
        return Verdict(about_a_study=True, reason="it is the registration of a study")
    if not document.sentences:
        return Verdict(about_a_study=False, reason="it holds no text")
    typed = _typed(document) or _titled(document)
    if typed is not None:
        return typed
    model = "verdict" if document.kind is DocumentKind.NEWS else "verdict-abstract"
    weights = classifier(model).weights
    found = sorted(weights.keys() & features(document))
    chance = min(classifier(model).chance(found), _LIKELIEST)
    if chance >= threshold(model):
        return Verdict(about_a_study=True, reason="it reports a study in people", confidence=round(chance, 3))
    return Verdict(about_a_study=False, reason=_reason(found, weights), confidence=round(1 - chance, 3))


def _typed(document: Document) -> Verdict | None:
    """Gives the verdict that the publication types of a bibliographic record allow, or None."""
    types = {item.value.casefold(): item.value for item in document.metadata if item.name == "publication type"}
    entries = [entry for entry in load("publication-types").entries if entry.wording.casefold() in types]
    for code, about in (("verdict:yes", True), ("verdict:no", False)):
        named = next((entry.wording for entry in entries if entry.code == code), None)
        if named is not None:
            return Verdict(about_a_study=about, reason=f"its record says {named!r}")
    return None


def _titled(document: Document) -> Verdict | None:
    """Gives the verdict on a page whose title calls for people or gives an opinion; or, of a paper, names its kind."""
    title = document.sentences[0].span.of(document.text)
    if document.kind is DocumentKind.NEWS:
        kind = next((kind for kind, pattern in _TITLES if pattern.search(title)), None)
        return None if kind is None else Verdict(about_a_study=False, reason=_REASONS[kind])
    if _NOTICE.match(title):
        return Verdict(about_a_study=False, reason="it is a notice about another paper")
    kinds = {match.code for match in load("verdict").find(title)}
    if _PROTOCOL in kinds:
        return Verdict(about_a_study=False, reason=_REASONS["recruiting"])
    if load("design").find(title) and not kinds & set(_REASONS):
        return Verdict(about_a_study=True, reason="its title names the design of a study")
    return None


def features(document: Document) -> frozenset[str]:
    """Gives the names of what speaks for or against a study: "title:review", "share:animal>=0.5", "lead=mice"."""
    return frozenset(_features(document))


def _features(document: Document) -> Iterator[str]:
    text = document.text
    shown = document.sentences[: _ABSTRACT if document.kind is DocumentKind.PAPER else None]
    prose = [sentence for sentence in shown if sentence.section not in _ASIDE]
    body = [sentence for sentence in prose if sentence.section not in _FRAMES]
    places = {
        "title": [sentence for sentence in prose if sentence.section is Section.HEADLINE],
        "lead": body[:_LEAD],
        "cited": [sentence for sentence in prose if sentence.section is Section.CITATION],
        "body": body,
    }
    for place, group in places.items():
        counts = _codes(group, text)
        yield from (f"{place}:{code}" for code in counts)
        if place == "body":
            dense = ((code, number / len(body)) for code, number in counts.items())
            yield from (f"body:{code}>={level}" for code, share in dense for level in _DENSITIES if share >= level)
    yield from _shares(body)
    yield from _amounts([sentence.span.of(text) for sentence in body if sentence.focus is Focus.THIS_STUDY])
    if document.kind is DocumentKind.NEWS:
        yield from _stems("title", places["title"], text)
        yield from _stems("lead", body[:_LEAD], text)
        yield from _stems("body", body[_LEAD:_READ], text)


def _stems(place: str, sentences: list[Sentence], text: str) -> Iterator[str]:
    """Gives the stems and the groups of the words, and in the title and the lead those of neighbours."""
    for sentence in sentences:
        words = [word for word in words_of(sentence.span.of(text)) if word.isalpha() or word == "#"]
        stems, groups = [word[:_STEM] for word in words], list(map(group_of, words))
        yield from (f"{place}={stem}" for stem in stems)
        yield from (f"{place}=~{group.fine}" for group in groups)
        if place != "body":
            yield from (f"{place}={first} {second}" for first, second in pairwise(stems))
            yield from (f"{place}=~{first.coarse} {second.coarse}" for first, second in pairwise(groups))


def _shares(body: list[Sentence]) -> Iterator[str]:
    shares = Counter(sentence.focus for sentence in body)
    for focus in Focus:
        share = shares[focus] / max(1, len(body))
        yield from (f"share:{focus.value}>={level}" for level in _DENSITIES if share >= level)


def _amounts(told: list[str]) -> Iterator[str]:
    """Gives how often the sentences about the study count people and state amounts."""
    for name, pattern in (("counted", _COUNTED), ("measured", _MEASURED)):
        number = sum(pattern.search(words) is not None for words in told)
        yield f"{name}:{min(number, _MANY)}"


def _codes(sentences: list[Sentence], text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for sentence in sentences:
        words = sentence.span.of(text)
        quoted = _QUOTED.search(words) is not None
        codes = (match.code for match in load("verdict").find(words))
        found.update(code for code in codes if not (quoted and code == _OPINION))
        if _STUDIES.search(words):
            found["pooled"] += 1
    return found


def _reason(found: list[str], weights: Mapping[str, tuple[float, ...]]) -> str:
    strengths: Counter[str] = Counter()
    for name in found:
        kind = name.partition(":")[2].partition(">")[0]
        strengths[kind] -= weights[name][0]  # type: ignore[assignment]
    named = [(value, kind) for kind, value in strengths.items() if kind in _REASONS and value > 0]
    return _REASONS[max(named)[1]] if named else "it does not report one study in people"
