"""What somebody asks, in pieces: words in one spelling, where they stand, and the concepts that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from graphbuild.errors import QueryError
from graphbuild.language.numbers import numbers
from graphbuild.model.codes import MatchKind
from graphbuild.normalise import SCHEMES, Concept, Naming, Vocabulary, vocabulary
from graphbuild.normalise.context import Context
from graphbuild.normalise.spelling import words
from graphbuild.normalise.vocabulary import is_abbreviation
from graphbuild.query.patterns import Key, stems, wording

MAXIMUM_LENGTH = 500
_PIECE = re.compile(r"[^\s,;:?!()\[\]\"\u201c\u201d]+(?::[^\s,;:?!()\[\]\"\u201c\u201d]+)*")
_QUOTES = '"\u201c\u201d'
_ROUTE = "route"
_ORDER = (MatchKind.PREFERRED, MatchKind.SYNONYM, MatchKind.ABBREVIATION)
_SHORT = 6
"""Letters of the longest abbreviation that is also understood in small letters."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of keys that names a concept: one for each scheme that has one by that name."""

    start: int
    end: int
    concepts: Mapping[str, Concept]


class Asked:
    """A question in words; keys are its words in one spelling, stems those without endings.

    `places` tells which piece of text each key came from.
    """

    def __init__(self, text: str, known: Vocabulary) -> None:
        self.text = " ".join(text.split())
        if not self.text or len(self.text) > MAXIMUM_LENGTH:
            problem = f"a question has 1 to {MAXIMUM_LENGTH} characters, not {len(self.text)}"
            raise QueryError(problem, where="ask", remedy="ask in one sentence")
        self.known = known
        self.pieces = [
            (found.start(), found.start() + len(found[0].rstrip("."))) for found in _PIECE.finditer(self.text)
        ]
        keys: list[str] = []
        places: list[int] = []
        before = ""
        for index, (start, end) in enumerate(self.pieces):
            piece = self.text[start:end]
            own = words(f"{before} {piece}")[len(words(before)) :]
            keys += own
            places += [index] * len(own)
            before = piece
        self.keys, self.places = tuple(keys), tuple(places)
        self.stems = stems(self.keys)

    def piece(self, key: int) -> str:
        """Gives the text that a key came from."""
        start, end = self.pieces[self.places[key]]
        return self.text[start:end]

    def between(self, first: int, last: int) -> str:
        """Gives the text from one key to another one, both included."""
        return self.text[self.pieces[self.places[first]][0] : self.pieces[self.places[last]][1]]

    def number(self, key: int) -> int | None:
        """Gives the whole number that a key stands for."""
        found = numbers(self.piece(key))
        whole = len(found) == 1 and found[0].value == int(found[0].value)
        return int(found[0].value) if whole and found[0].span.end == len(self.piece(key)) else None

    def is_name(self, key: int) -> bool:
        """Tells whether a name could begin here: with a capital, a digit or a quotation mark."""
        start = self.pieces[self.places[key]][0]
        return self.text[start].isupper() or self.text[start].isdigit() or self.text[max(start - 1, 0)] in _QUOTES

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Gives the concepts that are named, the longest names first of all, from left to right."""
        return tuple(self._mentions())

    def _mentions(self) -> Iterator[Mention]:
        start = 0
        while start < len(self.keys):
            found = self._longest(start)
            if found is not None:
                yield found
            start = found.end if found is not None else start + 1

    def _longest(self, start: int) -> Mention | None:
        for end in range(min(start + self.known.longest, len(self.keys)), start, -1):
            if wording().fillers.issuperset(self.stems[start:end]):
                continue
            concepts = self._named(start, end)
            if concepts:
                return Mention(start, end, concepts)
        return None

    def _named(self, start: int, end: int) -> dict[str, Concept]:
        key, full = self.keys[start:end], tuple(word for index in range(start, end) for word in self._spelt_out[index])
        found = _by_scheme(self.known.worded(key)) or _by_scheme(self.known.worded(full))
        if key in _routes():
            found[_ROUTE] = _routes()[key]
        return found

    @cached_property
    def _spelt_out(self) -> tuple[Key, ...]:
        """Gives for each key the words of the concept that it abbreviates, or the key itself."""
        return tuple(self._long_form(index) or (key,) for index, key in enumerate(self.keys))

    def _long_form(self, index: int) -> Key | None:
        piece = self.piece(index)
        if self.places.count(self.places[index]) > 1 or self.stems[index] in wording().fillers:
            return None
        wordings = (piece, piece.upper()) if len(piece) < _SHORT else (piece,)
        short = next((one for one in wordings if is_abbreviation(one) and self.known.abbreviated(one)), "")
        candidates = [one for one in self.known.abbreviated(short) if not one.origin] or self.known.abbreviated(short)
        only = candidates[0] if len(candidates) == 1 else None
        meant = only or Context(self.known, (self.text,)).understood(short, SCHEMES[0])
        return words(meant.label) if meant is not None else None


def _by_scheme(namings: tuple[Naming, ...]) -> dict[str, Concept]:
    """Gives the one concept of each scheme that goes by a name; none where several do."""
    found = {}
    for scheme in SCHEMES:
        own = [naming for naming in namings if scheme in naming.concept.schemes]
        best = min((_ORDER.index(naming.kind) for naming in own), default=0)
        meant = {naming.concept.name: naming.concept for naming in own if _ORDER.index(naming.kind) == best}
        if len(meant) == 1:
            found[scheme] = next(iter(meant.values()))
    return found


@cache
def _routes() -> dict[Key, Concept]:
    """Gives the codes of routes by their labels: they name no mention, but questions ask for them."""
    known = vocabulary().concepts
    found = {words(label): one for one in known.values() if _ROUTE in one.schemes for label in one.labels}
    return found | {key: known[name] for key, name in wording().concepts.items()}
