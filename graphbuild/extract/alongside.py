"""What everyone in the study got besides: all participants received counselling; they also took drugs to prevent it."""

import re
from collections.abc import Iterator, Sequence

from graphbuild.extract.candidates import Candidate, candidates
from graphbuild.extract.selection import overlap
from graphbuild.language.naming import Name, group, listed, names, shape, stems
from graphbuild.language.phrases import Token, tokens
from graphbuild.language.sieve import sieve
from graphbuild.language.slug import slug
from graphbuild.model.codes import Focus, InterventionRole, InterventionType
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

_CONFIDENCE = 0.8
_ACTS = {"procedure", "device", "behavioural"}
_PEOPLE = r"(?:participants|patients|people|women|men|children|adults|volunteers|subjects|groups|individuals)"
_BESIDE = sieve(
    rf"\b(?:(?:{_PEOPLE}|they)\s(?:were\s)?also\s(?:were\s)?|(?:all|both)\s(?:of\sthe\s|the\s|study\s){{0,2}}{_PEOPLE}\s"
    r"(?:also\s)?(?:were\s)?(?:also\s)?)(?:received|receive|took|got|underwent|given|treated with)\s",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"(?:\s(?:that|which|to)\s[\w-]{2,20}){1}(?:\s(?!(?:and|or|so|that|because|during|throughout|before|after|while)\b)[\w-]{2,20}){1,6}"
)


def alongside(document: Document, kept: Sequence[Candidate]) -> Iterator[Fact]:
    """Gives what was given to all besides the interventions that were kept; nothing where none was."""
    if not kept:
        return
    for sentence in document.sentences:
        if sentence.focus is not Focus.THIS_STUDY:
            continue
        for match in _BESIDE.finditer(document.text, sentence.span.start, sentence.span.end):
            words = tokens(document.text[match.end() : sentence.span.end], match.end())
            found = _first(document.text, words)
            if found is None:
                continue
            span, kind = found
            if not any(overlap(key_at(document, span), one.key) for one in kept):
                yield from stated(
                    document, span, kind, InterventionRole.CONCOMITANT, "intervention/alongside", _CONFIDENCE
                )


def stated(
    document: Document, span: Span, kind: InterventionType, role: InterventionRole, rule: str, confidence: float
) -> Iterator[Fact]:
    """Gives the name, type and role of an intervention by the words that name it."""
    name = " ".join(span.of(document.text).split())
    for field, value in (
        (Field.INTERVENTION_NAME, name),
        (Field.INTERVENTION_TYPE, kind),
        (Field.INTERVENTION_ROLE, role),
    ):
        yield Fact(field, value, span, rule, confidence, slug(name))


def blind_kind(words: Sequence[str]) -> InterventionType:
    """Gives the type of what stood in for the thing tested: a sham operation is a procedure, a dummy pill is none."""
    rest = [word for word in words if word not in group("blind")]
    for known in (listed(rest, "interventions"), shape(rest)):
        if known is not None and known.code in _ACTS:
            return InterventionType(known.code)
    return InterventionType.OTHER


def key_at(document: Document, span: Span) -> tuple[str, ...]:
    """Gives the key of the candidate that stands within a span, the stems of its words where none does."""
    at_span = (one.key for one in candidates(document) if any(span.contains(m.name.span) for m in one.mentions))
    return next(at_span, stems(span.of(document.text).lower().split()))


def _first(text: str, words: tuple[Token, ...]) -> tuple[Span, InterventionType] | None:
    """Gives the name that the words begin with; bare drugs only with what they were for."""
    name = next(iter(names(words)), None)
    if name is None or any(word.text not in group("article") | group("light") for word in words[: name.first]):
        return None
    kind = _kind(name)
    if kind is None:
        return None
    if len(name.words) > 1 or name.words[0] not in group("soft"):
        return name.span, kind
    purpose = _PURPOSE.match(text, name.span.end)
    return None if purpose is None else (Span(name.span.start, purpose.end()), kind)


def _kind(name: Name) -> InterventionType | None:
    known = listed(name.words, "interventions") or shape(name.words)
    if known is None or known.code in {"condition", "other", "organisation"}:
        return None
    return InterventionType(known.code)
