"""Which groups there were and what each was given: those with a known size, those that bear a name, those of one dose.

A group is typed by the role of the one intervention that its label names; a label that names none stays untyped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.extract.slots.outline import outline
from graphbuild.extract.slots.treatments import arms
from graphbuild.language.naming import stems
from graphbuild.language.phrases import Token, tokens
from graphbuild.language.sieve import sieve
from graphbuild.language.slug import slug
from graphbuild.model.codes import ArmType, Focus, InterventionRole, Section
from graphbuild.model.fact import Fact, Field, Ref
from graphbuild.model.text import Document, Span

_TYPES = {
    InterventionRole.EXPERIMENTAL: ArmType.EXPERIMENTAL,
    InterventionRole.COMPARATOR: ArmType.ACTIVE_COMPARATOR,
    InterventionRole.PLACEBO: ArmType.PLACEBO_COMPARATOR,
}
_GROUP = frozenset({"group", "groups", "arm"})
_CLOSED = {Section.BOILERPLATE, Section.CITATION, Section.DATELINE}
_SURE = 0.75
_MEASURED = r"\d{1,5}(?:\.\d{1,3})?[ -]?(?:mg|mcg|\u00b5g|\u03bcg|g|ml|IU|milligrams?|micrograms?)"
_LEVEL = re.compile(rf"\b(?:highest|higher|high|lowest|lower|low|middle|medium|{_MEASURED})\b", re.IGNORECASE)
_DOSE = rf"(?:highest|higher|high|lowest|lower|low|middle|medium|{_MEASURED})[ -](?:dose|dosage)"
_DOSE_GROUPS = sieve(
    r"\b(?:those|people|patients|participants|volunteers|adults|children|women|men|subjects|individuals|groups?|arm|they"
    r"|half|third|others)\s(?:(?:who|that|were|was|had|been)\s){0,3}(?:received|receiving|given|got|getting|took|taking|on"
    rf"|assigned to|treated with|randomi[sz]ed to)\s(?:the\s|an?\s){{0,1}}(?P<taken>{_DOSE})\b"
    rf"|\b(?P<named>{_DOSE}\s(?:groups?|arms?|cohorts?))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Known:
    """An intervention with its wordings as stems."""

    key: str
    role: InterventionRole
    wordings: tuple[tuple[str, ...], ...]
    confidence: float


def extract(document: Document, found: tuple[Fact, ...]) -> Iterator[Fact]:
    """Gives the groups that bear the name of an intervention, and type and intervention of those already found."""
    stated = tuple(arms(outline(document), found))
    yield from stated
    known = _known(found)
    taken = {fact.value.key for fact in stated if isinstance(fact.value, Ref)}
    for fact in found:
        if fact.field is Field.ARM_LABEL and isinstance(fact.span, Span):
            named = _named(str(fact.value), known)
            if named is not None:
                taken.add(named.key)
                yield from _given(fact.about, fact.span, named, fact.confidence)
    doses = {_level(str(fact.value)) for fact in found if fact.field is Field.ARM_LABEL}
    for label in _of_one_dose(document):
        words = " ".join(label.of(document.text).split())
        if _level(words) not in doses:
            doses.add(_level(words))
            yield Fact(Field.ARM_LABEL, words, label, "arm/dose-group", _SURE, about=slug(words))
    for label, named in _labels(document, known):
        if named.key not in taken:
            taken.add(named.key)
            words = " ".join(label.of(document.text).split())
            yield Fact(Field.ARM_LABEL, words, label, "arm/named-group", named.confidence, about=slug(words))
            yield from _given(slug(words), label, named, named.confidence)


def _known(found: tuple[Fact, ...]) -> tuple[_Known, ...]:
    roles = {fact.about: fact for fact in found if fact.field is Field.INTERVENTION_ROLE}
    wordings: dict[str, list[tuple[str, ...]]] = {}
    for fact in found:
        if fact.field in {Field.INTERVENTION_NAME, Field.INTERVENTION_ALIAS} and fact.about in roles:
            wordings.setdefault(fact.about, []).append(_stems(tokens(str(fact.value))))
    return tuple(
        _Known(key, role.value, tuple(wordings[key]), role.confidence)
        for key, role in roles.items()
        if key in wordings and isinstance(role.value, InterventionRole) and role.value in _TYPES
    )


def _stems(words: tuple[Token, ...]) -> tuple[str, ...]:
    return stems(word.text for word in words if word.text[0].isalnum())


def _named(label: str, known: tuple[_Known, ...]) -> _Known | None:
    """Gives the intervention that a label names, if it names just one."""
    words = set(_stems(tokens(label)))
    hits = [one for one in known if any(set(wording) <= words for wording in one.wordings)]
    return hits[0] if len(hits) == 1 else None


def _given(about: str, span: Span, named: _Known, confidence: float) -> Iterator[Fact]:
    sham = named.role is InterventionRole.PLACEBO and any("sham" in wording for wording in named.wordings)
    kind = ArmType.SHAM_COMPARATOR if sham else _TYPES[named.role]
    sure = round(min(confidence, named.confidence), 3)
    yield Fact(Field.ARM_TYPE, kind, span, "arm/by-role", sure, about=about)
    yield Fact(Field.ARM_INTERVENTION, Ref(named.key), span, "arm/by-name", sure, about=about)


def _level(label: str) -> str:
    """Gives the word or the amount that tells groups of different doses apart, or nothing."""
    found = _LEVEL.search(label)
    return "" if found is None else found[0].lower().removesuffix("est").removesuffix("er")


def _of_one_dose(document: Document) -> Iterator[Span]:
    """Gives the words for the dose of every group that is told from others by its dose."""
    for sentence in document.sentences:
        if sentence.section not in _CLOSED and sentence.focus is Focus.THIS_STUDY:
            for match in _DOSE_GROUPS.finditer(document.text, sentence.span.start, sentence.span.end):
                yield Span(*match.span("taken" if match["taken"] else "named"))


def _labels(document: Document, known: tuple[_Known, ...]) -> Iterator[tuple[Span, _Known]]:
    """Gives every name of an intervention with the word group or arm after it."""
    for sentence in document.sentences:
        if sentence.section in _CLOSED or sentence.focus is not Focus.THIS_STUDY:
            continue
        words = tokens(sentence.span.of(document.text), sentence.span.start)
        for index, word in enumerate(words):
            if word.text in _GROUP:
                for one in known:
                    first = _start(words, index, one)
                    if first is not None:
                        yield Span(words[first].span.start, word.span.end), one


def _start(words: tuple[Token, ...], end: int, one: _Known) -> int | None:
    for wording in sorted(one.wordings, key=len, reverse=True):
        first = end - len(wording)
        if wording and first >= 0 and _stems(words[first:end]) == wording:
            return first
    return None
