"""EBM-NLP: which tokens of an abstract name participants, interventions and outcomes.

Rows: {"pmid", "tokens": [...], "tags": [O | PAR | INT | OUT ...], "sent_ends": [...]}. Published protocol: P, R and F1
over tokens for each class, and the mean F1 of the three (macro). Added here: exact stretches, where a run of equal
tags is right only as a whole.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from graphbuild.errors import SourceError
from graphbuild.evaluate.marks import NONE, Mark, count, macro, misses, of_facts, runs
from graphbuild.evaluate.parts import Row, rows
from graphbuild.evaluate.quotes import NOTHING, Borne, borne_out, read
from graphbuild.evaluate.scores import Miss, Scores, Tally
from graphbuild.evaluate.tagging import pico
from graphbuild.extract.tagger import Tagger
from graphbuild.model.fact import Field
from graphbuild.pipeline import Extraction

CLASSES = ("PAR", "INT", "OUT")
_OF_FACTS = {
    Field.CONDITION: "PAR",
    Field.ENROLLMENT: "PAR",
    Field.POPULATION_DESCRIPTION: "PAR",
    Field.POPULATION_AGE: "PAR",
    Field.INTERVENTION_NAME: "INT",
    Field.COMPARATOR: "INT",
    Field.OUTCOME_MEASURE: "OUT",
    Field.SAFETY: "OUT",
}
_CONTEXT = 8

Label = Callable[[Sequence[Sequence[str]]], Sequence[str]]
"""Sentences of tokens -> one label for each token, sentence after sentence."""


def evaluate(path: Path, part: str | None = None) -> Scores:
    """Labels the tokens of every abstract with the tagger, or by the facts of the rules where there is none."""
    abstracts = rows(path, part, {"tokens": list, "tags": list})
    uneven = next((row for row in abstracts if len(row["tokens"]) != len(row["tags"])), None)
    if uneven is not None:
        problem = (
            f"{uneven.get('pmid', 'an abstract')} has {len(uneven['tokens'])} tokens and {len(uneven['tags'])} tags"
        )
        raise SourceError(problem, where=str(path), remedy="one tag for each token is asked for")
    extractions = [read(" ".join(row["tokens"]), str(row.get("pmid", ""))) for row in abstracts]
    tagger = Tagger.load()
    if tagger is None:
        labels = [by_facts(row["tokens"], found) for row, found in zip(abstracts, extractions, strict=True)]
    else:
        labels = [pico(tagger, sentences(row)) for row in abstracts]
    return score(abstracts, labels, borne_out(extractions))


def sentences(row: Row) -> list[list[str]]:
    """Gives the tokens of an abstract by sentence."""
    tokens: list[str] = row["tokens"]
    ends = [end for end in row.get("sent_ends", ()) if 0 < end < len(tokens)]
    return [tokens[start:end] for start, end in zip([0, *ends], [*ends, len(tokens)], strict=True)]


def by_facts(tokens: Sequence[str], extraction: Extraction) -> list[str]:
    """Gives the label of each token by the shortest fact that it lies in; the text is the tokens joined by blanks."""
    marks = sorted(of_facts(extraction, _OF_FACTS), key=lambda one: (one.end - one.start, one))
    labels, start = [], 0
    for token in tokens:
        end = start + len(token)
        labels.append(next((one.label for one in marks if one.start < end and start < one.end), NONE))
        start = end + 1
    return labels


def score(abstracts: Iterable[Row], labels: Iterable[Sequence[str]], borne: Borne = NOTHING) -> Scores:
    """Scores one label for each token of each abstract."""
    tokens, exact = dict.fromkeys(CLASSES, Tally()), dict.fromkeys(CLASSES, Tally())
    missed: list[Miss] = []
    number = 0
    for number, (row, claimed) in enumerate(zip(abstracts, labels, strict=True), 1):
        stated = row["tags"]
        single = _single(stated), _single(claimed)
        whole = runs(stated), runs(claimed)
        tokens = {name: tokens[name] + tally for name, tally in count(*single, CLASSES).items()}
        exact = {name: exact[name] + tally for name, tally in count(*whole, CLASSES).items()}
        item, show = str(row.get("pmid", number)), _shown(row["tokens"])
        missed += [
            *misses(item, *whole, show, "{} exact"),
            *misses(item, *_differing(stated, claimed), show, "{} tokens"),
        ]
    fields = (
        *((f"{name} tokens", tokens[name]) for name in CLASSES),
        *((f"{name} exact", exact[name]) for name in CLASSES),
    )
    ratios = [("macro F1, tokens", macro(tokens.values())), ("macro F1, exact", macro(exact.values()))]
    pooled = (("micro, tokens", sum(tokens.values(), Tally())), ("micro, exact", sum(exact.values(), Tally())))
    remarks = (f"{number} abstracts",)
    return Scores("ebm_nlp", fields, pooled, remarks, (*missed, *borne.misses), (*ratios, *borne.ratios))


def _single(labels: Sequence[str]) -> frozenset[Mark]:
    return frozenset(Mark(i, i + 1, label) for i, label in enumerate(labels) if label != NONE)


def _differing(stated: Sequence[str], claimed: Sequence[str]) -> tuple[frozenset[Mark], frozenset[Mark]]:
    """Gives the stretches of tokens whose stated label was not claimed, and those whose claimed one is not stated."""
    lost = [gold if gold != claim else NONE for gold, claim in zip(stated, claimed, strict=True)]
    extra = [claim if gold != claim else NONE for gold, claim in zip(stated, claimed, strict=True)]
    return runs(lost), runs(extra)


def _shown(tokens: Sequence[str]) -> Callable[[Mark], tuple[str, str]]:
    def show(mark: Mark) -> tuple[str, str]:
        around = tokens[max(0, mark.start - _CONTEXT) : mark.end + _CONTEXT]
        return " ".join(tokens[mark.start : mark.end]), " ".join(around)

    return show
