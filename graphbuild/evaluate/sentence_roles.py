"""Sentence roles: what part of a structured abstract each of its sentences belongs to, its headings taken away.

Rows: {"sentences": [[role, text], ...]}, in order, roles as in PubMed RCT. Protocol: accuracy over sentences, and the
mean F1 of the five roles.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from graphbuild.evaluate.classes import Answer
from graphbuild.evaluate.classes import score as score_classes
from graphbuild.evaluate.parts import Row, rows
from graphbuild.evaluate.quotes import NOTHING, Borne, borne_out, read
from graphbuild.evaluate.scores import Scores
from graphbuild.evaluate.tagging import roles
from graphbuild.extract.tagger import Tagger
from graphbuild.model.text import Span

ROLES = ("BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS")

Decide = Callable[[str, Sequence[Span]], Sequence[tuple[str | None, float]]]
"""(text, its sentences) -> the role of each sentence (None: left open) and how sure it is."""


def evaluate(path: Path, part: str | None = None) -> Scores:
    """Asks the tagger for the role of every sentence; without one each role is left open."""
    abstracts = rows(path, part, {"sentences": list})
    decide = partial(roles, Tagger.load())
    borne = borne_out(read(joined(row)[0], _name(row)) for row in abstracts)
    return score(abstracts, decide, borne)


def score(abstracts: Iterable[Row], decide: Decide, borne: Borne = NOTHING) -> Scores:
    """Scores a function that decides on the roles of the sentences of one abstract."""
    return score_classes("sentence_roles", (one for row in abstracts for one in _answers(row, decide)), ROLES, borne)


def joined(row: Row) -> tuple[str, tuple[Span, ...]]:
    """Gives the text of an abstract, its sentences joined by blanks, and where they stand."""
    places, start = [], 0
    sentences = [str(words) for _, words in row["sentences"] if str(words)]
    for words in sentences:
        places.append(Span(start, start + len(words)))
        start += len(words) + 1
    return " ".join(sentences), tuple(places)


def _answers(row: Row, decide: Decide) -> Iterable[Answer]:
    text, places = joined(row)
    stated = [role for role, words in row["sentences"] if str(words)]
    decided = decide(text, places)
    for number, (gold, (claim, sure), place) in enumerate(zip(stated, decided, places, strict=True), 1):
        yield Answer(f"{_name(row)}:{number}", gold, claim, place.of(text), sure)


def _name(row: Row) -> str:
    return str(row.get("pmcid") or row.get("pmid") or "")
