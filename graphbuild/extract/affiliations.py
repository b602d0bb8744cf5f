"""Which institutions, cities and countries belong to the study: candidates with features for one model each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.extract.authors import THRESHOLD, judged
from graphbuild.extract.institutions import Institution, heads, institutions
from graphbuild.extract.nearby import Ordered, ordered
from graphbuild.extract.people import fold, lower_words
from graphbuild.extract.surroundings import Judged, Surroundings, surroundings
from graphbuild.language.lexicon import Match, load
from graphbuild.model.text import Document, Span

_WIDER = {"countries": ("states", "cities"), "cities": ("states",)}
_OUTLET = re.compile(r"(?:news|press|journal|radio|television|magazine|times|post)\b", re.IGNORECASE)
_STUDY_WORD = re.compile(
    r"\s(?:study|trial|researchers?|scientists?|team|adults|women|men|children|patients|cohort|people|investigators)\b"
)
_BESIDE = 12
_ACRONYM = re.compile(r"(?:\s\(|\s[\u2013-]\s|,\sor\s)([A-Z][A-Za-z]{1,7})\b")
_NEXT_CAPITAL = re.compile(r"\s([A-Z][\w-]+)")
_ADDRESS = re.compile(r"(?:,\s|\sin\s|\s\()$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that the text names, where it names it first, and the features of all places where it does."""

    name: str
    span: Span
    features: frozenset[str]


def study_people(document: Document) -> list[Judged]:
    """Gives every mention of a person and whether that person is judged an author."""
    return [
        Judged(mention, sure >= THRESHOLD)
        for candidate, sure in judged(document)
        for mention in candidate.person.mentions
    ]


def institution_candidates(document: Document) -> tuple[Candidate, ...]:
    """Gives the institutions that the document names."""
    people = study_people(document)
    view = surroundings(document, ("affiliation-cues",), people)
    found = institutions(document.text, [one.span for one in people if one.mention.full])
    groups = _grouped(document.text, found)
    lower, order = lower_words(document.text), ordered(found)
    society = {fold(entry.wording) for entry in load("meetings").entries}
    built = []
    for rank, (key, group) in enumerate(groups.items()):
        features = set(_named(group, society)) | set(_proper(lower, group[0]))
        features |= {f"rank:{min(rank, 4)}", f"times:{min(len(group), 3)}"}
        for index, one in enumerate(group):
            local = set(view.features(one.span)) | set(_neighbours(view, one, order))
            features |= local | ({"first/" + name for name in local} if index == 0 else set())
        features |= {"inside-longer"} if any(key != other and key in other for other in groups) else set()
        best = max(group, key=lambda one: len(one.key))
        built.append(Candidate(best.name, best.span, frozenset(features)))
    return tuple(built)


def _grouped(text: str, found: tuple[Institution, ...]) -> dict[str, list[Institution]]:
    """Joins the mentions of one institution: equal names, acronyms set behind a name, and names cut short."""
    short: dict[str, str] = {}
    for one in found:
        acronym = _ACRONYM.match(text, one.span.end)
        if acronym:
            short.setdefault(fold(acronym[1]), one.key)
    keys = sorted({one.key for one in found}, key=len, reverse=True)
    for key in keys:
        longer = next((other for other in keys if other.startswith((key + " for ", key + " of "))), None)
        known = any(one.known and one.key == key for one in found)
        if longer is None and known:
            longer = next((other for other in keys if other != key and f" {key} " in f" {other} "), None)
        if longer is not None:
            short.setdefault(key, longer)
    groups: dict[str, list[Institution]] = {}
    for one in found:
        groups.setdefault(short.get(one.key, one.key), []).append(one)
    return groups


def _proper(lower: frozenset[str], one: Institution) -> Iterator[str]:
    """Tells how many words of the name occur nowhere in small letters and are no ordinary ones."""
    plain = {fold(entry.wording) for entry in load("no-name").entries}
    words = [word for word in re.findall(r"[A-Z][\w'\u2019-]+", one.name) if fold(word) not in heads()]
    proper = [word for word in words if fold(word) not in plain and word.lower() not in lower]
    yield f"proper:{min(len(proper), 3)}"


def _named(group: list[Institution], societies: set[str]) -> Iterator[str]:
    for one in group:
        yield from (f"kind:{kind}" for kind in one.kinds)
        words = fold(one.name).split()
        yield from (f"has:{word}" for word in words)
        yield f"head-last:{heads().get(words[-1], 'no')}"
        yield f"words:{min(len(words), 6)}"
        if fold(one.name) in societies:
            yield "meeting"
        if _OUTLET.search(one.name):
            yield "outlet"


def _neighbours(view: Surroundings, one: Institution, order: Ordered[Institution]) -> Iterator[str]:
    """Tells how the institution hangs together with others beside it."""
    text, number = view.document.text, view.sentence(one.span.start)
    if number is not None:
        sentence = view.sentences.items[number].span
        yield f"row:{min(4, order.count(sentence.start, sentence.end))}"
    left, right = order.before(one.span.start), order.behind(one.span.end)
    if left is not None and one.span.start - left.span.end < _BESIDE:
        yield "after:" + "".join(text[left.span.end : one.span.start].split()).lower()
    if right is not None and right.span.start - one.span.end < _BESIDE:
        yield "ahead:" + "".join(text[one.span.end : right.span.start].split()).lower()


def place_candidates(document: Document, name: str, chosen: tuple[Span, ...]) -> tuple[Candidate, ...]:
    """Gives the places of a lexicon (cities or countries) that the document names.

    `chosen` are the institutions of the study, beside which its places often stand.
    """
    people = study_people(document)
    view = surroundings(document, ("affiliation-cues",), people)
    groups: dict[str, list[Match]] = {}
    wider = [match.span for other in _WIDER[name] for match in load(other).find(document.text)]
    for match in load(name).find(document.text):
        if any(span.contains(match.span) and span != match.span for span in wider):
            continue
        words = match.span.of(document.text)
        if words[0].isupper():
            groups.setdefault(match.code, []).append(match)
    bodies = institutions(document.text, [one.span for one in people if one.mention.full])
    built = []
    for rank, group in enumerate(groups.values()):
        if (shown := _shown(document.text, name, group)) is None:
            continue
        features = {f"rank:{min(rank, 3)}", f"times:{min(len(group), 3)}", f"of:{min(len(groups), 4)}"}
        for index, match in enumerate(group):
            local = set(view.features(match.span)) | set(_located(document.text, match, chosen, bodies))
            features |= local | ({"first/" + one for one in local} if index == 0 else set())
        built.append(Candidate(*shown, frozenset(features)))
    return tuple(built)


def _shown(text: str, name: str, group: list[Match]) -> tuple[str, Span] | None:
    """Gives the words that name the place: Australia also for Australian, but nothing for Danish."""
    plain = next((match for match in group if "demonym" not in match.extras), None)
    if plain is not None:
        words = plain.span.of(text)
        return plain.wording if words.isupper() and not plain.wording.isupper() else words, plain.span
    words = fold(group[0].span.of(text))
    country = next(
        (e.wording for e in load(name).entries if e.code == group[0].code and fold(e.wording) in words), None
    )
    return None if country is None or fold(country) == words else (country, group[0].span)


def _located(text: str, match: Match, chosen: tuple[Span, ...], bodies: tuple[Institution, ...]) -> Iterator[str]:
    if any(body.span.contains(match.span) for body in bodies):
        yield "inside-body"
    follower = _NEXT_CAPITAL.match(text, match.span.end)
    if follower and follower[1].casefold() not in {"and", "the"}:
        yield "before-capital"
    yield from (f"entry:{extra}" for extra in match.extras if extra in {"country", "demonym", "word"})
    for span in chosen:
        gap = text[span.end : match.span.start] if span.end <= match.span.start else ""
        if span.contains(match.span):
            yield "inside-institution"
        elif gap and len(gap) < 30 and _ADDRESS.search(gap):  # noqa: PLR2004
            yield "address"
            if len(gap) < 6:  # noqa: PLR2004
                yield "address/close"
    if _STUDY_WORD.match(text, match.span.end):
        yield "before-study-word"
