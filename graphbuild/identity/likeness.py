"""How alike two studies are: reasons with weights for and against, and what forbids that they are one.

A weight is a rough log-odds: how much more often the agreement is seen between reports of one study than between
reports of two. Precision before recall: nothing merges on a topic alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from graphbuild.language.lexicon import load
from graphbuild.language.slug import slug
from graphbuild.model.codes import Design, DocumentKind, InterventionRole, MatchKind
from graphbuild.model.study import Intervention, Stated, Study, Term

MERGE = 6.0
"""Two reports whose score reaches this are taken for one study."""
POSSIBLE = 4.0
"""Two studies whose score reaches this are named to each other as possibly the same."""

_HARD = 12.0
_SAME_TITLE = 95
_OTHER_TITLE = 75
_ROUND = 50
_NEAR = 0.06
_TITLE_WORDS = 5
_MANY = 50
_SOME = 20
_SEVERAL_AUTHORS = 3
_SAME_MEETING = 90
_DAYS = 14
_PAIR = 2
_PAPERS = {DocumentKind.PAPER, DocumentKind.ABSTRACT}
_LINKED = {MatchKind.PREFERRED, MatchKind.SYNONYM, MatchKind.ABBREVIATION}


@dataclass(frozen=True, slots=True)
class Reason:
    """One agreement or disagreement and what it weighs (negative: against)."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for and against that two documents report one study."""

    left: str
    right: str
    reasons: tuple[Reason, ...]
    forbidden: str | None = None

    @property
    def score(self) -> float:
        """Gives the sum of the weights, in hundredths; hard identifiers alone reach a merge."""
        return round(sum(reason.weight for reason in self.reasons), 2)


def compare(left: Study, right: Study) -> Likeness:
    """Gives the reasons for and against, and what forbids a merge however alike the two are."""
    reasons = tuple(reason for rule in _RULES for reason in rule(left, right))
    return Likeness(left.reports[0].document, right.reports[0].document, reasons, forbidden(left, right))


def blocks(study: Study) -> Iterator[str]:
    """Gives the keys by which a study is looked up: two studies that share none are never compared."""
    for name in ("registry", "doi", "pmid"):
        yield from (f"{name}:{value}" for value in _identifiers(study, name))
    yield from (f"title:{slug(title, limit=200)}" for title in _titles(study))
    if study.acronym is not None:
        yield f"acronym:{slug(study.acronym.value)}"
    yield from (f"author:{name}" for name in _authors(study))
    if study.enrollment is not None:
        for condition in _concepts(study.conditions):
            yield f"enrollment:{study.enrollment.value}:{condition}"
    for intervention in _concepts(item.name for item in study.interventions):
        yield from (f"topic:{intervention}:{condition}" for condition in _concepts(study.conditions))
    if study.publication.journal is not None:
        yield from (f"journal:{slug(study.publication.journal.value)}:{one}" for one in _concepts(study.conditions))


def forbidden(left: Study, right: Study) -> str | None:
    """Gives what forbids that two studies are one, None where nothing does."""
    if _shared(left, right, "registry"):
        return None
    if _registries_clash(left, right):
        return "they are registered under different numbers"
    if _shared(left, right, "doi") or _shared(left, right, "pmid"):
        return None
    clashes = {
        "they are published under different DOIs": _both_named(left, right, "doi"),
        "they are published under different PubMed numbers": _both_named(left, right, "pmid"),
        "one is an extension of a study": _is_extension(left) != _is_extension(right),
        "they are of different phases": _phases_clash(left, right) and not _same_name(left, right),
    }
    return next((text for text, clash in clashes.items() if clash), None)


def _both_named(left: Study, right: Study, name: str) -> bool:
    return bool(_identifiers(left, name) and _identifiers(right, name))


def _registries_clash(left: Study, right: Study) -> bool:
    mine, theirs = ({slug(one)[:3] for one in _identifiers(study, "registry")} for study in (left, right))
    return bool(mine & theirs)


def _is_extension(study: Study) -> bool:
    return any(stated.value is Design.EXTENSION for stated in study.design)


def _phases(study: Study) -> frozenset[str]:
    """Gives the numbers of the phase, without letters: 2a is reported as 2, and a phase 2/3 as either."""
    return frozenset() if study.phase is None else frozenset(re.findall(r"\d", study.phase.value.value))


def _phases_clash(left: Study, right: Study) -> bool:
    return bool(_phases(left)) and bool(_phases(right)) and not _phases(left) & _phases(right)


def _same_name(left: Study, right: Study) -> bool:
    mine, theirs = left.acronym, right.acronym
    return mine is not None and theirs is not None and slug(mine.value) == slug(theirs.value)


def _identifiers(study: Study, name: str) -> frozenset[str]:
    if name == "registry":
        return frozenset(stated.value.upper() for stated in study.registry_ids)
    stated = study.publication.doi if name == "doi" else study.publication.pmid
    return frozenset() if stated is None else frozenset({stated.value.lower()})


def _shared(left: Study, right: Study, name: str) -> frozenset[str]:
    return _identifiers(left, name) & _identifiers(right, name)


def _titles(study: Study) -> tuple[str, ...]:
    """Gives the titles of the study itself: its official one and those of its papers and abstracts, not of news."""
    own = (report.title for report in study.reports if report.kind in _PAPERS)
    stated = (study.publication.title, study.official_title, *own)
    return tuple(one.value for one in stated if one is not None and len(one.value.split()) >= _TITLE_WORDS)


def _authors(study: Study) -> frozenset[str]:
    """Gives surname and first initial of every author who is named with both."""
    names = (stated.value.name.replace(".", " ").split() for stated in study.publication.authors)
    return frozenset(f"{slug(words[-1])}-{words[0][0].lower()}" for words in names if len(words) > 1)


def _concepts(terms: Iterable[Stated[Term]]) -> frozenset[str]:
    """Gives what the terms were linked to exactly, else their own words."""
    found = set()
    for stated in terms:
        term = stated.value
        linked = {link.concept for link in term.links if link.match in _LINKED}
        found |= linked or {slug(name) for name in (term.label, *term.aliases)}
    return frozenset(found)


def _by_identifiers(left: Study, right: Study) -> Iterator[Reason]:
    for name, label in (("registry", "registry number"), ("doi", "DOI"), ("pmid", "PubMed number")):
        for value in sorted(_shared(left, right, name)):
            yield Reason(f"same {label}: {value}", _HARD)


def _by_title(left: Study, right: Study) -> Iterator[Reason]:
    scores = [(fuzz.token_sort_ratio(one, other), one) for one in _titles(left) for other in _titles(right)]
    if scores:
        best, title = max(scores)
        if best >= _SAME_TITLE:
            yield Reason(f"same title: {title}", 6.0)
        elif best < _OTHER_TITLE and left.publication.title is not None and right.publication.title is not None:
            yield Reason("different titles of the paper", -3.0)


def _by_name(left: Study, right: Study) -> Iterator[Reason]:
    if left.acronym is None or right.acronym is None:
        return
    if _same_name(left, right):
        yield Reason(f"same name of the study: {left.acronym.value}", 3.0)
    else:
        yield Reason(f"different names of the study: {left.acronym.value}, {right.acronym.value}", -2.0)


def _by_authors(left: Study, right: Study) -> Iterator[Reason]:
    common = sorted(_authors(left) & _authors(right))
    if common:
        weight = {1: 1.5, 2: 3.0}.get(len(common), 4.0)
        yield Reason(f"authors in common: {', '.join(common[:_SEVERAL_AUTHORS])}", weight)
    elif min(len(_authors(left)), len(_authors(right))) >= _SEVERAL_AUTHORS:
        yield Reason("no author in common", -2.0)


def _by_journal(left: Study, right: Study) -> Iterator[Reason]:
    here, there = left.publication.meeting, right.publication.meeting
    if here is not None and there is not None and fuzz.token_set_ratio(here.value, there.value) >= _SAME_MEETING:
        yield Reason(f"presented at the same meeting: {here.value}", 1.2)
    mine, theirs = left.publication.journal, right.publication.journal
    if mine is not None and theirs is not None:
        same = slug(mine.value).removeprefix("the-") == slug(theirs.value).removeprefix("the-")
        yield Reason(f"same journal: {mine.value}", 1.2) if same else Reason("different journals", -2.0)


def _by_date(left: Study, right: Study) -> Iterator[Reason]:
    mine, theirs = left.publication.date, right.publication.date
    if mine is None or theirs is None:
        return
    if mine.value == theirs.value and mine.value.day is not None:
        yield Reason(f"published on the same day: {mine.value.iso}", 1.5)
    elif mine.value.year and theirs.value.year and abs(mine.value.year - theirs.value.year) > 1:
        yield Reason("published years apart", -3.0)


def _by_news(left: Study, right: Study) -> Iterator[Reason]:
    """News of one study appears within days; a day that is not stated tells nothing."""
    days = [
        date(stated.value.year, stated.value.month, stated.value.day)
        for study in (left, right)
        if (stated := study.reports[0].date) is not None
        and stated.value.year is not None
        and stated.value.month is not None
        and stated.value.day is not None
    ]
    if len(days) == _PAIR and abs(days[0] - days[1]).days <= _DAYS:
        yield Reason("reported within days of each other", 1.0)


def _by_enrollment(left: Study, right: Study) -> Iterator[Reason]:
    if left.enrollment is None or right.enrollment is None:
        yield from _by_count(left, right)
        return
    mine, theirs = left.enrollment.value, right.enrollment.value
    if mine == theirs:
        yield Reason(f"same number of participants: {mine}", _worth(mine))
    elif abs(mine - theirs) > _NEAR * max(mine, theirs) or (mine % _ROUND and theirs % _ROUND):
        yield Reason(f"different numbers of participants: {mine} and {theirs}", -1.5)


def _by_count(left: Study, right: Study) -> Iterator[Reason]:
    """One study says how many took part; a sentence that the other was read from may count as many people."""
    for one, other in ((left, right), (right, left)):
        if one.enrollment is not None and other.enrollment is None and one.enrollment.value >= _SOME:
            number = one.enrollment.value
            if _counts(number, other):
                yield Reason(f"both speak of so many people: {number}", min(_worth(number), 2.0))


def _counts(number: int, study: Study) -> bool:
    stated = re.compile(rf"(?<![\d.,])(?:{number}|{number:,})\s(?P<next>[\w-]{{1,40}}(?:\s[\w-]{{1,40}})?)")
    return any(load("people").find(found["next"]) for quote in set(_quotes(study)) for found in stated.finditer(quote))


def _worth(number: int) -> float:
    """Gives what it weighs that two studies have this many participants: round and small numbers are common."""
    if number < _SOME or not number % _ROUND:
        return 1.0
    return 3.0 if number >= _MANY and number % 10 else 2.5


def _by_topic(left: Study, right: Study) -> Iterator[Reason]:
    given = [_given(study) for study in (left, right)]
    for label, mine, theirs, weight in (
        ("condition", left.conditions, right.conditions, 0.8),
        ("intervention", given[0], given[1], 1.5),
    ):
        if _concepts(mine) & _concepts(theirs):
            yield Reason(f"same {label}", weight)
        elif label == "intervention" and (named := sorted(_named(mine, left, right) | _named(theirs, right, left))):
            yield Reason(f"{label} of the one named in the other: {named[0]}", 1.0)
        elif _words(mine) & _words(theirs):
            yield Reason(f"related {label}", weight / 2)
        elif _is_known(mine) and _is_known(theirs):
            yield Reason(f"no {label} in common", -1.0)


def _given(study: Study) -> list[Stated[Term]]:
    """Gives what was tested, without what is a condition as well: people were exposed to their disease."""
    diseases = _concepts(study.conditions)
    given = (item.name for item in study.interventions if not _is_blind(item))
    return [name for name in given if not _concepts([name]) <= diseases]


def _named(terms: Iterable[Stated[Term]], one: Study, other: Study) -> frozenset[str]:
    """Gives the names, of two words or more, that stand in some sentence that another study was read from.

    A disease that people were exposed to is no such name: all reports on it speak of it.
    """
    diseases = _words(one.conditions) | _words(other.conditions)
    names = {name for term in terms if _is_known([term]) for name in (term.value.label, *term.value.aliases)}
    telling = {name for name in names if " " in name and not set(slug(name).split("-")) <= diseases}
    quotes = {slug(quote, limit=2000) for quote in _quotes(other)} if telling else set()
    return frozenset(name for name in telling if any(slug(name) in quote for quote in quotes))


def _quotes(study: Study) -> Iterator[str]:
    return (piece.quote for _, stated in study.stated() for piece in stated.evidence)


def _is_blind(item: Intervention) -> bool:
    return any(role.value is InterventionRole.PLACEBO for role in item.roles)


def _is_known(terms: Iterable[Stated[Term]]) -> bool:
    """Tells whether some name stands for a concept: what is only called a surgery or a therapy may be anything."""
    return any(link.match in _LINKED for one in terms for link in one.value.links)


def _words(terms: Iterable[Stated[Term]]) -> frozenset[str]:
    """Gives every word of the terms and of the concepts they stand for: MS and progressive MS share some."""
    labels = (name for one in terms for name in (one.value.label, *(link.label for link in one.value.links)))
    return frozenset(word for label in labels for word in slug(label, limit=200).split("-"))


def _by_funding(left: Study, right: Study) -> Iterator[Reason]:
    mine, theirs = ({slug(stated.value): stated.value for stated in study.funders} for study in (left, right))
    common = sorted(mine.keys() & theirs.keys())
    if common:
        weight = 0.7 if len(common) == 1 else 2.0
        yield Reason(f"paid for by the same: {', '.join(mine[name] for name in common)}", weight)


def _by_course(left: Study, right: Study) -> Iterator[Reason]:
    mine, theirs = ({slug(stated.value) for stated in study.institutions} for study in (left, right))
    if mine & theirs:
        yield Reason(f"same institution: {min(mine & theirs)}", 1.0)
    if {stated.value.days for stated in left.follow_up} & {stated.value.days for stated in right.follow_up}:
        yield Reason("same length of follow-up", 0.5)
    common = _phases(left) & _phases(right)
    if common:
        yield Reason(f"same phase {min(common)}", 0.5)
    elif _phases_clash(left, right):
        yield Reason("different phases", -1.5)


_RULES: tuple[Callable[[Study, Study], Iterator[Reason]], ...] = (
    _by_identifiers,
    _by_title,
    _by_name,
    _by_authors,
    _by_journal,
    _by_date,
    _by_news,
    _by_enrollment,
    _by_topic,
    _by_course,
    _by_funding,
)
