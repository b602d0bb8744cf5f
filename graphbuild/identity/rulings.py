"""What a person ruled about identity: pairs of documents that report one study, or do not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from graphbuild.errors import StoreError

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rulings:
    """Pairs of document ids, the smaller first, and whether both report one study; the last word on a pair counts.

    >>> Rulings().ruled("b", "a", joined=True).on("a", "b")
    True
    """

    known: tuple[tuple[Pair, bool], ...] = ()

    def on(self, left: str, right: str) -> bool | None:
        """Tells whether two documents were ruled to report one study; None where nobody ruled."""
        return dict(self.known).get(_pair(left, right))

    def ruled(self, left: str, right: str, *, joined: bool) -> Rulings:
        """Gives the rulings with one more, in place of an earlier one on the same pair."""
        return Rulings(tuple(sorted({**dict(self.known), _pair(left, right): joined}.items())))

    def pairs(self, *, joined: bool) -> Iterable[Pair]:
        """Gives the pairs that were ruled to be joined, or to be apart."""
        return (pair for pair, ruling in self.known if ruling is joined)

    def to_json(self) -> str:
        """Gives the text in which rulings are kept."""
        rows = [{"left": left, "right": right, "one_study": joined} for (left, right), joined in self.known]
        return json.dumps(rows, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str, where: str) -> Rulings:
        """Reads rulings back; raises StoreError that names `where` if the text holds none."""
        try:
            rows = [(_pair(row["left"], row["right"]), bool(row["one_study"])) for row in json.loads(text)]
        except (ValueError, TypeError, KeyError) as error:
            remedy = "mend the file, or delete it to start without rulings"
            raise StoreError("it holds no rulings on identity", where=where, remedy=remedy) from error
        return cls(tuple(sorted(dict(rows).items())))


def _pair(left: str, right: str) -> Pair:
    return (left, right) if left <= right else (right, left)
