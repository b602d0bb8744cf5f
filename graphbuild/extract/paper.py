"""Long papers: what the abstract says decides what the study is about, and the full text adds what it leaves out.

A full text speaks of other studies, of people who were only screened and of whatever else was given; its abstract
speaks of the study. So every family reads the front matter first, then the whole.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from graphbuild.extract import EXTRACTORS, FAMILIES, Extractor
from graphbuild.extract.counts import Count, counts
from graphbuild.extract.enrollment import MODEL, enrolled
from graphbuild.extract.paper_places import in_place
from graphbuild.extract.ranking import probability
from graphbuild.model.codes import DocumentKind, Focus, InterventionRole
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document

_FRONT = "front"
_DECIDED = frozenset(
    {
        Field.ENROLLMENT,
        Field.ENROLLMENT_QUALIFIER,
        Field.CONDITION,
        Field.STUDY_TYPE,
        Field.PHASE,
        Field.ARM_COUNT,
        Field.COMPARATOR,
        Field.POPULATION_DESCRIPTION,
        Field.CONCLUSION,
        Field.SAFETY,
        Field.FOLLOW_UP,
    }
)
"""What the front matter decides if it says anything of it."""
_NAMES = {"intervention": Field.INTERVENTION_NAME, "arm": Field.ARM_LABEL}
"""Kinds of things of which the front matter, if it names any, names all."""
_FEW = 10
"""Smaller numbers count some of the people rather than all, unless it is said that so many were taken in."""
_LIKELY, _SLIGHT, _FAIR, _SURE, _REACH = 0.2, 0.05, 0.3, 0.6, 60
_TAKEN = re.compile(
    r"^\S{1,20}\s(?:[\w()%=-]{1,15}\s){0,4}?(?:were|was|will\sbe)\s(?:then\s|finally\s)?"
    r"(?:randomi[sz]ed|randomly|enrolled|enroled|recruited|placed\sin|allocated|divided\sinto)\b"
)
_SCREENING = re.compile(
    r"\b(?:screened|contacted|approached|invited|identified|assessed|surveyed)\s(?:a\stotal\sof\s)?$"
)
_TAKING = re.compile(
    r"\b(?:recruited|enrolled|enroled|randomi[sz]ed|(?:final|study|total) sample of)\s(?:a\stotal\sof\s)?$"
)
_PLANNED = re.compile(
    r"^\S{1,20}\s(?:[\w-]{1,20}\s){0,3}?(?:\([^()]{0,30}\)\s)?will\sbe\s(?:included|recruited|enrolled|enroled|randomi[sz]ed)\b"
)
_SOME_OF = re.compile(r"\b(?:one|two|three|four|five|six|\d{1,3})\sof\s(?:the|our)\s$", re.IGNORECASE)
_WHOLE = re.compile(r"^\S{1,12}\s(?:participants|individuals|subjects|volunteers)\b(?!\sin\sthe)")
_PEOPLE = re.compile(
    r"^\S{1,12}\s(?:[\w-]{1,20}\s){0,3}?(?:patients|participants|people|adults|children|women|men|subjects|individuals"
    r"|volunteers|infants)\b"
)
_COUNTED = frozenset({Field.ENROLLMENT, Field.ENROLLMENT_QUALIFIER})
_SCREENED = re.compile(
    r"^[^.;,]{0,60}\b(?:screened|assessed for|approached|invited|identified|(?:were|was) (?:potentially )?eligible"
    r"|reviewed for|contacted|considered for)\b"
)
_EACH = re.compile(r"^[^.;,]{0,40}\b(?:per (?:group|arm)|in each|in either|each (?:group|arm))\b")
_POWER = re.compile(
    r"\b(?:power of|sample size (?:of|requirement|calculation)|power calculation|calculated|required|et al)\b"
)
_PLANS = frozenset({"plan-before", "focus=planned", "focus=background"})
"""What speaks against a number elsewhere, but not in a protocol."""
_EARLIER = re.compile(r"\b(?:previous|earlier|prior|unpublished|another|other|wider)\b", re.IGNORECASE)
_PROTOCOL = re.compile(
    r"\b(?:protocol|statistical analysis plan|(?:study|trial) design|design of (?:an?|the)|design and rationale"
    r"|rationale and (?:study )?design|rationale, design)\b",
    re.IGNORECASE,
)


def front(document: Document) -> Document | None:
    """Gives the front matter of a long paper with its abstract; None for all else.

    Its offsets are those of the whole.
    """
    end = next((int(item.value) for item in document.metadata if item.name == _FRONT), 0)
    if document.kind is not DocumentKind.PAPER or not 0 < end < len(document.text):
        return None
    return replace(document, text=document.text[:end], sentences=())


def extract(near: Document, document: Document, extractors: Iterable[str] = FAMILIES) -> tuple[Fact, ...]:
    """Gives what the named extractors claim about a paper and its front matter, both segmented."""
    first = found = document.facts
    for name in extractors:
        family = cast("Extractor", EXTRACTORS[name])
        said = _claimed(family, near, first)
        first += said
        claims = in_place(document, len(near.text), _claimed(family, document, found + said))
        found += (*said, *_further(claims, first))
    return tuple(dict.fromkeys(found))


def _claimed(family: Extractor, document: Document, found: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Gives what a family claims; how many took part is weighed anew by what papers say of such numbers."""
    claims = tuple(family(document, found))
    if not any(fact.field is Field.ENROLLMENT for fact in claims) and family is not EXTRACTORS["enrollment"]:
        return claims
    return (*(fact for fact in claims if fact.field not in _COUNTED), *_likeliest(document))


def _likeliest(document: Document) -> Iterable[Fact]:
    """Gives the likeliest number of participants, which a paper is sure to state somewhere, if any is likely enough."""
    candidates = counts(document)
    if is_protocol(document):
        candidates = tuple(_of_a_plan(document.text, one) for one in candidates)
    candidates = tuple(_of_this_clause(document.text, one) for one in candidates)
    scores = [_score(document.text, one) for one in candidates]
    best = enrolled(candidates, scores)
    if best is not None and best[1] >= _LIKELY:
        yield Fact(Field.ENROLLMENT, best[0].value, best[0].words, "enrollment/likeliest-count", round(best[1], 3))


def _of_a_plan(text: str, count: Count) -> Count:
    """Gives a count of a protocol without what speaks against it elsewhere, as that it is planned."""
    doubts = _PLANS
    if not _EARLIER.search(text, max(0, count.words.start - 2 * _REACH), count.words.start):
        doubts |= {"elsewhere-before"}
    return replace(count, features=count.features - doubts)


def _of_this_clause(text: str, count: Count) -> Count:
    """Gives a count of those who were taken in without doubts that come from another clause: other trials; 12 were."""
    clause = re.split(r"[.;]\s", text[max(0, count.words.start - 2 * _REACH) : count.words.start])[-1]
    if not _is_taken(text, count) or _EARLIER.search(clause):
        return count
    return replace(count, features=count.features - {"elsewhere-before"})


def _is_taken(text: str, count: Count) -> bool:
    """Tells whether the words around a number say that so many were taken in."""
    words = count.words
    before, after = text[max(0, words.start - _REACH) : words.start], text[words.start : words.end + _REACH]
    return bool(_TAKEN.search(after) or (_TAKING.search(before) and _PEOPLE.search(after)))


def _score(text: str, count: Count) -> float:
    """Tells how likely a number is that of those who took part.

    It is unlikely where people were only screened, where it is that of each group or a number that was called for, and
    likely where so many were assigned or recruited.
    """
    words, chance = count.words, probability(MODEL, count.features)
    after, around = text[words.start : words.end + _REACH], text[max(0, words.start - _REACH) : words.end + _REACH]
    before = text[max(0, words.start - _REACH) : words.start]
    if _PLANNED.search(after):
        return max(chance, _SURE)
    screened = _SCREENED.search(after) or _SCREENING.search(before)
    if screened or _EACH.search(after) or _POWER.search(around):
        return chance * _SLIGHT
    if _is_taken(text, count):
        return max(chance, _SURE)
    if count.value < _FEW:
        return chance * _FAIR
    return max(chance, _FAIR * bool(_SOME_OF.search(before) and _WHOLE.search(after)))


def _further(claims: tuple[Fact, ...], said: tuple[Fact, ...]) -> Iterable[Fact]:
    """Gives the claims about the whole paper that what the front matter says leaves open."""
    fields = {fact.field for fact in said} & _DECIDED
    known = {kind: {fact.about for fact in said if fact.field is name} for kind, name in _NAMES.items()}
    if known["intervention"] and InterventionRole.PLACEBO not in {fact.value for fact in said}:
        known["intervention"] |= {fact.about for fact in claims if fact.value is InterventionRole.PLACEBO}
    for fact in claims:
        kind = fact.field.value.partition(".")[0]
        decided = bool(known.get(kind)) and fact.about not in known[kind]
        if fact.field not in fields and not decided:
            yield fact


def is_protocol(document: Document) -> bool:
    """Tells whether a paper says in its title that it sets out a study rather than reports its results."""
    title = document.text.partition("\n")[0]
    return document.kind is DocumentKind.PAPER and _PROTOCOL.search(title) is not None


def planned(document: Document) -> Document:
    """Gives a protocol with what it plans taken for what it is about."""
    sentences = (
        replace(one, focus=Focus.THIS_STUDY) if one.focus is Focus.PLANNED else one for one in document.sentences
    )
    return replace(document, sentences=tuple(sentences))
