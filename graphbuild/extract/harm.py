"""What is said of harms: safety in the text's words, harms stated to be absent, and what was found safe or unsafe."""

from collections.abc import Iterable, Iterator
from functools import partial

from graphbuild.extract.judged import Judged, chosen, clauses
from graphbuild.extract.mentions import views_of
from graphbuild.extract.ranking import probability
from graphbuild.extract.statements import Kind, Statement, statements, tells_of_one
from graphbuild.language.hedges import hedges
from graphbuild.language.lexicon import load
from graphbuild.language.slug import slug
from graphbuild.model.codes import Certainty, ClaimLevel, Direction, DocumentKind, Polarity, Section
from graphbuild.model.fact import Fact, Field, Ref
from graphbuild.model.text import Document, Span

SAFETY = "safety"
_SURE = 0.9
_SAFETY = 0.5
_MANY = 2
_CLOSED = {Section.HEADLINE, Section.OBJECTIVE, Section.METHODS}
_DIRECTIONS = {
    Kind.ABSENT: Direction.NO_EVENT,
    Kind.SAFE: Direction.FAVOURS_INTERVENTION,
    Kind.UNSAFE: Direction.HARM,
}


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:
    """Gives safety as worded, and a finding for harms denied and for a claim of safety that was put to the test."""
    told = statements(document)
    yield from _stated(document, told)
    seen: set[str] = set()
    for statement in told:
        key = slug(_plain(document, statement.subject))
        known = _known(found, statement)
        mark = key if statement.kind is Kind.ABSENT else "safety"
        if mark in seen or not (statement.kind is Kind.ABSENT or known or statement.tested):
            continue
        if statement.kind in _DIRECTIONS:
            seen.add(mark)
            yield from _finding(document, statement, known or key)


def _stated(document: Document, told: Iterable[Statement]) -> Iterator[Fact]:
    """Gives what a text says of safety; the classifier learnt from news, other texts are read by their wordings."""
    if document.kind is DocumentKind.NEWS:
        for span, chance in chosen(partial(probability, SAFETY), harms(document, told), _SAFETY):
            yield Fact(Field.SAFETY, _plain(document, span), span, "safety/clause", chance)
    else:
        for one in told:
            yield Fact(Field.SAFETY, _plain(document, one.clause), one.clause, f"safety/{one.kind.value}", _SURE)


def harms(document: Document, told: Iterable[Statement]) -> Iterator[Judged]:
    """Gives the clauses that may speak of safety: what the classifier is trained on."""
    stated: dict[Span, dict[Span, str]] = {}
    for statement in told:
        stated.setdefault(statement.view.sentence.span, {})[statement.clause] = statement.kind.value
    before = False
    for view in views_of(document):
        text = view.sentence.span.of(document.text)
        if view.sentence.section in _CLOSED or tells_of_one(text):
            continue
        named = load("harms").find(text)
        inside = stated.get(view.sentence.span, {})
        for item in clauses(view, (*named, *load("reactions").find(text))):
            yield _harm(document, item, inside, named=bool(named), before=before)
        before = bool(named)


def _harm(document: Document, item: Judged, stated: dict[Span, str], *, named: bool, before: bool) -> Judged:
    """Adds to the features of a clause whether harms are named as such, in it or in the sentence before."""
    words = item.span.of(document.text)
    own = bool(load("harms").find(words))
    kinds = sorted({kind for span, kind in stated.items() if span.overlaps(item.span)})
    more = [f"named {own}", f"named {own} {named} {before}", f"list {words.count(',') >= _MANY} {named or before}"]
    more += [f"states {kind} {stated.get(item.span) == kind}" for kind in kinds]
    return Judged(item.span, (*item.features, *more))


def _plain(document: Document, span: Span) -> str:
    return " ".join(span.of(document.text).split())


def _known(found: tuple[Fact, ...], statement: Statement) -> str | None:
    """Gives the key of the outcome that earlier facts declared for the same words, or for safety as such."""
    measures = [fact for fact in found if fact.field is Field.OUTCOME_MEASURE and isinstance(fact.span, Span)]
    for fact in measures:
        same = isinstance(fact.span, Span) and fact.span.overlaps(statement.subject)
        if same or (statement.kind is not Kind.ABSENT and str(fact.value).lower() == "safety"):
            return fact.about
    return None


def _finding(document: Document, statement: Statement, outcome: str) -> Iterator[Fact]:
    about = f"finding-{statement.subject.start}"
    rule = f"finding/{statement.kind.value}"
    name = _plain(document, statement.subject)
    yield Fact(Field.OUTCOME_MEASURE, name, statement.subject, rule, _SURE, outcome)

    def fact(field: Field, value: object, span: Span) -> Fact:
        return Fact(field, value, span, rule, _SURE, about)  # type: ignore[arg-type]

    yield fact(Field.FINDING_STATEMENT, _plain(document, statement.clause), statement.clause)
    yield fact(Field.FINDING_OUTCOME, Ref(outcome), statement.subject)
    yield fact(Field.FINDING_DIRECTION, _DIRECTIONS[statement.kind], statement.words)
    yield fact(Field.FINDING_CLAIM, ClaimLevel.RESULT, statement.clause)
    certainty = Certainty.HEDGED if hedges(statement.words.of(document.text)) else Certainty.ASSERTED
    yield fact(Field.FINDING_CERTAINTY, certainty, statement.words)
    if statement.kind is Kind.ABSENT:
        yield fact(Field.FINDING_POLARITY, Polarity.ABSENT, statement.words)
        yield fact(Field.FINDING_EVENTS, 0, statement.words)
