"""PubMed XML -> Documents: a file holds any number of articles."""

import re
from collections.abc import Iterator

from lxml import etree

from graphbuild.model.codes import DocumentKind
from graphbuild.model.fact import Person
from graphbuild.model.text import Document
from graphbuild.sources import elements
from graphbuild.sources.reader import Reader
from graphbuild.sources.record import Bibliography, document_of, spoken, subject, unbracketed
from graphbuild.sources.safexml import child, parse, words

_OPENING = re.compile(rb"<Pubmed(?:ArticleSet|Article|BookArticle)\b|<MedlineCitation(?:Set)?\b")
_HEAD = 2_000
_NOTICES = {
    "RetractionIn": "Retraction in",
    "ErratumIn": "Erratum in",
    "ExpressionOfConcernIn": "Expression of concern in",
}


def read(data: bytes, name: str) -> tuple[Document, ...]:
    """Gives a document for every article; raises MalformedSourceError where the XML is broken or unsafe."""
    root = parse(data, name)
    citations = [root] if root.tag == "MedlineCitation" else root.iter("MedlineCitation")
    return tuple(
        document_of(record, kind=DocumentKind.ABSTRACT, name=name, rule="pubmed")
        for record in map(_record, citations)
        if record.title
    )


def _record(citation: etree._Element) -> Bibliography:
    article = citation.find("Article")
    if article is None:
        return Bibliography("")
    return Bibliography(
        title=unbracketed(child(article, "ArticleTitle")) or child(article, "VernacularTitle"),
        body=tuple(_abstract(article)),
        authors=tuple(_authors(article)),
        journal=child(article, "Journal/Title"),
        date=_date(article),
        doi=_identifier(citation, "doi"),
        pmid=child(citation, "PMID"),
        pmcid=_identifier(citation, "pmc"),
        types=tuple(filter(None, map(words, article.iterfind("PublicationTypeList/PublicationType")))),
        registry_ids=_distinct(words(one) for one in article.iterfind("DataBankList/DataBank/AccessionNumberList/*")),
        funders=_distinct(words(one) for one in article.iterfind("GrantList/Grant/Agency")),
        headings=tuple(subject(_heading(one)) for one in citation.iterfind("MeshHeadingList/MeshHeading")),
        keywords=_distinct(words(one) for one in citation.iterfind("KeywordList/Keyword")),
        notices=_distinct(
            _NOTICES.get(one.get("RefType", ""), "")
            for one in citation.iterfind("CommentsCorrectionsList/CommentsCorrections")
        ),
    )


def _heading(found: etree._Element) -> str:
    """Gives a heading in the manner of MEDLINE."""
    return "/".join(f"{'*' if one.get('MajorTopicYN') == 'Y' else ''}{words(one)}" for one in found)


def _abstract(article: etree._Element) -> Iterator[str]:
    for part in article.iterfind("Abstract/AbstractText"):
        text, label = words(part), (part.get("Label") or "").strip()
        if text:
            yield f"{label.rstrip(':')}: {text}" if label else text


def _authors(article: etree._Element) -> Iterator[Person]:
    for author in article.iterfind("AuthorList/Author"):
        given = child(author, "ForeName") or child(author, "Initials")
        name = spoken(child(author, "LastName"), given, child(author, "Suffix"))
        ids = (words(one) for one in author.iterfind("Identifier") if one.get("Source") == "ORCID")
        orcid = next((one.rpartition("/")[2] for one in ids if one), None)
        if name or child(author, "CollectiveName"):
            yield Person(name or child(author, "CollectiveName"), orcid)


def _date(article: etree._Element) -> str:
    """Gives the day of the electronic publication in ISO 8601, else the date of the issue as it stands."""
    online = article.find("ArticleDate")
    if online is not None:
        return "-".join(filter(None, (child(online, part).zfill(2) for part in ("Year", "Month", "Day"))))
    issue = article.find("Journal/JournalIssue/PubDate")
    if issue is None:
        return ""
    parts = [child(issue, part) for part in ("Year", "Month", "Day")]
    if parts[1].isdigit():
        return "-".join(part.zfill(2) for part in parts if part)
    return " ".join(filter(None, parts)) or child(issue, "MedlineDate")


def _identifier(citation: etree._Element, kind: str) -> str:
    for one in citation.iterfind("Article/ELocationID"):
        if one.get("EIdType") == kind:
            return words(one)
    parent = citation.getparent()
    listed = parent.iterfind("PubmedData/ArticleIdList/ArticleId") if parent is not None else ()
    return next((words(one) for one in listed if one.get("IdType") == kind), "")


def _distinct(found: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, found)))


READER = Reader(
    "pubmed",
    20,
    lambda data: _OPENING.search(data[:_HEAD]) is not None,
    read,
    elements.split("PubmedArticle", "MedlineCitation"),
)
