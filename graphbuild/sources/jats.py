"""JATS and NLM XML (papers of PubMed Central and publishers) -> Document: title, abstract and body with headings."""

import re
from collections.abc import Iterator

from lxml import etree

from graphbuild.errors import MalformedSourceError
from graphbuild.model.codes import DocumentKind
from graphbuild.model.fact import Person
from graphbuild.model.text import Document
from graphbuild.sources import elements
from graphbuild.sources.reader import Reader
from graphbuild.sources.record import Bibliography, document_of, spoken, squeezed
from graphbuild.sources.safexml import child, parse, words

_OPENING = re.compile(
    rb"<article\b(?=[^>]{0,2000}(?:xlink|article-type|dtd-version))|<!DOCTYPE\s+(?:article|pmc-articleset)\b|<pmc-articleset\b"
)
_HEAD = 3_000
_ASIDE = frozenset(
    {"table-wrap", "fig", "ref-list", "supplementary-material", "disp-formula", "fn-group", "boxed-text"}
)
_EMPTY = re.compile(r"\s?[\[(][\s,;\u2013-]{0,20}[\])]")
_LOOSE = re.compile(r"\s(?=[.,;:)\]])")
_NAME = ("surname", "given-names", "suffix")
_DATES = ("epub", "pub", "epub-ppub", "ppub", "collection")
_SUBJECTS = "article-categories/subj-group[@subj-group-type='heading']/subject"
_REGISTRATIONS = ".//related-object[@document-id-type='clinical-trial-number']"
_TYPES = {"retraction": "Retraction", "correction": "Correction", "expression-of-concern": "Expression of concern"}


def read(data: bytes, name: str) -> tuple[Document, ...]:
    """Gives a document for every article; raises MalformedSourceError where there is none."""
    root = parse(data, name)
    articles = [root] if root.tag == "article" else list(root.iter("article"))
    found = tuple(
        document_of(record, kind=kind, name=name, rule="jats")
        for record, kind in map(_record, articles)
        if record.title
    )
    if not found:
        raise MalformedSourceError("no article with a title in this XML", where=name)
    return found


def _record(article: etree._Element) -> tuple[Bibliography, DocumentKind]:
    meta = article.find("front/article-meta")
    if meta is None:
        return Bibliography(""), DocumentKind.PAPER
    abstract = tuple(_abstracts(meta))
    record = Bibliography(
        title=_prose(meta.find("title-group/article-title")),
        body=(*abstract, *_body(article)),
        abstract=len(abstract),
        authors=tuple(_authors(meta)),
        journal=child(article, "front/journal-meta//journal-title"),
        date=_date(meta),
        doi=_identifier(meta, "doi"),
        pmid=_identifier(meta, "pmid"),
        pmcid=_pmcid(meta),
        funders=tuple(dict.fromkeys(filter(None, map(words, meta.iterfind(".//funding-source"))))),
        types=tuple(dict.fromkeys(filter(None, map(words, meta.iterfind(_SUBJECTS))))),
        registry_ids=tuple(dict.fromkeys(one.get("document-id", "") for one in meta.iterfind(_REGISTRATIONS))),
        keywords=tuple(dict.fromkeys(filter(None, map(words, meta.iterfind("kwd-group/kwd"))))),
        notices=tuple(filter(None, (_TYPES.get(article.get("article-type", "")),))),
    )
    return record, DocumentKind.PAPER if article.find("body") is not None else DocumentKind.ABSTRACT


def _abstracts(meta: etree._Element) -> Iterator[str]:
    for abstract in meta.iterfind("abstract"):
        if abstract.get("abstract-type") in {None, "executive-summary", "structured"}:
            yield from _parts(abstract, inline=True)


def _body(article: etree._Element) -> Iterator[str]:
    body = article.find("body")
    if body is not None:
        yield from _parts(body, inline=False)


def _parts(node: etree._Element, *, inline: bool) -> Iterator[str]:
    """Gives headings and paragraphs; with `inline`, a heading leads its first paragraph, as abstracts print it."""
    heading = ""
    for part in node:
        if part.tag == "title":
            heading = _prose(part).rstrip(":. ")
            if heading and not inline:
                yield heading
        elif part.tag == "p":
            text = _prose(part)
            if text:
                yield f"{heading}: {text}" if inline and heading else text
                heading = ""
        elif part.tag in {"sec", "list", "list-item", "disp-quote"}:
            yield from _parts(part, inline=inline)


def _prose(node: etree._Element | None) -> str:
    """Gives the words of an element without figures, tables, notes and reference marks."""
    if node is None:
        return ""
    text = _EMPTY.sub("", " ".join("".join(_pieces(node)).split()))
    return _LOOSE.sub("", text)


def _pieces(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for part in node:
        if isinstance(part.tag, str) and part.tag not in _ASIDE and not _is_mark(part):
            yield from _pieces(part)
        yield part.tail or ""


def _is_mark(part: etree._Element) -> bool:
    if part.tag == "xref":
        return part.get("ref-type") in {"bibr", "fn", "table-fn"} and words(part).strip("[](),;- \u2013").isdigit()
    return part.tag == "fn" or (part.tag == "sup" and part.find("xref") is not None)


def _authors(meta: etree._Element) -> Iterator[Person]:
    for author in meta.iterfind("contrib-group/contrib"):
        if author.get("contrib-type", "author") != "author":
            continue
        person = next(author.iterfind("name"), None)
        person = person if person is not None else author.find("name-alternatives/name")
        name = _group(author) if person is None else spoken(*(child(person, part) for part in _NAME))
        orcid = child(author, "contrib-id[@contrib-id-type='orcid']").rpartition("/")[2]
        if name:
            yield Person(name, orcid or None)


def _group(author: etree._Element) -> str:
    """Gives the name of a group without its members and marks."""
    found = author.find("collab")
    parts = () if found is None else (found.text, *(part for one in found for part in (_inside(one), one.tail)))
    return squeezed("".join(filter(None, parts)))


def _inside(part: etree._Element) -> str:
    return "" if part.tag in {"contrib-group", "xref"} else words(part)


def _date(meta: etree._Element) -> str:
    found = {}
    for date in meta.iterfind("pub-date"):
        parts = [child(date, part) for part in ("year", "month", "day")]
        if parts[0] and (not parts[1] or parts[1].isdigit()):
            kind = date.get("pub-type") or date.get("date-type") or ""
            found[kind] = "-".join(part.zfill(2) for part in parts if part)
    return next((found[kind] for kind in _DATES if kind in found), "")


def _identifier(meta: etree._Element, kind: str) -> str:
    return next((words(one) for one in meta.iterfind("article-id") if one.get("pub-id-type") == kind), "")


def _pmcid(meta: etree._Element) -> str:
    found = _identifier(meta, "pmcid") or _identifier(meta, "pmc")
    return f"PMC{found}" if found.isdigit() else found


READER = Reader("jats", 40, lambda data: _OPENING.search(data[:_HEAD]) is not None, read, elements.split("article"))
