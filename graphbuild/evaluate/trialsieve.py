"""TrialSieve: stretches of twenty types (drugs, groups, sizes, doses, measurements ...) in abstracts.

Rows: {"text", "spans": [{"start", "end", "tag"}]}. Protocol: a stretch is right where start, end and type are equal;
P, R and F1 for each type, summed over all (micro), and the mean F1 of the types that the part holds (macro).
"""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from pathlib import Path

from graphbuild.evaluate.marks import Mark, count, macro, misses, of_facts
from graphbuild.evaluate.parts import Row, rows
from graphbuild.evaluate.quotes import NOTHING, Borne, borne_out, read
from graphbuild.evaluate.scores import Miss, Scores, Tally
from graphbuild.evaluate.tagging import TRIALSIEVE, marked
from graphbuild.extract.tagger import Tagger
from graphbuild.model.fact import Field
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment

_OF_FACTS = {
    Field.CONDITION: "Disease/Condition of Interest",
    Field.ENROLLMENT: "Sample Size",
    Field.ARM_SIZE: "Sample Size",
    Field.ARM_LABEL: "Group Name",
    Field.INTERVENTION_NAME: "Drug Intervention",
    Field.INTERVENTION_FREQUENCY: "Intervention Frequency",
    Field.INTERVENTION_DURATION: "Intervention Duration",
    Field.INTERVENTION_ROUTE: "Intervention Administration",
    Field.OUTCOME_MEASURE: "Outcome (Study Endpoint)",
    Field.FINDING_VALUE: "Quantitative Measurement",
    Field.FINDING_P_VALUE: "Statistical Significance",
    Field.FINDING_UNIT: "Units",
    Field.FOLLOW_UP: "Follow-up period",
    Field.PERIOD: "Study Years",
}


def evaluate(path: Path, part: str | None = None) -> Scores:
    """Marks every abstract with the tagger, or by the facts of the rules where there is none."""
    abstracts = rows(path, part, {"text": str, "spans": ("start", "end", "tag")})
    extractions = [read(row["text"], _name(row, i)) for i, row in enumerate(abstracts)]
    tagger = Tagger.load()
    if tagger is None:
        marks = [of_facts(found, _OF_FACTS) for found in extractions]
    else:
        marks = [marked(tagger, row["text"], TRIALSIEVE) for row in abstracts]
    return score(abstracts, marks, borne_out(extractions))


def score(abstracts: Iterable[Row], marks: Iterable[AbstractSet[Mark]], borne: Borne = NOTHING) -> Scores:
    """Scores the stretches that were marked in each abstract."""
    tallies: dict[str, Tally] = {}
    missed: list[Miss] = []
    number = 0
    for number, (row, claims) in enumerate(zip(abstracts, marks, strict=True), 1):
        gold = frozenset(Mark(one["start"], one["end"], one["tag"]) for one in row["spans"])
        found = count(gold, claims, sorted({mark.label for mark in gold | claims}))
        tallies |= {name: tallies.get(name, Tally()) + tally for name, tally in found.items()}
        missed += misses(_name(row, number), gold, claims, shown(row["text"]))
    fields = tuple(sorted(tallies.items(), key=lambda item: (-item[1].right - item[1].missed, item[0])))
    stated = [tally for tally in tallies.values() if tally.right + tally.missed]
    ratios = [("macro F1", macro(stated))]
    pooled = (("micro", sum(tallies.values(), Tally())),)
    return Scores(
        "trialsieve", fields, pooled, (f"{number} abstracts",), (*missed, *borne.misses), (*ratios, *borne.ratios)
    )


def shown(text: str) -> Callable[[Mark], tuple[str, str]]:
    """Gives a function that shows the words of a stretch of the text and its sentence."""
    document = segment(Document(text))

    def show(mark: Mark) -> tuple[str, str]:
        span = Span(mark.start, mark.end)
        return span.of(text), document.sentence_of(span).of(text)

    return show


def _name(row: Row, number: int) -> str:
    return str(row.get("pmid", number))
