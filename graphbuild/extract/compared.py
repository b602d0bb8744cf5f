"""Which way an outcome went in abstracts and papers, where sentences compare what was tested with something else.

The models of extract.direction, trained on sentences of papers, tell which side had more; whether more is good or bad
for people makes it a benefit or harm. News is written otherwise and has a model of its own.
"""

from collections.abc import Sequence

from graphbuild.extract.direction import direction_of
from graphbuild.extract.direction.observations import reading
from graphbuild.extract.direction.words import CHANCE, SIDES, SIGNIFICANT, Word
from graphbuild.extract.effects import moves, worth
from graphbuild.extract.mentions import Mention
from graphbuild.model.codes import Change, Direction, InterventionRole
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document

_LEAST = 0.7
"""From here on 19 of 20 answers are right, by cross-validation over papers (training/directions.py)."""
_NAMES = {Field.INTERVENTION_NAME, Field.INTERVENTION_ALIAS}
_GROUPS = {"groups", "arms", "treatments"}
_GOOD = {("good", Change.INCREASE), ("bad", Change.DECREASE)}


def compared(document: Document, mention: Mention, found: tuple[Fact, ...]) -> Direction | None:
    """Gives the direction of an outcome by its sentence, None where it is not sure or has no known worth."""
    tested, others = sides_named(found)
    if not tested:
        return None
    sentence = mention.view.sentence.span.of(document.text)
    seen = reading(sentence, tested, others, mention.span.of(document.text))
    if not _compares(seen.words):
        return None
    told = direction_of(seen)
    if told.probability < _LEAST:
        return None
    if told.change is Change.NO_CHANGE:
        return Direction.NO_DIFFERENCE if _alike(sentence, seen.words) else None
    value = worth(mention)
    if value == "none":
        return None
    return Direction.FAVOURS_INTERVENTION if (value, told.change) in _GOOD else Direction.HARM


def _compares(words: Sequence[Word]) -> bool:
    """Tells whether a sentence names one of the sides or speaks of groups."""
    return any(word.role in SIDES or word.text in _GROUPS for word in words)


def _alike(sentence: str, words: Sequence[Word]) -> bool:
    """Tells whether words or P values say that nothing differed; a sentence about something else says nothing of it."""
    texts = {word.text for word in words}
    return (any(code == "no-change" for _, code in moves(sentence)) or CHANCE in texts) and SIGNIFICANT not in texts


def sides_named(found: tuple[Fact, ...]) -> tuple[str, str]:
    """Gives the names of what was tested, and those of what it was compared with."""
    roles = {fact.about: fact.value for fact in found if fact.field is Field.INTERVENTION_ROLE}
    named = [(str(fact.value), roles.get(fact.about)) for fact in found if fact.field in _NAMES]
    against = {InterventionRole.COMPARATOR, InterventionRole.PLACEBO}
    tested = [name for name, role in named if role in {None, InterventionRole.EXPERIMENTAL}]
    others = [name for name, role in named if role in against]
    others += [str(fact.value) for fact in found if fact.field is Field.COMPARATOR]
    return "; ".join(tested), "; ".join(others)
