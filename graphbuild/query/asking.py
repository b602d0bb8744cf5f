"""From words to a question of the library and its parameters, or to saying that none fits.

Every word has to be explained: by a cue of the question, by the value of a parameter, or by being a filler. What is not
explained (mice, not, without) would change the question, so a question with such a word is not answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from graphbuild.normalise import Vocabulary
from graphbuild.query.asked import Asked
from graphbuild.query.catalogue import Question, questions
from graphbuild.query.parameters import Given, Parameter
from graphbuild.query.patterns import Cue, Pattern, Slot, wording

Find = Callable[[str], str | None]
"""Takes the name of a study (registry number, IRI, title) to its IRI, None where there is no such study."""

_NEAREST = 3
_ARTICLES = frozenset({"a", "an"})
_INSTEAD = {"outcome": "condition"}
"""Where a name is looked for next: an outcome may be measured by a condition (depression)."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a parameter was given, and how it reads."""

    given: Given
    shown: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """How far one pattern of a question explains what was asked: so many words, some of which are no fillers."""

    question: Question
    values: Mapping[str, Value]
    explained: int
    telling: int
    missing: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Tells whether nothing is missing and no word is left over."""
        return not self.missing and not self.left

    @property
    def parameters(self) -> dict[str, Given]:
        """Gives the parameters to ask with; concepts and nodes that were not named may be any."""
        free = {one.name: "" for one in self.question.parameters if one.type in {"concept", "iri"}}
        return free | {name: value.given for name, value in self.values.items()}

    @property
    def rank(self) -> tuple[int, int]:
        """Orders attempts, the best first; equal ones keep the order of the library."""
        return (2 * (len(self.left) + len(self.missing)) - self.explained, len(self.missing))


@dataclass(frozen=True, slots=True)
class Understanding:
    """The question that was understood, None where none fits, and those that come nearest."""

    best: Attempt | None
    nearest: tuple[Attempt, ...]


def understand(text: str, known: Vocabulary, study: Find) -> Understanding:
    """Finds the question of the library that a text asks; raises QueryError for a text that is empty or too long."""
    asked = Asked(text, known)
    ranked: dict[str, Attempt] = {}
    attempts = [_Attempting(asked, one, way, study).result() for one in questions() for way in one.patterns]
    for attempt in sorted(attempts, key=lambda one: (not one.fits, one.rank)):
        ranked.setdefault(attempt.question.name, attempt)
    first, *others = ranked.values()
    near = tuple(one for one in ranked.values() if one.telling)[:_NEAREST]
    return Understanding(first, tuple(one for one in others if one.fits)) if first.fits else Understanding(None, near)


@dataclass(slots=True)
class _Attempting:
    """One pattern while it is tried; `taken` holds the keys that are explained."""

    asked: Asked
    question: Question
    pattern: Pattern
    study: Find
    taken: set[int] = field(default_factory=set)
    values: dict[str, Value] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def result(self) -> Attempt:
        for cue in sorted(self.pattern.cues, key=lambda cue: cue.optional):
            self._cue(cue)
        for slot in sorted(self.pattern.slots, key=lambda slot: (not slot.after, slot.optional)):
            value = self._value(self.question.parameter(slot.name), slot)
            if value is not None:
                self.values[slot.name] = value
            elif not slot.optional:
                self.missing.append(slot.name)
        left = tuple(dict.fromkeys(self.asked.piece(key) for key in self._left()))
        telling = sum(self.asked.stems[key] not in wording().fillers for key in self.taken)
        return Attempt(self.question, self.values, len(self.taken), telling, tuple(self.missing), left)

    def _cue(self, cue: Cue) -> None:
        """Explains every place where one of the wordings stands, the longest wordings first."""
        found = False
        for key in cue.wordings:
            for start in range(len(self.asked.keys) - len(key) + 1):
                place = range(start, start + len(key))
                if self.asked.stems[start : place.stop] == key and self._free(place):
                    self.taken.update(place)
                    found = True
        if not found and not cue.optional:
            self.missing.append(cue.text)

    def _free(self, place: range) -> bool:
        """Tells whether a cue can stand here: it explains nothing yet, and cuts no name of a concept in two."""
        whole = all(
            place.start <= one.start and one.end <= place.stop
            for one in self.asked.mentions
            if one.start < place.stop and place.start < one.end
        )
        return whole and self.taken.isdisjoint(place)

    def _left(self) -> list[int]:
        every = range(len(self.asked.keys))
        return [key for key in every if key not in self.taken and self.asked.stems[key] not in wording().fillers]

    # ---------------------------------------------------------------- values

    def _value(self, parameter: Parameter, slot: Slot) -> Value | None:
        if parameter.type == "concept":
            return self._concept(parameter.scheme, slot)
        if parameter.type == "integer":
            return self._number(slot)
        name = self._run()
        if name is None:
            return None
        text = self.asked.between(name.start, name.stop - 1)
        iri = text if parameter.type == "string" else self.study(text)
        if iri is None:
            return None
        self.taken.update(name)
        return Value(iri, text)

    def _concept(self, scheme: str, slot: Slot) -> Value | None:
        for wanted in (scheme, _INSTEAD.get(scheme, scheme)):
            for mention in self.asked.mentions:
                concept, place = mention.concepts.get(wanted), range(mention.start, mention.end)
                before = self._before(mention.start, slot)
                if concept is not None and before is not None and self.taken.isdisjoint(place):
                    self.taken.update(before, place)
                    return Value(concept.iri, concept.label)
        return None

    def _before(self, start: int, slot: Slot) -> range | None:
        """Gives the place of the words that introduce a value here, an empty one where none are asked for."""
        if not slot.after:
            return range(0)
        stop = start - 1 if start and self.asked.keys[start - 1] in _ARTICLES else start
        sizes = (len(key) for key in slot.after if self.asked.stems[max(stop - len(key), 0) : stop] == key)
        return next((range(stop - size, stop) for size in sizes), None)

    def _number(self, slot: Slot) -> Value | None:
        for key in range(len(self.asked.keys)):
            number, before = self.asked.number(key), self._before(key, slot)
            if number is not None and before is not None and key not in self.taken:
                self.taken.update(before, (key,))
                return Value(number, str(number))
        return None

    def _run(self) -> range | None:
        """Gives the words that nothing explains, if they stand together and look like a name."""
        left = self._left()
        if not left or not self.asked.is_name(left[0]):
            return None
        place = range(left[0], left[-1] + 1)
        return place if self.taken.isdisjoint(place) else None
