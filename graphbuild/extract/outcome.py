"""What was measured: the names of outcomes, their roles, and when they were measured."""

from collections.abc import Iterable, Iterator

from graphbuild.extract.choosing import alike, choose, content
from graphbuild.extract.mentions import Mention, mentions
from graphbuild.extract.roles import Declared, declared
from graphbuild.extract.statements import statements
from graphbuild.language.slug import slug
from graphbuild.model.codes import OutcomeRole
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

RULE = "outcome/mention"
THRESHOLD = 0.75
"""From here on three of four chosen names are right, by cross-validation over articles (training/outcomes.py)."""
_SURE = 0.95


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:
    """Gives the measures that the text reports on, and those that it declares primary or secondary."""
    roles = declared(document)
    taken = [*(statement.subject for statement in statements(document)), *(item.mention.span for item in roles)]
    names: dict[str, frozenset[str]] = {}
    for choice in choose(mentions(document, found), THRESHOLD, taken):
        key = slug(_words(document, choice.mentions[0].span))
        if key not in names:
            names[key] = content(choice.mentions[0])
            yield from (_measure(document, mention, key) for mention in choice.mentions)
    for item in roles:
        yield from _declared(document, item, names)


def _words(document: Document, span: Span) -> str:
    return " ".join(span.of(document.text).split())


def _measure(document: Document, mention: Mention, key: str) -> Fact:
    confidence = round(mention.score, 4)
    return Fact(Field.OUTCOME_MEASURE, _words(document, mention.span), mention.span, RULE, confidence, key)


def _declared(document: Document, item: Declared, names: dict[str, frozenset[str]]) -> Iterator[Fact]:
    own = content(item.mention)
    key = next((key for key, words in names.items() if alike(words, own)), None)
    if key is None:
        key = slug(_words(document, item.mention.span))
        names[key] = own
    rule = f"outcome/declared-{item.role.value}"
    yield Fact(Field.OUTCOME_MEASURE, _words(document, item.mention.span), item.mention.span, rule, _SURE, key)
    if item.role is not OutcomeRole.OTHER:
        yield Fact(Field.OUTCOME_ROLE, item.role, item.span, rule, _SURE, key)
