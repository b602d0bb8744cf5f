"""Labelled stretches of a text or of a row of tokens, and how claimed ones are counted against the stated ones."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from graphbuild.evaluate.scores import Miss, Tally
from graphbuild.model.fact import Field
from graphbuild.model.text import Span
from graphbuild.pipeline import Extraction

NONE = "O"
"""The label of a token that belongs to no stretch."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A half-open stretch with its label."""

    start: int
    end: int
    label: str


Link = tuple[int, int, str]
"""Index of one entity, index of the entity that it bears on, label of the relation."""


@dataclass(frozen=True, slots=True)
class Table:
    """The entities of one sentence and the links between them."""

    entities: tuple[Mark, ...] = ()
    links: frozenset[Link] = frozenset()


def runs(labels: Sequence[str]) -> frozenset[Mark]:
    """Gives the longest stretches of one label other than O.

    >>> sorted(runs(["O", "PAR", "PAR", "INT"]))
    [Mark(start=1, end=3, label='PAR'), Mark(start=3, end=4, label='INT')]
    """
    firsts = [i for i, label in enumerate(labels) if not i or labels[i - 1] != label]
    ends = [*firsts[1:], len(labels)]
    return frozenset(
        Mark(start, end, labels[start]) for start, end in zip(firsts, ends, strict=False) if labels[start] != NONE
    )


def count(gold: AbstractSet[Mark], claims: AbstractSet[Mark], labels: Iterable[str]) -> dict[str, Tally]:
    """Counts stretches by label; one is right where start, end and label are equal."""
    right, wrong, missed = gold & claims, claims - gold, gold - claims
    return {
        label: Tally(*(sum(one.label == label for one in marks) for marks in (right, wrong, missed)))
        for label in labels
    }


def misses(
    item: str,
    gold: AbstractSet[Mark],
    claims: AbstractSet[Mark],
    show: Callable[[Mark], tuple[str, str]],
    field: str = "{}",
) -> Iterator[Miss]:
    """Lists wrong and missed stretches; `show` gives the words of one and its sentence, `field` frames the label."""
    for kind, marks in (("wrong", claims - gold), ("missed", gold - claims)):
        for mark in sorted(marks):
            yield Miss(item, field.format(mark.label), kind, *show(mark))


def macro(tallies: Iterable[Tally]) -> float:
    """Gives the mean F1 over fields."""
    values = [tally.f1 for tally in tallies]
    return sum(values) / len(values) if values else 0.0


def of_facts(extraction: Extraction, labels: Mapping[Field, str]) -> frozenset[Mark]:
    """Gives the words of facts as stretches, and every other place where the same words stand."""
    text = extraction.document.text
    found = set()
    for fact in extraction.facts:
        if fact.field in labels and isinstance(fact.span, Span):
            words = fact.span.of(text)
            found |= {Mark(start, start + len(words), labels[fact.field]) for start in _places(text, words)}
    return frozenset(found)


def _places(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            yield start
        start = text.find(words, end)
