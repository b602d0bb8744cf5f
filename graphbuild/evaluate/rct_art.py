"""RCT-ART: result sentences as tables of interventions, outcomes and measured values.

Rows: {"text", "ents": [{"start", "end", "label", "tok": [first, ...]}], "relations": [[[token, token], label]]},
labels INTV, OC and MEAS; A1_RES and A2_RES link the name of arm 1 or 2 to a measure, OC_RES an outcome to one. A
relation names entities by their first tokens.

The paper turns the relations of a sentence into a table and scores its rows: first a row with the names of the two
arms, then one for each outcome with the measures of both arms; the last measure of an outcome and arm stays, and rows
that repeat the cells of an earlier one go. Strict: all cells of a row are equal; relaxed: each cell lies in the other.

- "rows strict", "rows relaxed": any row may match any other of its sentence, each once; one without a partner counts
  as wrong or missed. Relaxed asks an empty cell to be empty. These are the honest figures.
- "table strict, as published" and "relaxed": counted as the published script does, which pairs rows in their order,
  passes over rows beyond those of the shorter table, counts an unequal pair as wrong and not as missed too, and lets
  an empty cell match any. To be compared with the published .70 and .825. Here both tables follow the text.
- "tuples": (intervention, outcome, measure) over all entities that relations join, exact and overlapping.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from pathlib import Path

from graphbuild.evaluate.marks import Link, Mark, Table, count, misses
from graphbuild.evaluate.matching import pair_up
from graphbuild.evaluate.parts import Format, Row, rows
from graphbuild.evaluate.quotes import NOTHING, Borne, borne_out, read
from graphbuild.evaluate.scores import Miss, Scores, Tally
from graphbuild.evaluate.tagging import table as predicted

LABELS = ("INTV", "OC", "MEAS")
ARMS = ("A1_RES", "A2_RES")
OUTCOME = "OC_RES"
_FORMAT: Format = {"text": str, "ents": ("start", "end", "label", "tok"), "relations": list}
_NAMES = "intervention"
_UNSAID = "unspecified"

Cells = tuple[str, str, str]
"""What the row is about, and the cells of arm 1 and arm 2; an empty cell is an empty string."""


def evaluate(path: Path, part: str | None = None) -> Scores:
    """Reads a table out of every sentence."""
    sentences = rows(path, part, _FORMAT)
    borne = borne_out(read(row["text"], f"sentence {i}") for i, row in enumerate(sentences, 1))
    return score(sentences, (predicted(row["text"]) for row in sentences), borne)


def score(sentences: Iterable[Row], claims: Iterable[Table], borne: Borne = NOTHING) -> Scores:
    """Scores one table for each sentence."""
    tallies: dict[str, Tally] = {}
    published = Tally(), Tally()
    missed: list[Miss] = []
    number = 0
    for number, (row, claim) in enumerate(zip(sentences, claims, strict=True), 1):
        gold, text = stated(row), row["text"]
        found = _counted(gold, claim, text)
        tallies |= {name: tallies.get(name, Tally()) + tally for name, tally in found.items()}
        left, right = table_rows(gold, text), table_rows(claim, text)
        published = published[0] + in_order(left, right, _equal), published[1] + in_order(left, right, _lies_in_any)
        item = f"sentence {number}"
        missed += misses(item, frozenset(gold.entities), frozenset(claim.entities), _shown(text))
        missed += _row_misses(item, left, right, text)
    ratios = [("table strict F1, as published", published[0].f1), ("table relaxed F1, as published", published[1].f1)]
    return Scores(
        "rct_art",
        tuple(tallies.items()),
        (),
        (f"{number} sentences",),
        (*missed, *borne.misses),
        (*ratios, *borne.ratios),
    )


def stated(row: Row) -> Table:
    """Gives the gold table of a row."""
    entities = tuple(Mark(one["start"], one["end"], one["label"]) for one in row["ents"])
    firsts = {one["tok"][0]: index for index, one in enumerate(row["ents"])}
    links = ((firsts.get(pair[0]), firsts.get(pair[1]), label) for pair, label in row["relations"])
    return Table(entities, frozenset((a, b, label) for a, b, label in links if a is not None and b is not None))


def table_rows(table: Table, text: str) -> list[Cells]:
    """Gives the rows of a table: the names of the arms first, then the outcomes as the text has them."""
    cells: dict[str, dict[str, str]] = {}
    arms = sorted((link for link in table.links if link[2] in ARMS), key=_place(table))
    outcomes = sorted((link for link in table.links if link[2] == OUTCOME), key=_place(table))
    pairs = [(_words(table, one, text), arm) for one, measure, _ in outcomes for arm in arms if arm[1] == measure]
    if not outcomes:
        pairs = [(_UNSAID, arm) for arm in arms]
    for about, (name, measure, label) in pairs:
        cells.setdefault(_NAMES, {})[label] = _words(table, name, text)
        cells.setdefault(about, {})[label] = _words(table, measure, text)
    found: list[Cells] = []
    seen = set()
    for about, row in cells.items():
        one, other = (row.get(label, "") for label in ARMS)
        if (one, other) not in seen:
            seen.add((one, other))
            found.append((about, one, other))
    return found


def in_order(gold: Sequence[Cells], claim: Sequence[Cells], same: Callable[[Cells, Cells], bool]) -> Tally:
    """Counts rows as the published script does."""
    if not claim:
        return Tally(0, 0, len(gold))
    equal = sum(same(left, right) for left, right in zip(gold, claim, strict=False))
    return Tally(equal, min(len(gold), len(claim)) - equal, 0)


def tuples(table: Table) -> frozenset[tuple[int, int, int]]:
    """Gives (intervention, outcome, measure), by index, of all that relations join; -1 where there is no outcome."""
    of_measure: dict[int, list[int]] = {}
    for source, measure, label in table.links:
        if label == OUTCOME:
            of_measure.setdefault(measure, []).append(source)
    return frozenset(
        (source, outcome, measure)
        for source, measure, label in table.links
        if label in ARMS
        for outcome in of_measure.get(measure, [-1])
    )


def _counted(gold: Table, claim: Table, text: str) -> dict[str, Tally]:
    marks, claims = frozenset(gold.entities), frozenset(claim.entities)
    entities = count(marks, claims, LABELS)
    left, right = table_rows(gold, text), table_rows(claim, text)
    return {
        **entities,
        "entities": sum(entities.values(), Tally()),
        "relations": _sets(_ends(gold), _ends(claim)),
        "tuples": _paired(_spelled(gold), _spelled(claim), _same_tuple),
        "tuples, overlapping": _paired(_spelled(gold), _spelled(claim), _overlapping),
        "rows strict": _paired(left, right, _equal),
        "rows relaxed": _paired(left, right, _lies_in),
    }


def _sets(gold: frozenset[object], claim: frozenset[object]) -> Tally:
    return Tally(len(gold & claim), len(claim - gold), len(gold - claim))


def _paired(gold: Sequence[object], claim: Sequence[object], same: Callable[..., bool]) -> Tally:
    pairs = pair_up(gold, claim, lambda left, right: float(same(left, right)), 1.0)
    return Tally(len(pairs), len(claim) - len(pairs), len(gold) - len(pairs))


def _ends(table: Table) -> frozenset[object]:
    return frozenset((table.entities[a], table.entities[b], label) for a, b, label in table.links)


def _spelled(table: Table) -> list[tuple[Mark | None, ...]]:
    return [tuple(None if i < 0 else table.entities[i] for i in one) for one in sorted(tuples(table))]


def _same_tuple(left: object, right: object) -> bool:
    return left == right


def _overlapping(left: Sequence[Mark | None], right: Sequence[Mark | None]) -> bool:
    return all(
        a is b or (a is not None and b is not None and a.start < b.end and b.start < a.end)
        for a, b in zip(left, right, strict=True)
    )


def _equal(left: Cells, right: Cells) -> bool:
    return left == right


def _lies_in_any(left: Cells, right: Cells) -> bool:
    return all(a in b or b in a for a, b in zip(left, right, strict=True))


def _lies_in(left: Cells, right: Cells) -> bool:
    return _lies_in_any(left, right) and all(bool(a) == bool(b) for a, b in zip(left, right, strict=True))


def _words(table: Table, index: int, text: str) -> str:
    return text[table.entities[index].start : table.entities[index].end]


def _place(table: Table) -> Callable[[Link], tuple[int, int]]:
    return lambda link: (table.entities[link[0]].start, table.entities[link[1]].start)


def _row_misses(item: str, gold: Sequence[Cells], claim: Sequence[Cells], text: str) -> Iterable[Miss]:
    lost = [row for row in gold if row not in claim]
    extra = [row for row in claim if row not in gold]
    for left, right in zip_longest(lost, extra):
        for kind, row in (("missed", left), ("wrong", right)):
            if row is not None:
                yield Miss(item, "rows strict", kind, " | ".join(row), text)


def _shown(text: str) -> Callable[[Mark], tuple[str, str]]:
    return lambda mark: (text[mark.start : mark.end], text)
