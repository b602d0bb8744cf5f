"""The entities of a result sentence in reading order, and what stands around and between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from graphbuild.extract.direction.words import listed, stem
from graphbuild.model.text import Span

_TOKEN = re.compile(r"\w{1,60}(?:[-'/]\w{1,60}){0,6}|[^\w\s]")
_JOINED = frozenset(
    ["and", ",", "vs", "versus", ".", "or", "to", "compared", "with", "(", ")", "[", "]", "%", "&", "/"]
)


class Kind(StrEnum):
    """What a stretch of a result sentence names."""

    GROUP = "group"
    OUTCOME = "outcome"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A stretch of a result sentence."""

    span: Span
    kind: Kind


def spoken(words: str) -> Iterator[str]:
    """Gives the words of a text in lower case, without marks."""
    return (match[0].lower() for match in _TOKEN.finditer(words) if match[0][0].isalnum())


class Layout:
    """A sentence and its entities, which are spoken of by index."""

    def __init__(self, text: str, entities: Sequence[Entity]) -> None:
        self.text = text
        self.entities = tuple(sorted(entities))
        self.says_respectively = "respectively" in text.lower()
        self._tokens = [(match[0].lower(), match.start()) for match in _TOKEN.finditer(text)]

    @cached_property
    def _by_kind(self) -> dict[Kind, tuple[int, ...]]:
        return {kind: tuple(index for index, one in enumerate(self.entities) if one.kind is kind) for kind in Kind}

    def of(self, kind: Kind) -> tuple[int, ...]:
        """Gives the entities of a kind in reading order."""
        return self._by_kind[kind]

    def words(self, index: int) -> str:
        """Gives the words of an entity."""
        return self.entities[index].span.of(self.text)

    def between(self, left: int, right: int) -> list[str]:
        """Gives the words between two entities."""
        start, end = self.entities[left].span.end, self.entities[right].span.start
        return [word for word, at in self._tokens if start <= at < end]

    def gap(self, one: int, other: int) -> int:
        """Gives how many letters lie between two entities."""
        left, right = sorted((one, other))
        return self.entities[right].span.start - self.entities[left].span.end

    def around(self, index: int) -> tuple[str, str]:
        """Gives the word before an entity and the one after it."""
        span = self.entities[index].span
        before = next((word for word, at in reversed(self._tokens) if at < span.start), "<")
        return before, next((word for word, at in self._tokens if at >= span.end), ">")

    @cached_property
    def names(self) -> dict[int, str]:
        """Gives for each naming of a group a name that its other namings share: their words without "group"."""
        known: dict[frozenset[str], str] = {}
        found = {}
        for index in self.of(Kind.GROUP):
            words = self.words(index).lower()
            own = frozenset(stem(word) for word in spoken(words) if word not in listed("no-content"))
            found[index] = known.setdefault(own or frozenset([words]), words)
        return found

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Gives the names of the groups in the order in which they are first named."""
        return tuple(dict.fromkeys(self.names.values()))

    @cached_property
    def runs(self) -> tuple[tuple[int, ...], ...]:
        """Gives the measures that follow one another with nothing but joining words between them."""
        found: list[list[int]] = []
        for index in self.of(Kind.MEASURE):
            if found and self._joined(found[-1][-1], index):
                found[-1].append(index)
            else:
                found.append([index])
        return tuple(map(tuple, found))

    def _joined(self, left: int, right: int) -> bool:
        return right == left + 1 and set(self.between(left, right)) <= _JOINED

    def run_of(self, measure: int) -> tuple[int, ...]:
        """Gives the run that a measure stands in."""
        return next(run for run in self.runs if measure in run)

    def refers(self, index: int) -> bool:
        """Tells whether a group is called a control, a placebo or the like."""
        return any(stem(word) in listed("control-side") for word in spoken(self.words(index)))

    @cached_property
    def reference(self) -> str | None:
        """Gives the name of the group that others are compared with: the only control, else the one named second."""
        controls = dict.fromkeys(name for index, name in self.names.items() if self.refers(index))
        if len(controls) == 1:
            return next(iter(controls))
        return self.order[1] if len(self.order) > 1 else None
