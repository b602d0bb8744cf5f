"""Sentence roles: what part of a structured abstract each of its sentences belongs to, its headings taken away.

Rows: {"sentences": [[role, text], ...]}, in order, roles as in PubMed RCT. Protocol: accuracy over sentences, and the
mean F1 of the five roles.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from graphbuild.evaluate.classes import Answer
from graphbuild.evaluate.classes import score as score_classes
from graphbuild.evaluate.parts import Row, rows
from graphbuild.evaluate.quotes import NOTHING, Borne, borne_out, read
from graphbuild.evaluate.scores import Scores
from graphbuild.evaluate.tagging import load
from graphbuild.model.text import Span

ROLES = ("BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS")

Decide = Callable[[str, Sequence[Span]], Sequence[str | None]]
"""(text, its sentences) -> the role of each sentence, None where it is left open."""


def evaluate(path: Path, part: str | None = None) -> Scores:
    """Asks the tagger for the role of every sentence; without one each role is left open."""
    abstracts = rows(path, part, ("sentences",))
    tagger = load()
    decide = _undecided if tagger is None else tagger.roles
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
    roles = [role for role, words in row["sentences"] if str(words)]
    for number, (gold, claim, place) in enumerate(zip(roles, decide(text, places), places, strict=True), 1):
        yield Answer(f"{_name(row)}:{number}", gold, claim, place.of(text))


def _undecided(text: str, places: Sequence[Span]) -> list[str | None]:
    del text
    return [None for _ in places]


def _name(row: Row) -> str:
    return str(row.get("pmcid") or row.get("pmid") or "")
