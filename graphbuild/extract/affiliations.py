"""Which institutions, cities and countries belong to the study: candidates with features for one model each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from graphbuild.extract.authors import THRESHOLD, judged
from graphbuild.extract.institutions import Institution, heads, institutions
from graphbuild.extract.nearby import Ordered, ordered
from graphbuild.extract.people import fold, lower_words
from graphbuild.extract.surroundings import Judged, Surroundings, surroundings
from graphbuild.language.lexicon import Match, load
from graphbuild.language.memory import remembering
from graphbuild.model.text import Document, Span

_WIDER = {"countries": ("states", "cities"), "cities": ("states",)}
_OUTLET = re.compile(r"(?:news|press|journal|radio|television|magazine|times|post)\b", re.IGNORECASE)
_STUDY_WORD = re.compile(
    r"\s(?:study|trial|researchers?|scientists?|team|adults|women|men|children|patients|cohort|people|investigators)\b"
)
_SIGNS = ("team<", "site<", "post<", "fund<", "focus:", "section:")
_BESIDE = 12
_ROW = 80
_ACRONYM = re.compile(r"(?:\s\(|\s[\u2013-]\s|,\sor\s)([A-Z][A-Za-z]{1,7})\b")
_NEXT_CAPITAL = re.compile(r"\s([A-Z][\w-]+)")
_ADDRESS = re.compile(r"(?:,\s|\sin\s|\s\()$")


@dataclass(frozen=True, slots=True)
class Place:
    """One place where the text names a candidate, and what stands around it."""

    name: str
    span: Span
    features: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that the text names: the places that state it best, and the features of all its places together."""

    places: tuple[Place, ...]
    features: frozenset[str]

    @property
    def name(self) -> str:
        """Gives the name as the first of the best places has it."""
        return self.places[0].name


@dataclass(frozen=True, slots=True)
class _Scene:
    """What stands in a document: the names of its people, what surrounds each place, and the bodies that it names."""

    names: tuple[Span, ...]
    view: Surroundings
    bodies: tuple[Institution, ...]


@remembering(2)
def _scene(document: Document) -> _Scene:
    people = study_people(document)
    names = tuple(one.span for one in people if one.mention.full)
    view = surroundings(document, ("affiliation-cues",), people)
    return _Scene(names, view, institutions(document.text, names))


def study_people(document: Document) -> list[Judged]:
    """Gives every mention of a person and whether that person is judged an author."""
    return [
        Judged(mention, sure >= THRESHOLD)
        for candidate, sure in judged(document)
        for mention in candidate.person.mentions
    ]


def institution_candidates(document: Document) -> tuple[Candidate, ...]:
    """Gives the institutions that the document names."""
    view, found = _scene(document).view, _scene(document).bodies
    groups = _grouped(document.text, found)
    lower, order = lower_words(document.text), ordered(found)
    built = []
    for rank, (key, group) in enumerate(groups.items()):
        features = set(_named(group)) | set(_proper(lower, group[0]))
        features |= {f"rank:{min(rank, 4)}", f"times:{min(len(group), 3)}", f"of:{min(len(groups), 6)}"}
        features |= {"inside-longer"} if any(key != other and key in other for other in groups) else set()
        places = [
            Place(one.name, one.span, _crossed(frozenset((*view.features(one.span), *_neighbours(view, one, order)))))
            for one in group
        ]
        longest = max(len(one.key) for one in group)
        best = tuple(place for one, place in zip(group, places, strict=True) if len(one.key) == longest)
        built.append(Candidate(best, frozenset(features) | _pooled(places)))
    return tuple(built)


def _crossed(features: frozenset[str]) -> frozenset[str]:
    """Adds what company and signs tell together: a post beside an author, a team without a person."""
    company = [name for name in features if name.startswith(("person<", "person>", "no-person", "pronoun"))]
    signs = [name for name in features if name.startswith(_SIGNS)]
    return features | {f"{one}&{other}" for one in company for other in signs}


def _pooled(places: list[Place]) -> frozenset[str]:
    """Gives the features of all places, those of the first also under a name of their own."""
    everything = frozenset().union(*(place.features for place in places))
    return everything | {"first/" + name for name in places[0].features}


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
            longer = next((other for other in keys if other.startswith(f"{key} ")), None)
        if longer is not None:
            short.setdefault(key, longer)
    groups: dict[str, list[Institution]] = {}
    for one in found:
        groups.setdefault(short.get(one.key, one.key), []).append(one)
    return groups


@cache
def _folded(lexicon: str) -> frozenset[str]:
    return frozenset(fold(entry.wording) for entry in load(lexicon).entries)


def _proper(lower: frozenset[str], one: Institution) -> Iterator[str]:
    """Tells how many words of the name occur nowhere in small letters and are no ordinary ones."""
    plain = _folded("no-name")
    words = [word for word in re.findall(r"[A-Z][\w'\u2019-]+", one.name) if fold(word) not in heads()]
    proper = [word for word in words if fold(word) not in plain and word.lower() not in lower]
    yield f"proper:{min(len(proper), 3)}"


def _named(group: list[Institution]) -> Iterator[str]:
    for one in group:
        yield from (f"kind:{kind}" for kind in one.kinds)
        words = fold(one.name).split()
        yield from (f"has:{word}" for word in words)
        yield f"head-last:{heads().get(words[-1], 'no')}"
        yield f"words:{min(len(words), 6)}"
        if fold(one.name) in _folded("meetings"):
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
    scene = _scene(document)
    groups: dict[str, list[Match]] = {}
    wider = [match.span for other in _WIDER[name] for match in load(other).find(document.text)]
    for match in load(name).find(document.text):
        if any(span.contains(match.span) and span != match.span for span in wider):
            continue
        words = match.span.of(document.text)
        if words[0].isupper():
            groups.setdefault(match.code, []).append(match)
    everywhere = ordered(match for group in groups.values() for match in group)
    built = []
    for rank, group in enumerate(groups.values()):
        places = []
        for match in group:
            row = f"row:{min(5, everywhere.count(match.span.start - _ROW, match.span.end + _ROW))}"
            local = (*scene.view.features(match.span), *_located(document.text, match, chosen, scene.bodies), row)
            told = frozenset(local) if name == "cities" else _crossed(frozenset(local))
            places.append(Place(_shown(document.text, name, match) or "", match.span, told))
        best = tuple(place for place in places if place.name and not _inside(place.span, scene.names))
        features = {f"rank:{min(rank, 3)}", f"times:{min(len(group), 3)}", f"of:{min(len(groups), 4)}"}
        if best:
            built.append(Candidate(best, frozenset(features) | _pooled(places)))
    return tuple(built)


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(other.contains(span) for other in others)


def _shown(text: str, name: str, match: Match) -> str | None:
    """Gives the name of a place as the words state it: Australia also for Australian, but nothing for Danish."""
    words = match.span.of(text)
    if "demonym" not in match.extras:
        return match.wording if words.isupper() and not match.wording.isupper() else words
    names = (e.wording for e in load(name).entries if e.code == match.code and "demonym" not in e.extras)
    return next((country for country in names if fold(country) in fold(words)), None)


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
