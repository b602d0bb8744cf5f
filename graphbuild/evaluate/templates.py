"""Compares templates with slots: aligns those of each kind by the best one-to-one assignment, then counts fillers.

The protocol is that of Witte, Schmidt and Cimiano (J Biomed Semantics 2024, doi 10.1186/s13326-024-00305-2): of each
kind of template, gold and claimed ones are paired so that the sum of their F1 is greatest; then a claimed filler is
right if the paired gold template has it in the same slot. A filler is a string; here case, blanks and a full stop at
the end do not count.
"""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graphbuild.evaluate.assignment import cheapest
from graphbuild.evaluate.scores import Tally


@dataclass(frozen=True, slots=True)
class Template:
    """One template: its kind, and the fillers of each slot."""

    kind: str
    slots: Mapping[str, frozenset[str]] = field(default_factory=dict)


def filler(words: str) -> str:
    """Gives the words as they are compared.

    >>> filler("P & lt ; 0 . 05 ."), filler("P < 0.05")
    ('p<0.05', 'p<0.05')
    """
    plain = html.unescape("".join(words.split()))
    return plain.casefold().rstrip(".") or plain


def template(kind: str, fillers: Iterable[tuple[str, str]]) -> Template:
    """Gives a template from pairs of slot and words."""
    slots: dict[str, set[str]] = {}
    for slot, words in fillers:
        slots.setdefault(slot, set()).add(filler(words))
    return Template(kind, {slot: frozenset(found) for slot, found in slots.items()})


def aligned(gold: Sequence[Template], claims: Sequence[Template]) -> list[tuple[Template, Template]]:
    """Gives the pairs of the best assignment, kind by kind; what has no partner is paired with an empty template."""
    pairs: list[tuple[Template, Template]] = []
    for kind in sorted({one.kind for one in (*gold, *claims)}):
        left, right = [one for one in gold if one.kind == kind], [one for one in claims if one.kind == kind]
        size = max(len(left), len(right))
        left += [Template(kind)] * (size - len(left))
        right += [Template(kind)] * (size - len(right))
        costs = [[-_f1(first, second) for second in right] for first in left]
        pairs += [(left[row], right[column]) for row, column in enumerate(cheapest(costs))]
    return pairs


def compared(gold: Template, claim: Template) -> dict[str, tuple[frozenset[str], frozenset[str], frozenset[str]]]:
    """Gives for each slot the fillers that are right, wrong and missed."""
    none: frozenset[str] = frozenset()
    found = {}
    for slot in sorted({*gold.slots, *claim.slots}):
        stated, claimed = gold.slots.get(slot, none), claim.slots.get(slot, none)
        found[slot] = stated & claimed, claimed - stated, stated - claimed
    return found


def _f1(gold: Template, claim: Template) -> float:
    counts = (Tally(*map(len, found)) for found in compared(gold, claim).values())
    return sum(counts, Tally()).f1
