"""Details of what was given: names, doses, how often and by which way, and how many were given it."""

import re
from collections.abc import Iterator, Sequence

from graphbuild.extract.slots.mentions import Detail
from graphbuild.extract.slots.outline import Outline
from graphbuild.language.lexicon import load
from graphbuild.language.numbers import numbers
from graphbuild.language.slug import slug
from graphbuild.model.codes import ArmType, InterventionRole, InterventionType, Route
from graphbuild.model.fact import Fact, Field, Ref
from graphbuild.model.text import Document, Span

DRUG = "hasDrug"
_BLIND = re.compile(r"\b(?:placebo|sham|dummy|vehicle)\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:versus|vs\.?|compared (?:with|to)|than|or|against|with that of)\s(?:[\w-]+\s){0,3}$", re.IGNORECASE
)
_BESIDE = re.compile(
    r"\b(?:added to|add-on (?:therapy )?to|in addition to|on a? ?background of|controlled (?:on|with|by)"
    r"|combination with|combined with|on stable|receiving stable|ongoing|while (?:on|receiving)"
    r"|uncontrolled (?:on|with)|previously treated with|failing)\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_OR = re.compile(r"[^.;]{0,30}\s(?:or|versus|vs\.?)\s(?:[\w-]+\s){0,2}", re.IGNORECASE)
_UNIT = re.compile(r"[\s-]?(?:%|mg\b|mcg\b|\u00b5g\b|\u03bcg\b|g\b|ml\b|IU\b|U\b|units?\b)")
_LEAD = 60
_REACH, _NEXT = 90, 40
_BLANK = 2
_ROLE = 0.8
_ROLES = {
    InterventionRole.EXPERIMENTAL: ArmType.EXPERIMENTAL,
    InterventionRole.COMPARATOR: ArmType.ACTIVE_COMPARATOR,
    InterventionRole.PLACEBO: ArmType.PLACEBO_COMPARATOR,
}


def named(outline: Outline) -> dict[str, str]:
    """Gives for each name of something given the key of the intervention that it stands for."""
    return {outline.name(one): slug(one.words) for one in reversed(outline.single(DRUG))}


def treatments(document: Document, outline: Outline) -> Iterator[Fact]:
    """Gives what was given, with type and role, other wordings of it, and dose, frequency, timing and route."""
    known = named(outline)
    roles = _roles(document, outline, known)
    said: dict[str, set[str]] = {}
    for one in outline.single(DRUG):
        about, sure = known[outline.name(one)], round(one.chance, 3)
        kind = InterventionType.OTHER if roles[about] is InterventionRole.PLACEBO else InterventionType.DRUG
        said[about] = {one.words.casefold()}
        yield Fact(Field.INTERVENTION_NAME, one.words, one.span, "details/drug", sure, about)
        yield Fact(Field.INTERVENTION_TYPE, kind, one.span, "details/drug", sure, about)
        yield Fact(Field.INTERVENTION_ROLE, roles[about], one.span, "details/role", round(_ROLE * sure, 3), about)
    for one in outline.mentions:
        about = known.get(outline.name(one), "") if one.slot == DRUG else ""
        if about and one.words.casefold() not in said[about]:
            said[about].add(one.words.casefold())
            yield Fact(Field.INTERVENTION_ALIAS, one.words, one.span, "details/drug", round(one.chance, 3), about)
    yield from _doses(document, outline, known)
    yield from _regimens(document, outline, known)


def _roles(document: Document, outline: Outline, known: dict[str, str]) -> dict[str, InterventionRole]:
    """Tells placebo, what others were compared with, and what all were given, from what was tested."""
    votes: dict[str, list[InterventionRole]] = {}
    for one in outline.mentions:
        if one.slot == DRUG and outline.name(one) in known:
            votes.setdefault(known[outline.name(one)], []).append(_vote(document, one))
    found = {about: _elected(cast) for about, cast in votes.items()}
    if InterventionRole.EXPERIMENTAL not in found.values():
        likeliest = next((about for about, role in found.items() if role is not InterventionRole.PLACEBO), None)
        if likeliest is not None:
            found[likeliest] = InterventionRole.EXPERIMENTAL
    return found


def _vote(document: Document, one: Detail) -> InterventionRole:
    """Gives the role that the words before a mention give it."""
    before = document.text[max(0, one.span.start - _LEAD) : one.span.start]
    if _BLIND.search(one.words):
        return InterventionRole.PLACEBO
    if _BESIDE.search(before):
        return InterventionRole.CONCOMITANT
    return InterventionRole.COMPARATOR if _AGAINST.search(before) else InterventionRole.EXPERIMENTAL


def _elected(cast: Sequence[InterventionRole]) -> InterventionRole:
    """Gives the role of the first mention, if half of the mentions agree, else the most frequent one."""
    if InterventionRole.PLACEBO in cast:
        return InterventionRole.PLACEBO
    if 2 * cast.count(cast[0]) >= len(cast):
        return cast[0]
    return max(set(cast), key=lambda role: (cast.count(role), role))


def _doses(document: Document, outline: Outline, known: dict[str, str]) -> Iterator[Fact]:
    """Gives doses and routes, each to the thing named just before it, else at once after it; a placebo has no dose."""
    for group in outline.of("medication"):
        value, way = group.of("hasDoseValue"), group.of("hasDeliveryMethod")
        given = None if value is None else _label(value, outline, known, blind=False)
        if value is not None and given is not None:
            span = _amount(document, value, group.of("hasDoseUnit"))
            words, about = " ".join(span.of(document.text).split()), known[outline.name(given)]
            yield Fact(Field.INTERVENTION_DOSE, words, span, "details/dose", round(value.chance, 3), about)
        given = None if way is None else _label(way, outline, known)
        if way is not None and given is not None:
            for match in load("route").find(way.words)[:1]:
                route, about = Route(match.code), known[outline.name(given)]
                yield Fact(Field.INTERVENTION_ROUTE, route, way.span, "details/route", round(way.chance, 3), about)


def _amount(document: Document, value: Detail, unit: Detail | None) -> Span:
    """Gives the words of the value with those of its unit, if that follows at once."""
    if unit is not None and 0 <= unit.span.start - value.span.end <= _BLANK:
        return Span(value.span.start, unit.span.end)
    plain = _UNIT.match(document.text, value.span.end)
    return value.span if plain is None else Span(value.span.start, plain.end())


def _regimens(document: Document, outline: Outline, known: dict[str, str]) -> Iterator[Fact]:
    """Gives frequency and timing, to both where two things stand joined before them: A or B once daily."""
    for group in outline.of("regimen"):
        often, moment = group.of("hasFrequency"), group.of("hasRelativeFreqTime")
        for one, field in ((often, Field.INTERVENTION_FREQUENCY), (moment, Field.INTERVENTION_TIMING)):
            given = None if one is None else _label(one, outline, known)
            if one is not None and given is not None:
                partner = _partner(document, given, outline, known) if given.span < one.span else None
                for about in dict.fromkeys(known[outline.name(each)] for each in (given, partner) if each is not None):
                    yield Fact(field, one.words, one.span, "details/regimen", round(one.chance, 3), about)


def _partner(document: Document, given: Detail, outline: Outline, known: dict[str, str]) -> Detail | None:
    """Gives the thing that "or" joins to the one after it, if it has no frequency of its own."""
    here = [one for one in outline.mentions if one.sentence == given.sentence and one.span < given.span]
    before = [one for one in here if one.slot == DRUG and outline.name(one) in known]
    if not before or any(one.slot == "hasFrequency" and one.span > before[-1].span for one in here):
        return None
    return before[-1] if _OR.fullmatch(document.text, before[-1].span.end, given.span.start) else None


def arms(outline: Outline, found: Sequence[Fact]) -> Iterator[Fact]:
    """Gives a group for each thing that was tested or compared, if there are two or more, with its size."""
    known = named(outline)
    roles = {fact.about: fact.value for fact in found if fact.field is Field.INTERVENTION_ROLE}
    labels: dict[str, Detail] = {}
    for one in outline.single("hasNumberPatientsArm"):
        label = _label(one, outline, known)
        stated = [number.value for number in numbers(one.words)]
        if label is not None and stated:
            intervention = known[outline.name(label)]
            labels.setdefault(intervention, label)
            yield Fact(Field.ARM_SIZE, int(stated[0]), one.span, "details/arm-size", round(one.chance, 3), intervention)
    for one in outline.single(DRUG):
        if roles.get(known[outline.name(one)]) in _ROLES:
            labels.setdefault(known[outline.name(one)], one)
    for intervention, label in labels.items() if len(labels) > 1 else ():
        sure = round(label.chance, 3)
        yield Fact(Field.ARM_LABEL, label.words, label.span, "details/arm", sure, intervention)
        yield Fact(Field.ARM_INTERVENTION, Ref(intervention), label.span, "details/arm", sure, intervention)
        role = roles.get(intervention)
        if isinstance(role, InterventionRole) and role in _ROLES:
            yield Fact(Field.ARM_TYPE, _ROLES[role], label.span, "details/arm", sure, intervention)


def _label(one: Detail, outline: Outline, known: dict[str, str], *, blind: bool = True) -> Detail | None:
    """Gives the thing given that is named last before the words in their sentence, else at once after them."""
    here = [other for other in outline.mentions if other.slot == DRUG and other.sentence == one.sentence]
    beside = [other for other in here if outline.name(other) in known and (blind or not _BLIND.search(other.words))]
    before = [other for other in beside if 0 <= one.span.start - other.span.end <= _REACH]
    after = [other for other in beside if 0 <= other.span.start - one.span.end <= _NEXT]
    return before[-1] if before else after[0] if after else None
