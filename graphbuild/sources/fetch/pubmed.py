"""PubMed through the E-utilities: a citation with its abstract (efetch), and searches (esearch)."""

from collections.abc import Iterator

from graphbuild.errors import MalformedSourceError, SourceError
from graphbuild.sources.fetch.identifier import Identifier, identifier
from graphbuild.sources.fetch.record import Record, at, parsed
from graphbuild.sources.fetch.web import Web, content
from graphbuild.sources.safexml import parse, words

SERVICE = "ncbi"
REACH = 9_999
"""PubMed answers no search beyond so many citations."""
_PAGE = 1_000
_PLACES = ("MedlineCitation/PMID", "BookDocument/PMID")


def record(web: Web, asked: Identifier) -> Record:
    """Gives the citation; raises SourceError where PubMed has none of that number."""
    where, missing = str(asked), "PubMed has no such citation"
    reply = web.get(SERVICE, "efetch.fcgi", {"db": "pubmed", "id": asked.value, "retmode": "xml"})
    body = content(reply, where, missing)
    root = parse(body, where)
    if root.tag != "PubmedArticleSet":
        raise MalformedSourceError(f"the answer is XML, but no citation: <{root.tag}>", where=where)
    found = {words(number) for one in root for place in _PLACES for number in one.iterfind(place)}
    if asked.value not in found:
        raise SourceError(missing, where=where, remedy="check the identifier")
    return Record(body, reply.url, () if words(root.find(".//AbstractText")) else ("without an abstract",))


def search(web: Web, expression: str, most: int) -> Iterator[tuple[Identifier, int]]:
    """Gives the first citations that PubMed finds, each with the number of all."""
    given = 0
    while given < most:
        page = {"retstart": str(given), "retmax": str(min(_PAGE, most - given))}
        found, total = _page(web, expression, page)
        for one in found:
            yield identifier(one), total
        given += len(found)
        if not found or given >= total:
            return


def pmid_of(web: Web, doi: str) -> str | None:
    """Gives the PMID of a DOI if PubMed lists exactly one citation under it."""
    found, _ = _page(web, f'"{doi}"[doi]', {"retmax": "2"})
    return found[0] if len(found) == 1 else None


def _page(web: Web, expression: str, page: dict[str, str]) -> tuple[list[str], int]:
    reply = web.get(SERVICE, "esearch.fcgi", {"db": "pubmed", "term": expression, "retmode": "json", **page})
    answer = parsed(content(reply, expression, "PubMed does not understand this search"), expression)
    failure = at(answer, "error") or at(answer, "esearchresult", "ERROR")
    if failure:
        raise SourceError(f"PubMed refuses this search: {failure}", where=expression, remedy="change the expression")
    found, total = at(answer, "esearchresult", "idlist"), str(at(answer, "esearchresult", "count"))
    if not isinstance(found, list) or not total.isdecimal():
        raise MalformedSourceError("the answer is no result of a search", where=expression)
    return [str(one) for one in found], int(total)
