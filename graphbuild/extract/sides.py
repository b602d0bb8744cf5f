"""Which groups a clause speaks of: the arm of a finding, and the one that it is compared with."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.language.memory import remembering
from graphbuild.language.reporting import cues
from graphbuild.model.fact import Fact, Field, Ref
from graphbuild.model.text import Document, Span

_COMPARES = re.compile(r"\b(?:than|compared|versus|vs\.?|relative to|against|over)\b", re.IGNORECASE)
_DOSE = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?\s?(?:mg|mcg|\u00b5g|\u03bcg|g|ml|IU|units)\b", re.IGNORECASE)

_NAMING = frozenset({Field.INTERVENTION_NAME, Field.INTERVENTION_ALIAS, Field.ARM_LABEL, Field.ARM_INTERVENTION})


@dataclass(frozen=True, slots=True)
class Side:
    """An arm and the place at which a text names it."""

    arm: str
    span: Span


def sides(document: Document, place: Span, found: tuple[Fact, ...]) -> tuple[Side, ...]:
    """Gives where a stretch of text names an arm, in reading order: by label, dose, intervention or as the placebo.

    A wording counts only if it is that of one arm alone.
    """
    named: dict[Span, str] = {}
    for arm, pattern in _patterns(tuple([fact for fact in found if fact.field in _NAMING])):
        for match in pattern.finditer(document.text, place.start, place.end):
            named[Span(*match.span())] = arm
    widest = [span for span in named if not any(span != other and other.contains(span) for other in named)]
    return tuple(Side(named[span], span) for span in sorted(widest))


@remembering(2)
def _patterns(found: tuple[Fact, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Gives the arms with the patterns of the wordings that are theirs alone."""
    handles = _handles(found)
    owners = Counter(wording for wordings in handles.values() for wording in wordings)
    return tuple(
        (arm, re.compile(rf"(?<!\w){re.escape(wording)}(?!\w)", re.IGNORECASE))
        for arm, wordings in handles.items()
        for wording in wordings
        if owners[wording] == 1
    )


def _handles(found: tuple[Fact, ...]) -> dict[str, frozenset[str]]:
    """Gives for each arm the wordings by which a text may call it, in lower case."""
    names: dict[str, set[str]] = {}
    for fact in found:
        if fact.field in {Field.INTERVENTION_NAME, Field.INTERVENTION_ALIAS}:
            names.setdefault(fact.about, set()).add(str(fact.value).lower())
    handles: dict[str, set[str]] = {}
    for fact in found:
        if fact.field is Field.ARM_LABEL:
            label = str(fact.value).lower()
            doses = {match[0] for match in _DOSE.finditer(label)}
            plain = {word for word in cues("reference") if re.search(rf"\b{word}\b", label)}
            handles.setdefault(fact.about, set()).update({label}, doses, plain)
        elif fact.field is Field.ARM_INTERVENTION and isinstance(fact.value, Ref):
            handles.setdefault(fact.about, set()).update(names.get(fact.value.key, set()))
    return {arm: frozenset(wordings) for arm, wordings in handles.items()}


def groups(document: Document, clause: Span, found: tuple[Fact, ...]) -> Iterator[tuple[Field, str, Span]]:
    """Gives the arm that a clause names, and the second one where words of comparison stand between the two."""
    places: dict[str, Span] = {}
    for side in sides(document, clause, found):
        places.setdefault(side.arm, side.span)
    ordered = list(places.items())
    if len(ordered) == 1:
        yield Field.FINDING_ARM, *ordered[0]
    elif len(ordered) == 2:  # noqa: PLR2004 (two groups compared)
        (left, first), (right, second) = ordered
        if first.end <= second.start and _COMPARES.search(document.text[first.end : second.start]):
            yield Field.FINDING_ARM, left, first
            yield Field.FINDING_COMPARED_WITH, right, second
