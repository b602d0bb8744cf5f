"""What an abstract says in sentences of their own: its objective and its conclusions."""

import re
from collections.abc import Iterator

from graphbuild.extract.slots.features import told
from graphbuild.model.codes import DocumentKind, Section
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Sentence, Span

_LABEL = re.compile(r"[A-Z][A-Za-z]{0,20}(?:[ ,/&-]{1,3}[A-Za-z]{1,20}){0,5}:\s")
_DID = r"(?:compared|assess\w*|evaluat\w*|examin\w*|investigat\w*|tested|studied|explored|sought|aimed)"
_AIM = re.compile(
    r"^To\s|\b(?:aim|purpose|objective|goal)s?\b[^.]{0,80}\b(?:was|is|were|are)\b"
    rf"|\bwe\s(?:\w+\s){{0,3}}?{_DID}\b"
    r"|\b(?:this|the present|the current|present)\s(?:[\w,-]+\s){0,8}?(?:study|trial|investigation|analysis)\s"
    rf"(?:\w+\s){{0,3}}?(?:{_DID}|was\s(?:designed|conducted|performed|carried\sout|undertaken))\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:clinical\s)?trial\sregist|regist(?:ration|ry|ered)\b|\bfunding|\blimitations?:|clinicaltrials|\bNCT\d|\u00a9"
    r"|copyright",
    re.IGNORECASE,
)
_OPEN = frozenset({Section.OBJECTIVE, Section.BACKGROUND, Section.BODY})
_SURE = 0.9


def said(document: Document) -> tuple[Fact, ...]:
    """Gives objective and conclusions of an abstract whose conclusions have a heading; nothing for other texts."""
    if document.kind is not DocumentKind.ABSTRACT:
        return ()
    sentences = told(document)
    conclusions = [one for one in _parts(document, sentences) if one.section is Section.CONCLUSIONS]
    if not conclusions:
        return ()
    return (*_objective(document, sentences), *(_fact(document, one, Field.CONCLUSION) for one in conclusions))


def _parts(document: Document, sentences: tuple[Sentence, ...]) -> Iterator[Sentence]:
    """Gives the sentences but for parts with headings of their own: registration, funding, limitations."""
    aside = False
    for one in sentences:
        label = _LABEL.match(document.text, one.span.start, one.span.end)
        if label is not None:
            aside = _ASIDE.search(label[0]) is not None
        if not aside and not _ASIDE.match(document.text, one.span.start, one.span.end):
            yield one


def _objective(document: Document, sentences: tuple[Sentence, ...]) -> Iterator[Fact]:
    """Gives the sentence that states an aim, first among those under a heading for it."""
    early = [one for one in sentences if one.section in _OPEN]
    aims = [one for one in early if _AIM.search(plain(document, one.span).of(document.text))]
    under = [one for one in early if one.section is Section.OBJECTIVE]
    chosen = [one for one in aims if one in under] or aims or under[-1:]
    if chosen:
        yield _fact(document, chosen[0], Field.OBJECTIVE)


def _fact(document: Document, sentence: Sentence, field: Field) -> Fact:
    span = plain(document, sentence.span)
    return Fact(field, " ".join(span.of(document.text).split()), span, "details/sentence", _SURE)


def plain(document: Document, place: Span) -> Span:
    """Gives a sentence without the heading that opens it."""
    label = _LABEL.match(document.text, place.start, place.end)
    return Span(label.end(), place.end) if label is not None and label.end() < place.end else place
